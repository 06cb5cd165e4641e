"""The words of the procedure: the two tracks, the states of a matter, and what may be done to it.

Each word is a code with the Chinese an officer reads; ``docs/glossary.md`` lists them all.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code with the Chinese word an officer reads: ``State("accepted").label``."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Keep the code as the value and the Chinese word beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Track(Labelled):
    """The two procedures a letter can be in (令121 第三条)."""

    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class State(Labelled):
    """Where a complaint or a report stands."""

    RECEIVED = "received", "待处理"
    ACCEPTED = "accepted", "已受理"
    SUSPENDED = "suspended", "中止调解"
    DECLINED = "declined", "不予受理"
    SETTLED = "settled", "达成调解"
    TERMINATED = "terminated", "终止调解"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "不予立案"
    HALTED = "halted", "中止调查"
    DECIDED = "decided", "已作出处理决定"
    ABANDONED = "abandoned", "终止调查"
    REFERRED = "referred", "已告知无处理权限"
    REPEATED = "repeated", "不再另行处理"
    MERGED = "merged", "已合并处理"
    SETTLING = "settling", "先行和解中"
    RECONCILED = "reconciled", "已先行和解"
    RETURNED = "returned", "已反馈分送机构"
    WITHDRAWN = "withdrawn", "已撤回"
    REDIRECTED = "redirected", "已告知其他途径"
    CLOSED = "closed", "已办结"


class Act(Labelled):
    """What may be done to a complaint or a report."""

    REGISTER = "register", "登记"
    # Before it is decided whether the complaint is accepted.
    ACCEPT = "accept", "受理"
    DECLINE = "decline", "决定不予受理"
    SPLIT = "split", "分开投诉与举报"
    JOIN = "join", "登记共同投诉人"
    APPOINT_AGENT = "appoint_agent", "登记委托代理人"
    ASK_MATERIAL = "ask_material", "要求补正材料"
    VERIFY_IDENTITY = "verify_identity", "要求核验身份"
    SUPPLEMENT = "supplement", "记录补正"
    PLACE = "place", "确认管辖"
    ASSIGN = "assign", "分派"
    ENTRUST = "entrust", "指定承办人"
    HAND_BACK = "hand_back", "退回接收机构"
    RETURN = "return", "反馈分送机构"
    DISPUTE = "dispute", "登记管辖争议"
    END_DISPUTE = "end_dispute", "记录争议结果"
    REDIRECT = "redirect", "告知其他途径"
    WITHDRAW = "withdraw", "记录撤回"
    DIVERT = "divert", "转先行和解"
    SETTLE_FIRST = "settle_first", "交企业先行和解"
    RECALL = "recall", "收回办理"
    CONFIRM = "confirm", "确认先行和解"
    # Mediation.
    CONSENT = "consent", "记录调解意愿"
    DELEGATE = "delegate", "委托调解"
    TAKE_BACK = "take_back", "记录委托结果"
    INVITE = "invite", "通知调解"
    MEDIATE = "mediate", "记录调解"
    RECUSE = "recuse", "登记回避申请"
    DECIDE_RECUSAL = "decide_recusal", "决定回避"
    APPRAISE = "appraise", "委托鉴定检测"
    FINISH_APPRAISAL = "finish_appraisal", "记录鉴定检测结果"
    # How it ends.
    SETTLE = "settle", "记录达成调解"
    PERFORM = "perform", "记录履行"
    TERMINATE = "terminate", "终止调解"
    CLOSE = "close", "办结"
    REOPEN = "reopen", "重新审查"
    RESUME = "resume", "恢复调解"
    # Beside the procedure.
    SERVE = "serve", "登记送达"
    VOID = "void", "作废文书"
    ATTACH = "attach", "添加材料"
    VISIT = "visit", "记录回访"
    LEAD = "lead", "移交违法线索"
    TRANSFER = "transfer", "移送公安机关"
    NOTE = "note", "记事"
    # The report track: whose it is, and whether it was made before.
    CLASSIFY = "classify", "确定举报事项"
    REFER = "refer", "告知无处理权限"
    REPEAT = "repeat", "认定重复举报"
    MERGE = "merge", "合并处理"
    # Checking it, and whether a case is filed.
    CHECK = "check", "记录核查"
    LEAVE_OUT = "leave_out", "登记扣除期间"
    COUNT_AGAIN = "count_again", "结束扣除期间"
    EXTEND = "extend", "延长核查期限"
    PROPOSE = "propose", "提出立案意见"
    REVIEW = "review", "审核立案意见"
    SEND_BACK = "send_back", "退回补充核查"
    FILE = "file", "立案"
    NOT_FILE = "not_file", "决定不予立案"
    # The case.
    MILESTONE = "milestone", "登记案件进展"
    PROLONG = "prolong", "延长办案期限"
    HALT = "halt", "中止调查"
    GO_ON = "go_on", "恢复调查"
    ABANDON = "abandon", "终止调查"
    DECIDE = "decide", "登记处理决定"
    SUSPECT = "suspect", "报告涉嫌犯罪"
    HAND_TO_POLICE = "hand_to_police", "决定移送涉嫌犯罪案件"
    # What the reporter is owed.
    ANSWER = "answer", "告知举报处理结果"
