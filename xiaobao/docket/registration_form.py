"""The form a matter is registered on (投诉登记表, 举报登记表) and the receipt for who brought it.

Both are filled from what the docket holds, so that the paper says what was registered and nothing else. The
words are those of the person, opened from the vault in the transaction that issues the form: the screen
shows them masked, the paper in the file reads as they were written.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.issue import To, issue
from xiaobao.docket.letters import ADDRESS, complainants, contact_facts, person_of, respondent_name
from xiaobao.docket.models import Document, Matter, Side
from xiaobao.docket.people import ID_KIND, ID_NUMBER, RESPONDENT_CONTACT, RESPONDENT_PHONE
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.wording import as_came
from xiaobao.documents.numbering import format_date
from xiaobao.rules import workflow
from xiaobao.rules.transition import ORDER_20, ORDER_121
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import Person

_REPORTS = {ORDER_121: "35(1)", ORDER_20: "31(1)"}
_NOT_GIVEN = "未提供"
_CHOICE = {True: "是", False: "否", None: ""}


def issue_form(
    matter: Matter, *, officer: Authority, at: datetime, rulebook: Rulebook, on_site: bool = False
) -> Document:
    """Fill and issue the registration form; the caller holds the transaction. Raises Refused."""
    person = person_of(complainants(matter)[0])
    facts = _both_forms(matter, person, officer, at, rulebook) | _more_of(matter, person)
    if on_site:
        facts["on_site"] = "是"
    act = "complaint_form" if matter.kind == Track.COMPLAINT else "report_form"
    return issue(matter=matter, act=act, facts=facts, officer=officer, at=at, rulebook=rulebook)


def issue_receipt(matter: Matter, *, officer: Authority, at: datetime, rulebook: Rulebook) -> Document:
    """Issue the receipt with the number of the matter, for who brought it. Raises Refused."""
    party = complainants(matter)[0]
    name = person_of(party).name
    track = Track(matter.kind).label
    facts = contact_facts(matter, officer=officer, rulebook=rulebook) | {
        "name": name if party.named and "*" not in name else f"{track}人",
        "received_on": format_date(matter.received_on),
        "track": track,
        "matter_number": matter.number,
        "attachments": "\n".join(_files(matter)),
        "basis": _handled_by(matter, rulebook),
    }
    side = Side.COMPLAINANT if matter.kind == Track.COMPLAINT else Side.REPORTER
    to = [To(side, party, party.shown_name)]
    return issue(matter=matter, act="receipt", facts=facts, officer=officer, at=at, rulebook=rulebook, to=to)


def _both_forms(
    matter: Matter, person: Person, officer: Authority, at: datetime, rulebook: Rulebook
) -> dict[str, str]:
    bureau = rulebook.locality.bureau.name
    return {
        "unit": bureau if officer.offices is None else bureau + "、".join(officer.office_names),
        "phone": person.phone,
        "postal": person.more.get(ADDRESS, ""),
        "id_number": person.more.get(ID_NUMBER, ""),
        "respondent": respondent_name(matter) if matter.respondent else _NOT_GIVEN,
        "respondent_address": matter.respondent.address if matter.respondent else "",
        "grounds": as_came(matter)["content"],
        "registered_on": format_date(rulebook.today(at)),
        "clerk": officer.user.name,
    }


def _more_of(matter: Matter, person: Person) -> dict[str, str]:
    if matter.kind == Track.REPORT:
        return {"name": person.name}
    return {
        # The form has no empty box for these; what is not given yet is asked for in one list afterwards.
        "name": person.name or _NOT_GIVEN,
        "phone": person.phone or _NOT_GIVEN,
        "requests": as_came(matter)["requests"].replace(",", "\n") or _NOT_GIVEN,
        "id_kind": person.more.get(ID_KIND, ""),
        "publication": _CHOICE[matter.complaint.publication],
        "delegation": _CHOICE[matter.complaint.delegation],
        "respondent_contact": person.more.get(RESPONDENT_CONTACT, ""),
        "respondent_phone": matter.submission.extra.get(RESPONDENT_PHONE, ""),
    }


def _files(matter: Matter) -> list[str]:
    return list(matter.attachments.filter(set_aside_at=None).values_list("shown_name", flat=True))


def _handled_by(matter: Matter, rulebook: Rulebook) -> str:
    """Cite the article that says how and when what was received is dealt with."""
    if matter.kind == Track.REPORT:
        # 应当按照《市场监督管理行政处罚程序规定》处理举报: the article that hands reports to that procedure.
        return rulebook.law.cite(matter.regulation, _REPORTS[matter.regulation])
    row = workflow.find(matter.kind, State.RECEIVED, Act.ACCEPT)
    return workflow.basis(row, matter.regulation, rulebook.law)
