"""Ask the complainant for what is missing (补正材料): everything in one list, once.

办法第十条第一款、第十一条 list what has to be supplied. No article stops the period for deciding meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.facts import asked, decide_by
from xiaobao.docket.letters import opening_facts, to_complainant
from xiaobao.docket.models import MaterialRequest
from xiaobao.documents.numbering import format_date
from xiaobao.rules import material
from xiaobao.rules.material import Asking, Wanted
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def ask_material(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    items: Sequence[str],
    due_on: date | None,
    how: str = "",
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Ask for every one of ``items`` by ``due_on``: row, letter, event and audit row, all or none.

    ``how`` says by what means it is also told, ``words`` why the date lies past the last day for deciding;
    ``addressee`` is the full name where the export gave a masked one. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.ASK_MATERIAL, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        asking = asking_for(taken, Wanted.MATERIAL, items, due_on, words)
        taken.insist(material.check_ask(asking, taken.law))
        request = keep_request(taken, Wanted.MATERIAL, asking)
        facts = request_letter(taken, request, addressee) | {
            "items": "\n".join(request.items),
            "received_on": format_date(taken.matter.received_on),
            "basis": taken.basis,
        }
        taken.issue("material_request", facts, to=to_complainant(taken.matter))
        taken.words = "；".join(part for part in (_told_by(how), words.strip()) if part)
    return taken


def _told_by(how: str) -> str:
    return f"告知方式：{how.strip()}" if how.strip() else ""


def asking_for(taken: Taken, kind: Wanted, items: Sequence[str], due_on: date | None, words: str) -> Asking:
    """Gather what the rule needs to judge a request of this kind."""
    before = asked(taken.matter, kind)
    return Asking(
        regulation=taken.matter.regulation,
        items=tuple(line.strip() for line in items if line.strip()),
        due_on=due_on,
        today=taken.today,
        decide_by=decide_by(taken.matter),
        asked_on=before.asked_on if before else None,
        words=words,
    )


def keep_request(taken: Taken, kind: Wanted, asking: Asking) -> MaterialRequest:
    """Write the request the rule has let through, and what the event says of it."""
    assert asking.due_on is not None, "the rule refuses a request without a date"  # noqa: S101
    taken.data |= {"items": len(asking.items), "due_on": asking.due_on.isoformat()}
    return MaterialRequest.objects.create(
        matter=taken.matter,
        kind=kind,
        items=list(asking.items),
        asked_on=taken.today,
        due_on=asking.due_on,
    )


def request_letter(taken: Taken, request: MaterialRequest, addressee: str) -> dict[str, str]:
    """Return what both letters that ask for something say: to whom, of what, by when, and where to."""
    bureau = taken.rulebook.locality.bureau
    facts = opening_facts(taken.matter, addressee=addressee, officer=taken.officer, rulebook=taken.rulebook)
    said = {name: facts[name] for name in ("addressee", "matter", "contact", "bureau")}
    return said | {
        "due_on": format_date(request.due_on),
        "phone": bureau.phone,
        "postal": bureau.address,
    }
