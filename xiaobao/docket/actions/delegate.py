"""Delegate mediation (委托调解) to the consumers' association or another lawful mediation body.

办法第十九条: 经投诉人和被投诉人同意; 受委托组织不得再委托其他组织或者个人. The mediation clock goes on.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.mediation_facts import earliest_due, footing_of, open_delegation, standing, wished
from xiaobao.docket.models import Delegation, Side
from xiaobao.documents.numbering import format_date
from xiaobao.rules import consent, delegation
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def delegate(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    body: str,
    due_on: date | None = None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Delegate mediation to ``body``: row, letter to it, event and audit row, all or none.

    ``due_on`` is the day by which the body is asked to answer. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.DELEGATE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        _insist(taken, body, due_on)
        Delegation.objects.create(
            matter=taken.matter, body=body.strip(), began_on=taken.today, due_on=due_on, words=words.strip()
        )
        _issue(taken, body.strip(), due_on)
        if due_on:
            taken.data["due_on"] = due_on.isoformat()
    return taken


def _insist(taken: Taken, body: str, due_on: date | None) -> None:
    matter = taken.matter
    under_way = open_delegation(matter)
    check = delegation.check_delegate(
        body=body,
        due_on=due_on,
        delegation=wished(matter, consent.DELEGATION),
        mediation=wished(matter, consent.MEDIATION),
        open_with=under_way.body if under_way else "",
        due=earliest_due(matter),
        footing=footing_of(taken),
    )
    taken.insist(check)


def _issue(taken: Taken, body: str, due_on: date | None) -> None:
    facts = contact_facts(taken.matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": body,
        "matter_number": taken.matter.number,
        "consents": _consents(taken),
        "basis": delegation.basis(footing_of(taken)),
    }
    if due_on:
        facts["due_on"] = format_date(due_on)
    taken.issue("delegation_letter", facts, to=[To(Side.OTHER, None, body)])


def _consents(taken: Taken) -> str:
    """Say how both sides agreed; what nobody had to be asked is said too (令20 第十七条)."""
    if not delegation.needs_consent(footing_of(taken)):
        return "本件受理时的规定未以双方同意为委托的条件。"
    wished_for = standing(taken.matter)
    last = {
        line.side: f"{line.side_label}于{format_date(line.on)}同意委托调解（{line.how_label}）"
        for line in wished_for.answers
        if line.subject == consent.DELEGATION and line.given
    }
    # Without a row of its own the complainant's consent stands in the registration form.
    last.setdefault(consent.COMPLAINANT, "投诉人在投诉登记表中同意委托调解")
    return "；".join(last[side] for side in consent.SIDES if side in last) + "。"
