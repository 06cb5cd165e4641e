"""The life of a report, played for show and for trial: from the counter to the closed case.

周喆 reports spoiled yoghurt; 陈思远 and 温岚 check it, 苏明 reviews, 方舟 decides to file. The case ends in a
penalty, and the reporter is told twice, because a law has the outcome of reports on food told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.close_report import close_report
from xiaobao.docket.actions.count_again import count_again
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.leave_out import leave_out
from xiaobao.docket.actions.milestone import milestone
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.review import review
from xiaobao.docket.models import Exclusion, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.jobs.lives import Life, complaint
from xiaobao.jobs.settling_life import settling
from xiaobao.rules import filing

LENGTH = 28
"""Working days a report's life takes, from the first to the last act."""
_PERSON = PersonGiven(name="周喆", phone="13900000002", postal="厦门市湖里区虚构路99号")
_RESPONDENT = RespondentGiven(name="厦门青禾生鲜超市有限公司", address="福建省厦门市湖里区湖里街道虚构路1号")
_OFFICERS = ("陈思远", "温岚")
_SHOWN = {
    1: "现场检查记录、现场照片、检验报告：货架上酸奶十二盒超过保质期。",
    2: "销售超过保质期的食品，依法应当给予行政处罚。",
    3: "经营场所在湖里区湖里街道。",
    4: "行为发生在收到举报之前一周，在法定期限内。",
}


def report(now: datetime, rulebook: Rulebook) -> Matter:
    """Play a report from the counter to its closing: checked, filed, decided, told, performed, published."""
    life = Life(now, rulebook, LENGTH)
    _arrive(life)
    _check(life)
    _file(life)
    _investigate(life)
    _conclude(life)
    return Matter.objects.get(pk=life.matter_id)


def _arrive(life: Life) -> None:
    registered = enrol(
        officer=life.officer("hemin"),
        at=life.at(0, "09:40"),
        key=uuid4().hex,
        kind="report",
        channel="window",
        received_at=life.at(0, "09:30"),
        person=_PERSON,
        respondent=_RESPONDENT,
        content="该店冷柜里有十余盒酸奶超过保质期仍在销售，附照片和购物小票。",
        category="食品",
        on_site=True,
    )
    life.matter_id = registered.matter_id
    life.do(classify, "hemin", life.at(0, "09:50"), subjects=("food",), evidenced=True)
    here = {"conduct_here": True, "within_duties": True}
    life.do(place_report, "hemin", life.at(0, "10:00"), respondent_kind="ordinary", **here)
    life.do(assign, "hemin", life.at(0, "10:10"), office="huli", handler="chensiyuan")


def _check(life: Life) -> None:
    found = "冷柜内发现超过保质期的酸奶十二盒，抽样送检。"
    kept = {"place": "被举报门店", "evidence": "现场检查记录、照片六张、抽样单"}
    visit = {"on": life.days[1], "officers": _OFFICERS, "way": "on_site", "found": found}
    life.do(check, "chensiyuan", life.at(1, "15:00"), **visit, **kept)
    asked = {"clock": "report.check", "ground": "inspection", "body": "虚构检验检测有限公司"}
    began = {"began_on": life.days[2], "subject": "酸奶，微生物限量", "proof": "检验委托受理单1号"}
    life.do(leave_out, "chensiyuan", life.at(2, "09:30"), **asked, **began)
    waiting = Exclusion.objects.get(matter=life.matter_id, ended_on=None)
    came = {"ended_on": life.days[6], "ended_proof": "检验报告1号", "result": "菌落总数超标。"}
    life.do(count_again, "chensiyuan", life.at(6, "10:00"), exclusion_id=waiting.pk, **came)


def _file(life: Life) -> None:
    proposed = {
        "what": "file",
        "cause": "涉嫌销售超过保质期的食品",
        "met": [item.number for item in filing.conditions(life.rulebook.law).items],
        "shown": _SHOWN,
        "facts": "该店冷柜内有超过保质期的酸奶十二盒待售，检验结果菌落总数超标。",
        "reason": "有证据初步证明存在违法行为，符合立案的四个条件，建议立案。",
        "officers": _OFFICERS,
    }
    life.do(propose, "chensiyuan", life.at(7, "11:00"), **proposed)
    life.do(review, "suming", life.at(7, "15:00"), agree=True, words="事实清楚，同意立案。")
    number = f"厦湖市监案〔{life.days[8].year}〕{life.matter_id}号"
    given = {"officers": _OFFICERS, "enforcement_number": number, "words": "同意立案。"}
    life.do(file, "fangzhou", life.at(8, "10:00"), **given)
    _answer(life, 9, "你反映的问题经核查属实，我局已经立案，正在调查。")


def _answer(life: Life, day: int, result: str) -> None:
    told = life.do(answer, "chensiyuan", life.at(day, "09:30"), result=result, duties=("food",))
    life.serve(
        told.documents[0].pk, life.at(day, "10:30"), "phone", "拨打举报人留存电话，本人接听，逐字告知全文。"
    )


def _investigate(life: Life) -> None:
    _step(life, 9, "goods.sealed", "查封扣押决定书1号")
    _step(life, 13, "goods.released", "解除查封扣押决定书1号")
    _step(life, 15, "review.materials_received", "")
    _step(life, 17, "review.completed", "法制审核表1号")
    _step(life, 18, "penalty_notice.served", "行政处罚告知书1号")
    _step(life, 20, "defence.made", "")
    life.do(
        decide,
        "chensiyuan",
        life.at(22, "16:00"),
        outcome=1,
        on=life.days[22],
        decision_number=f"湖市监处罚〔{life.days[22].year}〕{life.matter_id}号",
        penalty="没收超过保质期的酸奶和违法所得128元，罚款5000元。",
        fined=Decimal("5000.00"),
        confiscated=Decimal("128.00"),
        collective=True,
        published=True,
        same_province=True,
    )


def _step(life: Life, day: int, event: str, document: str) -> None:
    at = life.at(day, "16:30")
    life.do(milestone, "chensiyuan", at, event=event, on=at.date(), document=document)


def _conclude(life: Life) -> None:
    _step(life, 23, "penalty.served", "送达回证1号")
    _answer(life, 23, "对被举报人的违法行为，我局已依法作出行政处罚决定。")
    _step(life, 25, "penalty.paid", "缴款书1号")
    _step(life, 25, "penalty.performed", "")
    _step(life, 26, "penalty.published", "")
    approved = {"approved_by": "方舟", "approved_on": life.days[27]}
    ended = {"closing": 1, "words": "处罚执行完毕，已经公示。"}
    life.do(close_report, "chensiyuan", life.at(27, "10:00"), **ended, **approved)


LIVES: dict[str, Callable[[datetime, Rulebook], Matter]] = {
    "complaint": complaint,
    "report": report,
    "settling": settling,
}
"""The lives that can be played, by name."""
