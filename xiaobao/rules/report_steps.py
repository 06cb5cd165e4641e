"""The lawful steps of a report: whose it is, the check, the case, what the reporter is owed."""

from __future__ import annotations

from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.transition import (
    BOTH,
    CLERKS,
    COUNTER,
    DESKS,
    EVERYONE,
    HEADS,
    HERE,
    LEADER,
    THERE,
    UNIT,
    Transition,
    by,
    stay,
)

_R = Track.REPORT
_NEW = (State.RECEIVED,)
_IN_CASE = (State.FILED, State.HALTED)
_AFTER_CASE = (State.DECIDED, State.ABANDONED)
STATES = (
    State.RECEIVED,
    State.FILED,
    State.NOT_FILED,
    State.HALTED,
    State.DECIDED,
    State.ABANDONED,
    State.REFERRED,
    State.REPEATED,
    State.MERGED,
    State.RETURNED,
    State.REDIRECTED,
    State.CLOSED,
)

REPORTS: tuple[Transition, ...] = (
    Transition(_R, None, Act.REGISTER, State.RECEIVED, by("8", "8"), COUNTER, BOTH),
    *stay(_R, _NEW, Act.SPLIT, by("9", "7"), COUNTER),
    # What the report is about decides whether its outcome has to be told (第三十六条), who made it how it is
    # guarded (第三十七条).
    *stay(_R, (*_NEW, *_IN_CASE, State.NOT_FILED, *_AFTER_CASE), Act.CLASSIFY, by("36", "32"), COUNTER),
    *stay(_R, _NEW, Act.PLACE, by("29", "25"), COUNTER),
    *stay(_R, _NEW, Act.ASSIGN, by("41(1)", "37(1)"), CLERKS),
    *stay(_R, (*_NEW, *_IN_CASE, State.NOT_FILED, *_AFTER_CASE), Act.ENTRUST, by("41(2)", "37(2)"), UNIT),
    *stay(_R, _NEW, Act.HAND_BACK, by("41(2)", "37(2)"), DESKS),
    Transition(_R, State.RECEIVED, Act.RETURN, State.RETURNED, by("41(2)", "37(2)"), CLERKS, HERE),
    *stay(_R, _NEW, Act.DISPUTE, by("33", "30"), CLERKS),
    *stay(_R, _NEW, Act.END_DISPUTE, by("33", "30"), CLERKS),
    Transition(_R, State.RECEIVED, Act.REDIRECT, State.REDIRECTED, by("44", "39"), COUNTER, HERE),
    # No authority: the reporter is told, and where a statute says so the report is handed over.
    Transition(_R, State.RECEIVED, Act.REFER, State.REFERRED, by("34", "29"), COUNTER, HERE),
    # Once more where the notice or the letter was voided: the reporter has still to be told.
    *stay(_R, (State.REFERRED,), Act.REFER, by("34", "29"), COUNTER),
    # 令20 has no such paragraph: the rule refuses what was received under it, the row names the nearest.
    Transition(_R, State.RECEIVED, Act.REPEAT, State.REPEATED, by("35(2)", "31(1)"), DESKS, HERE),
    Transition(_R, State.RECEIVED, Act.MERGE, State.MERGED, by("35(2)", "31(1)"), DESKS, HERE),
)

_PENALTY = by("samr-order-2:18(1)", "samr-order-2:18(1)")

CHECKING: tuple[Transition, ...] = (
    # Reports follow the penalty procedure: 令121 第三十五条第一款 / 令20 第三十一条第一款.
    *stay(_R, _NEW, Act.CHECK, _PENALTY, DESKS),
    *stay(_R, _NEW, Act.LEAVE_OUT, by("samr-order-2:18(2)", "samr-order-2:18(2)"), DESKS),
    *stay(_R, _NEW, Act.COUNT_AGAIN, by("samr-order-2:18(2)", "samr-order-2:18(2)"), DESKS),
    # 令2 第十八条第一款, 令121 第二十七条第一款: 经市场监督管理部门负责人批准. 令20 第二十三条第一款 names
    # nobody and refers to the penalty procedure.
    *stay(_R, _NEW, Act.EXTEND, _PENALTY, LEADER),
    # The three signatures of the form of approval (立案/不予立案审批表): whoever checked, the head of the
    # unit, the head of the bureau. 第十九条第二款 and 第二十条第二款 ask for the form.
    *stay(_R, _NEW, Act.PROPOSE, _PENALTY, DESKS),
    *stay(_R, _NEW, Act.REVIEW, _PENALTY, UNIT),
    *stay(_R, _NEW, Act.SEND_BACK, _PENALTY, LEADER),
    # 由市场监督管理部门负责人决定是否立案 (令2 第十八条第一款).
    Transition(
        _R, State.RECEIVED, Act.FILE, State.FILED,
        by("samr-order-2:19(1)", "samr-order-2:19(1)"), LEADER, BOTH,
    ),
    Transition(
        _R, State.RECEIVED, Act.NOT_FILE, State.NOT_FILED,
        by("samr-order-2:20(1)", "samr-order-2:20(1)"), LEADER, BOTH,
    ),
)  # fmt: skip

_CASE = by("samr-order-2:64(1)", "samr-order-2:64(1)")
# 第七十九条: 启动、调查取证、审核、决定、送达、执行等进行全过程记录.
_RECORDED = by("samr-order-2:79", "samr-order-2:79")
_LEFT_OUT = by("samr-order-2:64(2)", "samr-order-2:64(2)")
_STOPPED = by("samr-order-2:46(1)", "samr-order-2:46(1)")
_RESUMED = by("samr-order-2:46(2)", "samr-order-2:46(2)")
_ENDED_CASE = by("samr-order-2:47", "samr-order-2:47")
_OUTCOME = by("samr-order-2:60(1)", "samr-order-2:60(1)")
_CLOSING = by("samr-order-2:77", "samr-order-2:77")
_CRIME = by("samr-order-2:17(2)", "samr-order-2:17(2)")

CASES: tuple[Transition, ...] = (
    # The paperwork of the case stays in the enforcement system; here its steps and their clocks are followed.
    # What the police answer is followed wherever a suspected crime may have been reported from.
    *stay(_R, (*_NEW, State.NOT_FILED, *_IN_CASE, *_AFTER_CASE), Act.MILESTONE, _RECORDED, DESKS),
    *stay(_R, (State.FILED,), Act.LEAVE_OUT, _LEFT_OUT, DESKS),
    *stay(_R, _IN_CASE, Act.COUNT_AGAIN, _LEFT_OUT, DESKS),
    *stay(_R, (State.FILED,), Act.PROLONG, _CASE, LEADER),
    Transition(_R, State.FILED, Act.HALT, State.HALTED, _STOPPED, LEADER, HERE),
    Transition(_R, State.HALTED, Act.GO_ON, State.FILED, _RESUMED, DESKS, HERE),
    Transition(_R, State.FILED, Act.ABANDON, State.ABANDONED, _ENDED_CASE, LEADER, HERE),
    Transition(_R, State.HALTED, Act.ABANDON, State.ABANDONED, _ENDED_CASE, LEADER, HERE),
    Transition(_R, State.FILED, Act.DECIDE, State.DECIDED, _OUTCOME, DESKS, HERE),
    # 正职负责人或者主持工作的负责人 decides on the written report within three days (移送规定第五条第二款).
    *stay(_R, (*_NEW, *_IN_CASE, State.DECIDED), Act.SUSPECT, _CRIME, DESKS),
    *stay(_R, (*_NEW, *_IN_CASE, State.DECIDED), Act.HAND_TO_POLICE, _CRIME, LEADER),
    # The result is told where a law, regulation or rule says so: 令121 第三十六条 / 令20 第三十二条.
    *stay(
        _R, (*_NEW, State.NOT_FILED, *_IN_CASE, *_AFTER_CASE), Act.ANSWER, by("36", "32"), DESKS
    ),
    *stay(
        _R, (*_NEW, State.NOT_FILED, *_IN_CASE, *_AFTER_CASE), Act.SERVE, by("36", "32"), COUNTER
    ),
    *stay(_R, (State.REFERRED,), Act.SERVE, by("34", "29"), COUNTER),
    *stay(_R, (State.RETURNED,), Act.SERVE, by("41(2)", "37(2)"), COUNTER),
    *stay(_R, (State.REDIRECTED,), Act.SERVE, by("44", "39"), COUNTER),
    *stay(_R, (State.REPEATED, State.MERGED), Act.SERVE, by("5", "5"), COUNTER),
    Transition(_R, State.FILED, Act.CLOSE, State.CLOSED, by("36", "32"), DESKS, THERE),
    # Under 令20 第三十一条第二款 a real-name reporter was told of the decision; 令121 dropped the duty.
    Transition(_R, State.NOT_FILED, Act.CLOSE, State.CLOSED, by("36", "31(2)"), DESKS, BOTH),
    Transition(_R, State.DECIDED, Act.CLOSE, State.CLOSED, _CLOSING, DESKS, HERE),
    Transition(_R, State.ABANDONED, Act.CLOSE, State.CLOSED, _CLOSING, DESKS, HERE),
    *stay(
        _R,
        (*_NEW, State.NOT_FILED, *_IN_CASE, *_AFTER_CASE),
        Act.TRANSFER,
        by("42", "samr-order-2:17(2)"),
        HEADS,
    ),
    *stay(_R, STATES, Act.VOID, by("5", "5"), HEADS),
    *stay(_R, STATES, Act.ATTACH, by("5", "5"), EVERYONE),
)  # fmt: skip
