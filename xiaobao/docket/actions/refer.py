"""Tell a reporter that this bureau has no authority, and hand over what a law says must be handed over.

令121 第三十四条: 收到举报的市场监督管理部门不具备处理权限的，应当告知举报人; 令20 第二十九条. 食品安全法
第一百一十五条 and the like: 对不属于本部门职责的，应当移交有权处理的部门并书面通知…举报人.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts, respondent_name
from xiaobao.docket.models import Side
from xiaobao.docket.referred import HAND_OVER, NOTICE, standing
from xiaobao.docket.reporters import is_reachable, reporter_name, to_reporters
from xiaobao.docket.shield import cover, shield
from xiaobao.docket.subjects import keep_subjects
from xiaobao.documents.numbering import format_date
from xiaobao.documents.redaction import mask_text
from xiaobao.rules import referral as rule
from xiaobao.rules.referral import Referral
from xiaobao.rules.subjects import check_subjects, chosen
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.permissions import Authority

NOBODY_TOLD = "unreachable"
KEPT_BACK = "提供线索的是内部人员，线索内容由承办人当面移交，不在本函载明。"


def refer(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    within_remit: bool | None,
    authority: str = "",
    words: str,
    subjects: Sequence[str] = (),
    body: str = "",
    materials: Sequence[str] = (),
    addressee: str = "",
    address: str = "",
) -> Taken:
    """End a report without authority: state, letters, clocks, event and audit row, all or none.

    ``within_remit``: within the market regulators' duties, but not this bureau's; ``authority`` names
    whose it is, ``words`` why. ``subjects`` are what the report is about; where one of them has to be
    handed over, a letter goes to ``body`` (``authority`` when blank) with ``materials``, one a line.
    ``addressee`` is the full name where the export gave a masked one. Nobody is told of an anonymous
    report without any way to whoever made it; the event says so. Done once more, it issues only what was
    voided. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.REFER, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        taken.insist(check_subjects(subjects, received_on=matter.received_on, law=taken.law))
        given = Referral(
            regulation=matter.regulation,
            within_remit=within_remit,
            authority=shield(matter, authority),
            words=words,
            duties=chosen(subjects, taken.law, matter.received_on),
            body=shield(matter, body),
            materials=tuple(line.strip() for line in materials if line.strip()),
            competent=matter.report.competent,
            within_duties=matter.report.within_duties,
            told=is_reachable(matter),
            again=taken.before is State.REFERRED,
            **standing(matter, taken.rulebook),
        )
        taken.insist(rule.check_refer(given, law=taken.law))
        _record(taken, given)
        if given.tells:
            _tell(taken, given, addressee)
        if given.hands:
            _hand_over(taken, given)
        taken.words = shield(matter, words)
    return taken


def _record(taken: Taken, given: Referral) -> None:
    matter, report = taken.matter, taken.matter.report
    ids = [duty.id for duty in given.duties]
    if report.subjects != ids:
        evidenced, rulebook = report.evidenced, taken.rulebook
        keep_subjects(matter, subjects=ids, evidenced=evidenced, on=taken.today, rulebook=rulebook)
    report.competent, report.within_duties = False, given.within_remit
    report.placed_on = report.placed_on or taken.today
    report.competent_elsewhere = given.authority.strip() or report.competent_elsewhere
    report.save()
    taken.data |= {"within_remit": given.within_remit, "subjects": ids}
    taken.data |= {"handed_over": bool(given.hand_over)} | ({"again": True} if given.again else {})
    if not given.told:
        taken.data["untold"] = NOBODY_TOLD


def _tell(taken: Taken, given: Referral, addressee: str) -> None:
    matter = taken.matter
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": reporter_name(matter, typed=addressee),
        "received_on": format_date(matter.received_on),
        "reason": given.words.strip(),
        "basis": taken.basis,
        "authority": given.authority.strip(),
    }
    if given.within_remit:
        facts["within_remit"] = "是"
    if given.hand_over:
        facts |= {"receiver": given.receiver, "duty": rule.hand_over_basis(given.hand_over, taken.law)}
    taken.issue(NOTICE, facts, to=to_reporters(matter))


def _hand_over(taken: Taken, given: Referral) -> None:
    """Issue the letter; who reported stays here (第三十七条), so nothing in it names them."""
    matter = taken.matter
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "receiver": given.receiver,
        "matter_number": matter.number,
        "received_on": format_date(matter.received_on),
        "respondent": respondent_name(matter) if matter.respondent else "未载明的被举报人",
        "respondent_address": matter.respondent.address if matter.respondent else "",
        "clue": _clue(taken),
        "reason": cover(matter, given.words.strip()),
        "basis": taken.basis,
        "duty": rule.hand_over_basis(given.hand_over, taken.law),
        "procedure": rule.procedure(given, taken.law),
        "materials": cover(matter, _listed(given.materials)),
    }
    del facts["matter"]
    taken.issue(HAND_OVER, facts, to=[To(Side.OTHER, None, given.receiver)])


def _listed(materials: Sequence[str]) -> str:
    if len(materials) == 1:
        return materials[0]
    return "\n".join(f"{place}. {text}" for place, text in enumerate(materials, start=1))


def _clue(taken: Taken) -> str:
    # An insider is found by what only an insider knows: the words themselves lead to who wrote them.
    matter = taken.matter
    return KEPT_BACK if matter.guarded else cover(matter, mask_text(matter.submission.content.strip()))
