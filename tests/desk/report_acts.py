"""What an officer types for each act of a report, and what must have happened before it.

The acts a report shares with a complaint are typed as there (``tests.desk.acts.GIVEN``) unless they stand here.
"""

from __future__ import annotations

from typing import Any

from tests.desk.acts import GIVEN, Doing, Step
from xiaobao.docket.models import Exclusion, Matter
from xiaobao.rules.workflow import Act

# The arrival of a report: what it is about, whose it is, whether it was made before.
ARRIVAL: dict[Act, dict[str, Any]] = {
    Act.CLASSIFY: {"subjects": ["food", "advertising"], "evidenced": "yes"},
    Act.PLACE: {"respondent_kind": "ordinary", "conduct_here": "yes", "within_duties": "yes"},
    Act.REFER: {
        "within_remit": "yes",
        "authority": "厦门市思明区市场监督管理局",
        "words": "被举报的行为发生在思明区的门店，不在本区。",
        "subjects": ["food"],
        "body": "厦门市思明区市场监督管理局",
        "materials": ["举报线索摘要一份", ""],
    },
    Act.REPEAT: {"words": "两次举报的门店、时间和商品批次都相同。"},
    Act.MERGE: {"new_facts": "补充了同一批次酸奶的进货单照片。", "words": "与前一件一并核查。"},
    # Of food handed over the law wants the reporter told in writing (食品安全法 第一百一十五条第一款).
    Act.SERVE: {**GIVEN[Act.SERVE], "channel": "platform"},
    Act.RETURN: {"words": "被举报的行为发生在思明区，本局没有处理权限。"},
    Act.SPLIT: {
        "words_here": "该店货架上仍有过期酸奶在售。",
        "words_other": "购买的酸奶过期，请求退货。",
        "requests": ["退货"],
    },
    Act.TRANSFER: {
        "body": "厦门市公安局湖里分局",
        "suspicion": "extorted",
        "facts": "举报后以撤回举报为条件向店方索要钱款。",
        "materials": ["聊天记录截图"],
    },
}
# Checking it, filing a case or not, telling the reporter.
CHECKING: dict[Act, dict[str, Any]] = {
    Act.CHECK: {
        "on": "2026-05-20",
        "way": "on_site",
        "place": "湖里街道虚构路1号",
        "officers": ["陈思远", "温岚"],
        "found": "货架上未见过期酸奶，进销台账显示同批次已在届满前下架。",
        "evidence": "现场照片四张。",
    },
    Act.LEAVE_OUT: {
        "clock": "report.check",
        "ground": "testing",
        "subject": "酸奶一盒，菌落总数",
        "body": "虚构食品检测中心",
        "began_on": "2026-05-20",
        "proof": "检测委托书第7号",
    },
    Act.COUNT_AGAIN: {"ended_on": "2026-05-20", "ended_proof": "检测报告第7号", "result": "合格。"},
    Act.PROPOSE: {
        "what": "not_file",
        "unmet": ["1"],
        "facts": "现场和台账都没有发现销售过期酸奶。",
        "reason": "举报人提供的照片看不出批号，现场和台账也没有发现，无法证明存在违法行为。",
    },
    Act.REVIEW: {"agree": "yes"},
    Act.SEND_BACK: {"words": "请核对供货商的批次。"},
    Act.FILE: {
        "cause": "涉嫌销售超过保质期的食品",
        "officers": ["陈思远", "温岚"],
        "enforcement_number": "",
    },
    Act.NOT_FILE: {"words": "同意核查人员意见。"},
    Act.ANSWER: {"duties": ["advertising", "food"], "result": "经核查，未发现违法行为，决定不予立案。"},
}
TO_FILE: dict[str, Any] = {
    "what": "file",
    "met": ["1", "2", "3", "4"],
    "met_1": "冷柜内查获过期酸奶十二盒。",
    "met_2": "《食品安全法》第一百二十四条。",
    "met_3": "门店在湖里街道。",
    "met_4": "行为发生在本月。",
    "cause": "涉嫌销售超过保质期的食品",
    "officers": ["陈思远", "温岚"],
    "facts": "冷柜内有过期酸奶十二盒，店方无法说明来源。",
    "reason": "有现场笔录和照片证明正在销售过期酸奶，应当立案查清来源。",
}
# The case: its steps, its period, its decision, a suspected crime, its closing.
CASES: dict[Act, dict[str, Any]] = {
    Act.MILESTONE: {"event": "goods.sealed", "on": "2026-05-20", "document": "查封决定书1号"},
    Act.PROLONG: {"words": "涉案批次多，需要向三家供货商取证。"},
    Act.HALT: {"ground": "4", "words": "当事人下落不明，无法调查。", "proof": "现场核查记录三份"},
    Act.GO_ON: {"on": "2026-05-20", "words": "当事人已到案说明情况。"},
    Act.ABANDON: {"kind": "dissolved", "words": "公司已注销，清算完毕，没有承受人。"},
    Act.DECIDE: {
        "outcome": "2",
        "on": "2026-05-20",
        "decision_number": "湖市监不罚〔2026〕3号",
        "penalty": "初次违法且危害后果轻微并及时改正。",
    },
    Act.SUSPECT: {
        "charge": "销售不符合安全标准的食品罪",
        "facts": "涉案酸奶三百余盒，检出致病菌。",
        "officers": ["陈思远", "温岚"],
        "reported_on": "2026-05-20",
    },
    Act.HAND_TO_POLICE: {
        "approve": "yes",
        "body": "厦门市公安局湖里分局",
        "procuratorate": "厦门市湖里区人民检察院",
        "copies": ["2", "4"],
    },
    Act.CLOSE: {
        "closing": "4",
        "closable_on": "2026-05-20",
        "approved_by": "方舟",
        "approved_on": "2026-05-20",
        "words": "案卷已经归档。",
    },
}
GIVEN_OF_REPORTS: dict[Act, dict[str, Any]] = {**ARRIVAL, **CHECKING, **CASES}
"""What is usually typed, by act."""

_FILED: tuple[Step, ...] = (Act.CHECK, (Act.PROPOSE, TO_FILE), Act.REVIEW, Act.FILE)
# What comes before each act, who does it, and what the row registered says otherwise.
CHAINS_OF_REPORTS: dict[Act, tuple[tuple[Step, ...], str, dict[str, Any]]] = {
    Act.CLASSIFY: ((), "chensiyuan", {}),
    Act.PLACE: ((), "chensiyuan", {}),
    Act.REFER: ((), "chensiyuan", {}),
    Act.REPEAT: (("made before",), "chensiyuan", {}),
    Act.MERGE: (("made before",), "chensiyuan", {}),
    Act.ASSIGN: ((), "hemin", {"office_name": ""}),
    Act.HAND_BACK: ((), "chensiyuan", {}),
    Act.RETURN: (("sent down",), "luyiheng", {"office_name": ""}),
    Act.DISPUTE: ((), "luyiheng", {}),
    Act.END_DISPUTE: ((Act.DISPUTE,), "luyiheng", {}),
    Act.REDIRECT: ((), "chensiyuan", {}),
    Act.SPLIT: ((), "luyiheng", {}),
    Act.TRANSFER: ((), "suming", {}),
    Act.SERVE: ((Act.REFER,), "chensiyuan", {}),
    Act.VOID: ((Act.REDIRECT,), "suming", {}),
    Act.CHECK: ((), "chensiyuan", {}),
    Act.LEAVE_OUT: ((), "chensiyuan", {}),
    Act.COUNT_AGAIN: ((Act.LEAVE_OUT,), "chensiyuan", {}),
    Act.EXTEND: ((), "fangzhou", {}),
    Act.PROPOSE: ((Act.CHECK,), "chensiyuan", {}),
    Act.REVIEW: ((Act.CHECK, Act.PROPOSE), "suming", {}),
    Act.SEND_BACK: ((Act.CHECK, Act.PROPOSE, Act.REVIEW), "fangzhou", {}),
    Act.NOT_FILE: ((Act.CHECK, Act.PROPOSE, Act.REVIEW), "fangzhou", {}),
    Act.FILE: ((Act.CHECK, (Act.PROPOSE, TO_FILE), Act.REVIEW), "fangzhou", {}),
    Act.ANSWER: ((Act.CLASSIFY,), "chensiyuan", {}),
    Act.MILESTONE: (_FILED, "chensiyuan", {}),
    Act.PROLONG: (_FILED, "fangzhou", {}),
    Act.HALT: (_FILED, "fangzhou", {}),
    Act.GO_ON: ((*_FILED, Act.HALT), "chensiyuan", {}),
    Act.ABANDON: (_FILED, "fangzhou", {}),
    Act.DECIDE: (_FILED, "chensiyuan", {}),
    Act.SUSPECT: (_FILED, "chensiyuan", {}),
    Act.HAND_TO_POLICE: ((*_FILED, Act.SUSPECT), "fangzhou", {}),
    Act.CLOSE: (((Act.CLASSIFY, {"subjects": []}), *_FILED, Act.DECIDE), "chensiyuan", {}),
}


class AtReport(Doing):
    """Officers at work on one report, through the web; ``earlier`` is the id of one made before it."""

    earlier: int = 0

    def do(self, step: Step, officer: str = "", **changes: Any) -> None:
        """Do an act with what is usually typed on a report; fails with what the page said."""
        if step == "sent down":
            self.sent_down()
            return
        act, more = step if isinstance(step, tuple) else (step, {})
        if isinstance(act, Act) and act in CHAINS_OF_REPORTS:
            officer = officer or CHAINS_OF_REPORTS[act][1]
            given = GIVEN_OF_REPORTS.get(act, GIVEN.get(act, {}))
            changes = {**given, **self.usual(act), **more, **changes}
            step = act
        super().do(step, officer, **changes)

    def typed(self, act: Act) -> dict[str, Any]:
        """Return everything a form sends: what is usually typed, and what depends on the matter."""
        return {**GIVEN.get(act, {}), **GIVEN_OF_REPORTS.get(act, {}), **self._usual(act), **self.usual(act)}

    def usual(self, act: Act) -> dict[str, Any]:
        """Return what depends on the matter at hand."""
        if act is Act.COUNT_AGAIN:
            return {"exclusion_id": str(Exclusion.objects.filter(matter=self.matter).latest("pk").pk)}
        return {"earlier": str(self.earlier)} if act in (Act.REPEAT, Act.MERGE) else {}

    def sent_down(self) -> None:
        """Let a superior have sent the report down."""
        from xiaobao.docket.models import Distribution

        sender = "厦门市市场监督管理局"
        Distribution.objects.create(matter_id=self.matter, sender=sender, number="厦市监分送〔2026〕8号")


def before(act: Act, one: AtReport) -> str:
    """Bring a fresh report to where an act can be done; return the usual officer of the act."""
    chain, officer, _changes = CHAINS_OF_REPORTS[act]
    for step in chain:
        if step != "made before":
            one.do(step)
    assert Matter.objects.filter(pk=one.matter).exists()
    return officer
