"""What officers type for each act of a report while it is walked at random, and what comes from outside.

Every free word names who reported, and a telephone number: none of it may be found again where it must not
be. ``chance`` is drawn for the step: the same act is typed in several ways, some of them wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests import cast
from tests.docket.checking_cast import SHOWN
from xiaobao.docket.case_facts import case_closing_facts, milestone_facts
from xiaobao.docket.models import Addressee, Document, Matter
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.intake.case_reading import CaseRow
from xiaobao.intake.registration import Registration
from xiaobao.rules import milestones, workflow
from xiaobao.rules.case_closing import lawful_ground
from xiaobao.rules.workflow import Act

NAME, PHONE = "周喆", "13900000002"
WORDS = f"举报人{NAME}（电话{PHONE}）反映的情况已经核实，依照规定办理并记录在案。"
ACTS = tuple(
    act
    for act in dict.fromkeys(row.act for row in workflow.TABLE if row.track == "report" and row.on_desk)
    if act not in (Act.REGISTER, Act.ATTACH, Act.NOTE, Act.SPLIT)  # the other half of a letter is a complaint
)
SUBJECTS = (["food", "advertising"], ["food"], [], ["price"], ["advertising"])
_UNMET = {"what": "not_file", "unmet": [1], "facts": WORDS, "reason": WORDS}
_GROUND = {"what": "not_file", "ground": 1, "facts": WORDS, "reason": WORDS}
_FILING = {
    "what": "file",
    "cause": "涉嫌销售超过保质期的食品",
    "met": [1, 2, 3, 4],
    "shown": SHOWN,
    "facts": WORDS,
    "reason": WORDS,
    "officers": ["陈思远", "温岚"],
}


@dataclass(frozen=True)
class Moment:
    """One step of a walk: the report, the moment, the other reports there are, and what was drawn."""

    matter: Matter
    at: datetime
    others: tuple[int, ...]
    chance: Random

    @property
    def day(self) -> date:
        """The day in Xiamen."""
        return self.at.astimezone(SHANGHAI).date()

    def one_of(self, *choices: Any) -> Any:
        """Choose one of several, each as likely as the other."""
        return self.chance.choice(choices)

    def once_in(self, times: int) -> bool:
        """Tell whether this is the one time in so many."""
        return self.chance.randrange(times) == 0


def typed(act: Act, now: Moment) -> dict[str, Any]:
    """Return plausible arguments for an act on the report as it stands; the rules may still refuse them."""
    return {**_arrival(now), **_checking(now), **_case(now), **_beside(now)}[act]


def spoiled(given: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Return the same with one thing in it wrong in a way a form lets through."""
    name = chance.choice(sorted(given))
    return {**given, name: _wrong(given[name], chance)}


def _wrong(value: Any, chance: Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value + timedelta(days=chance.choice((-400, -1, 1, 400)))
    blanks = {int: 99_999, str: chance.choice(("", "  ", "不存在", "无" * 90)), list: [], dict: {}}
    return blanks.get(type(value), value)


def _arrival(now: Moment) -> dict[Act, dict[str, Any]]:
    there = now.one_of(*now.others) if now.others else 0
    subjects = now.matter.report.subjects or ["food"]
    return {
        Act.CLASSIFY: {
            "subjects": now.one_of(*SUBJECTS),
            "evidenced": now.one_of(True, False, None),
            "insider": now.once_in(4),
            "words": WORDS,
        },
        Act.PLACE: {
            "respondent_kind": now.one_of("ordinary", "merchant"),
            "conduct_here": not now.once_in(3),
            "actual_here": True,
            "platform_here": False,
            "within_duties": not now.once_in(5),
            "words": WORDS,
        },
        Act.ASSIGN: {
            "office": now.one_of("huli", "huli", "jiangtou"),
            "handler": now.one_of("", "chensiyuan", "lian"),
            "words": WORDS,
        },
        Act.ENTRUST: {"handler": now.one_of("chensiyuan", "wenlan", "lian"), "words": WORDS},
        Act.HAND_BACK: {"words": WORDS},
        Act.RETURN: {"words": WORDS},
        Act.DISPUTE: {"with_whom": "思明区市场监督管理局", "arose_on": now.day, "words": WORDS},
        Act.END_DISPUTE: {
            "outcome": now.one_of("agreed", "referred"),
            "on": now.day,
            "ours": now.one_of(True, False, None),
            "words": WORDS,
        },
        Act.REDIRECT: {"nature": "consultation", "route": "请向有关部门咨询。", "words": WORDS},
        Act.REFER: {
            "within_remit": not now.once_in(3),
            "authority": "厦门市思明区市场监督管理局",
            "words": WORDS,
            "subjects": subjects,
            "body": "厦门市思明区市场监督管理局" if "food" in subjects else "",
            "materials": [WORDS],
        },
        Act.REPEAT: {"earlier": there, "words": WORDS},
        Act.MERGE: {"earlier": there, "new_facts": WORDS, "words": WORDS},
    }


def _checking(now: Moment) -> dict[Act, dict[str, Any]]:
    matter = now.matter
    left_out = matter.exclusions.filter(ended_on=None).first()
    running = matter.clocks.filter(clock__in=("report.check", "complaint.lead_check", "case.decision"))
    clock = running.exclude(state="stopped").values_list("clock", flat=True).first() or "report.check"
    return {
        Act.CHECK: {
            "on": now.day,
            "officers": ["陈思远", "温岚"],
            "way": now.one_of("on_site", "material"),
            "place": WORDS[:60],
            "found": WORDS,
            "evidence": WORDS,
        },
        Act.LEAVE_OUT: {
            "clock": clock,
            "ground": now.one_of("testing", "testing", "appraisal", "hearing"),
            "began_on": now.day - timedelta(days=now.one_of(0, 1, 2)),
            "proof": f"委托书第7号，举报人{NAME}，到场",
            "body": "虚构检测中心",
            "subject": WORDS,
        },
        Act.COUNT_AGAIN: {
            "exclusion_id": left_out.pk if left_out else 0,
            "ended_on": now.day,
            "ended_proof": f"报告第7号，举报人{NAME}，到场",
            "result": WORDS,
        },
        Act.EXTEND: {"clock": clock, "words": WORDS},
        Act.PROPOSE: now.one_of(_FILING, _UNMET, _FILING, _GROUND),
        Act.REVIEW: {"agree": not now.once_in(5), "words": WORDS},
        Act.SEND_BACK: {"words": WORDS},
        Act.FILE: {"words": WORDS, "enforcement_number": now.one_of("", "厦湖市监案〔2026〕77号")},
        Act.NOT_FILE: {"words": WORDS},
        Act.ANSWER: {"result": WORDS, "duties": matter.report.subjects or ["food"]},
    }


def _case(now: Moment) -> dict[Act, dict[str, Any]]:
    clock = now.matter.clocks.filter(clock="case.decision").first()
    prolonged = sum(entry["kind"] == "extend" for entry in clock.ledger) if clock else 0
    return {
        Act.MILESTONE: {
            "event": _milestone(now),
            "on": now.day,
            "document": f"决定书{now.matter.version}号",
            "words": WORDS,
            "days": now.one_of(None, 10),
        },
        Act.PROLONG: {"words": WORDS, "collective": bool(prolonged), "days": 20 if prolonged else None},
        Act.HALT: {"ground": now.one_of(1, 4), "words": WORDS, "proof": WORDS},
        Act.GO_ON: {"on": now.day, "words": WORDS},
        Act.ABANDON: {"kind": now.one_of("dissolved", "otherwise"), "words": WORDS},
        Act.DECIDE: {
            "outcome": now.one_of(1, 1, 2, 3, 4, 5),
            "on": now.day,
            "decision_number": now.one_of("湖市监处罚〔2026〕3号", "湖市监处罚〔2026〕4号"),
            "penalty": WORDS,
            "fined": now.one_of(Decimal(5000), None),
            "confiscated": now.one_of(Decimal(128), None),
            "collective": False,
            "published": not now.once_in(3),
            "same_province": now.once_in(2),
            "words": WORDS,
        },
        Act.SUSPECT: {
            "charge": "销售不符合安全标准的食品罪",
            "facts": WORDS,
            "officers": ["陈思远", "温岚"],
            "reported_on": now.day,
        },
        Act.HAND_TO_POLICE: {
            "approve": not now.once_in(3),
            "body": "厦门市公安局湖里分局",
            "procuratorate": "厦门市湖里区人民检察院",
            "copies": [2, 4],
            "words": WORDS,
        },
        Act.CLOSE: {
            "closing": _closing(now),
            "closable_on": now.one_of(now.day, None),
            "approved_by": now.one_of("方舟", "方舟", NAME),
            "approved_on": now.day,
            "words": WORDS,
        },
    }


def _closing(now: Moment) -> int | None:
    facts = case_closing_facts(now.matter, rulebook=current(), today=now.day)
    return now.one_of(1, 5, None) if now.once_in(4) else lawful_ground(facts, current().law)


def _milestone(now: Moment) -> str:
    offered = milestones.offered(milestone_facts(now.matter, today=now.day), current().law)
    return now.one_of(*(milestones.STEPS if now.once_in(4) or not offered else offered)).event


def _beside(now: Moment) -> dict[Act, dict[str, Any]]:
    owed = Addressee.objects.filter(document__matter=now.matter, services=None, document__voided_at=None)
    to, papers = owed.first(), list(Document.objects.filter(matter=now.matter).order_by("id"))
    channel = now.one_of("platform", "sms", "phone")
    return {
        Act.SERVE: {
            "document_id": to.document_id if to else 0,
            "addressee_id": to.pk if to else 0,
            "channel": channel,
            "sent_at": now.at,
            "served_at": now.one_of(now.at, now.at, None),
            "proof": WORDS,
        },
        Act.VOID: {
            "document_id": now.one_of(*papers).pk if papers else 0,
            "words": WORDS,
            "reissue": now.once_in(2),
        },
        Act.TRANSFER: {"body": "湖里公安分局", "suspicion": "extorted", "facts": WORDS, "materials": [WORDS]},
    }


def registration(number: int, at: datetime, chance: Random) -> Registration:
    """Return one more report of 周喆's as an export tells it; now and then one already decided elsewhere."""
    row = cast.report(
        external_id=f"R{number}",
        received_at=at,
        content=f"该店销售超过保质期的酸奶，请查处。举报人{NAME}，电话{PHONE}。",
        digest=f"R{number}".encode(),
    )
    told = ({}, {}, {}, {"person_name": "", "person_phone": ""}, {"decision": "filed", "decided_at": at}, {})
    return replace(row, **chance.choice(told))


def exported_again(row: Registration, at: datetime, chance: Random) -> Registration:
    """Return the row as a later export has it."""
    told: tuple[dict[str, Any], ...] = (
        {"reply": WORDS},
        {"decision": "not_filed", "decided_at": at},
        {"decision": "filed", "decided_at": at},
        {"decision": "filed", "decided_at": None},
        {"decision": "not_filed", "decided_at": at, "closed": True, "closed_at": at},
        {"decision": "filed", "decided_at": at, "closed": True, "closed_at": at, "fined": Decimal(300)},
        {"closed": True, "closed_at": at},
        {"received_at": row.received_at + timedelta(days=1)},
        {"office_name": "江头市场监督管理所"},
        {"external_due": (("platform.closing", at + timedelta(days=20)),)},
    )
    return replace(row, digest=f"{row.external_id} {at}".encode(), **chance.choice(told))


def told_of_the_case(matter: Matter, at: datetime, chance: Random) -> CaseRow:
    """Return what the enforcement system says of the case."""
    day = at.astimezone(SHANGHAI).date()
    told: tuple[dict[str, Any], ...] = (
        {"event": "goods.sealed", "step_on": day, "document": "查封1号"},
        {"event": "penalty_notice.served", "step_on": day},
        {"outcome": 2, "decided_on": day, "decision_number": "不罚1号", "penalty": "不予行政处罚。"},
        {"outcome": 1, "decided_on": day, "decision_number": "罚1号", "penalty": WORDS,
         "fined": Decimal(100), "confiscated": Decimal(0), "collective": False, "published": True,
         "same_province": True},
        {"closed_on": day},
        {"filed_on": day},
    )  # fmt: skip
    return CaseRow(2, {}, matter_number=matter.number, **chance.choice(told))
