"""What the documents of a decision say, from what is kept of the decision: so that one can be issued anew.

投诉不予受理决定书, 投诉终止调解决定书, 投诉调解书 and 投诉调解协议（履行）记录. People are named in full only
here and in ``letters``, inside the transaction that issues.
"""

from __future__ import annotations

from datetime import date

from xiaobao.docket.actions.issue import To
from xiaobao.docket.letters import (
    ADDRESS,
    complainant_name,
    complainants,
    contact_facts,
    matter_phrase,
    opening_facts,
    person_of,
    respondent_name,
    to_complainant,
    to_respondent,
)
from xiaobao.docket.models import Mandate, Matter, Session
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.numbering import format_date
from xiaobao.documents.redaction import mask_text
from xiaobao.home import official_texts
from xiaobao.law.citation import numeral
from xiaobao.law.official import grounds_text
from xiaobao.refusals import Refused
from xiaobao.rules.acceptance import reasons_owed
from xiaobao.rules.settlement import Settlement, record_basis
from xiaobao.rules.steps import ORDER_20
from xiaobao.staff.permissions import Authority

_LONGEST_DISPUTE = 3000
"""Characters of the complainant's own account in a 调解书; what is longer is referred to."""


def decline_facts(
    matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return the facts of the letter that declines (式样六), from the decision kept on the complaint."""
    complaint = matter.complaint
    regulation = rulebook.law.regulation(matter.regulation)
    facts = {
        **opening_facts(matter, addressee=addressee, officer=officer, rulebook=rulebook),
        "ground": numeral(complaint.ground or 0),
        "grounds": grounds_text(regulation, "decline", official_texts()),
        "reason": complaint.decline_reason,
        "evidence": "；".join(complaint.evidence),
    }
    # 式样六 names 令121 第十五条第二款 itself; under 令20 the reasons are owed by another regulation.
    on = complaint.decided_on or matter.received_on
    owed = reasons_owed(matter.regulation, on, rulebook.law) if matter.regulation == ORDER_20 else ""
    return facts | ({"duty": owed} if owed else {})


def termination_facts(
    matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return the facts of the decision that ends mediation (式样八): one document that names both sides."""
    complaint = matter.complaint
    regulation = rulebook.law.regulation(matter.regulation)
    return {
        **contact_facts(matter, officer=officer, rulebook=rulebook),
        "addressee": f"{complainant_name(matter, typed=addressee)}、{respondent_name(matter)}",
        "ground": numeral(complaint.termination_ground or 0),
        "grounds": grounds_text(regulation, "terminate", official_texts()),
        "reason": complaint.termination_reason,
        "evidence": "；".join(complaint.termination_evidence),
    }


def agreement_facts(
    matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return the facts of the 调解书 (式样九): both sides with their agents, the dispute and the terms."""
    day = matter.complaint.concluded_on or matter.received_on
    return {
        **_complainant_side(matter, addressee),
        **_respondent_side(matter),
        **_agent_of(matter, "complainant", day),
        **_agent_of(matter, "respondent", day),
        "dispute": _dispute(matter),
        "terms": matter.complaint.terms,
        "mediators": "、".join(_mediators(matter)) or officer.user.name,
        "bureau": rulebook.locality.bureau.name,
    }


def record_facts(matter: Matter, *, addressee: str, rulebook: Rulebook) -> dict[str, str]:
    """Return the facts of the record that stands in for a 调解书 (令121 第二十四条第二款)."""
    complaint = matter.complaint
    return {
        "matter": matter_phrase(matter),
        "matter_number": matter.number,
        "complainant_side": _full_names(matter, addressee),
        "respondent_side": respondent_name(matter),
        "settled_on": format_date(complaint.concluded_on or matter.received_on),
        "terms": complaint.terms,
        "performed": _performed(matter),
        "basis": record_basis(matter.regulation, rulebook.law),
        "bureau": rulebook.locality.bureau.name,
    }


def to_both(matter: Matter) -> list[To]:
    """Return both sides as addressees."""
    return [*to_complainant(matter), *to_respondent(matter)]


def _complainant_side(matter: Matter, addressee: str) -> dict[str, str]:
    names = _full_names(matter, addressee)
    people = [person_of(party) for party in complainants(matter)]
    return {
        "complainant": names,
        "complainant_phone": "、".join(person.phone for person in people if "*" not in person.phone),
        "complainant_address": "；".join(filter(None, (person.more.get(ADDRESS) for person in people))),
    }


def _full_names(matter: Matter, addressee: str) -> str:
    """Name everybody a settlement binds: those who were represented too (第十二条第二款)."""
    complainant_name(matter, typed=addressee)
    names = [person_of(party).name for party in complainants(matter)]
    if any(not name or "*" in name for name in names):
        sentence = "有共同投诉人只有脱敏姓名，请先补全：协议要写明每一名投诉人。"
        raise Refused(sentence, fields={"addressee": sentence})
    return "、".join(names)


def _respondent_side(matter: Matter) -> dict[str, str]:
    shop = matter.respondent
    return {"respondent": respondent_name(matter), "respondent_address": shop.address if shop else ""}


def _agent_of(matter: Matter, side: str, day: date) -> dict[str, str]:
    mandates = Mandate.objects.filter(agent__matter=matter, side=side).select_related("agent__identity")
    people = [person_of(one.agent) for one in mandates if one.until is None or one.until >= day]
    return {
        f"{side}_agent": "、".join(person.name for person in people if person.name),
        f"{side}_agent_phone": "、".join(person.phone for person in people if person.phone),
        f"{side}_agent_address": "；".join(filter(None, (person.more.get(ADDRESS) for person in people))),
    }


def _dispute(matter: Matter) -> str:
    told = mask_text(matter.submission.content.strip())
    if len(told) > _LONGEST_DISPUTE:
        told = f"{told[:_LONGEST_DISPUTE]}……（其余见投诉材料）"
    requests = mask_text(matter.submission.requests.strip())
    return f"{told}\n投诉请求：{requests}" if requests else told


def _mediators(matter: Matter) -> list[str]:
    held = matter.sessions.filter(state=Session.State.HELD)
    return list(dict.fromkeys(name for session in held for name in session.mediators))


def _performed(matter: Matter) -> str:
    complaint = matter.complaint
    how = Settlement(complaint.settlement).label if complaint.settlement else ""
    settled, recovered = complaint.settled or 0, complaint.recovered
    sums = f"约定金额{settled}元" + (f"，已履行{recovered}元" if recovered is not None else "")
    return f"{how}。{sums}。" if how else f"{sums}。"
