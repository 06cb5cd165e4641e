"""The lawful steps of a complaint: arrival, mediation, the end, and what goes on beside them."""

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
    THERE,
    UNIT,
    Transition,
    by,
    stay,
)

_C = Track.COMPLAINT
_NEW = (State.RECEIVED,)
_MEDIATED = (State.ACCEPTED,)
_UNDER_WAY = (State.ACCEPTED, State.SUSPENDED)
_ENDED_HERE = (State.DECLINED, State.SETTLED, State.TERMINATED)
_ENDED = (State.SETTLED, State.TERMINATED, State.CLOSED)
STATES = (
    State.RECEIVED,
    State.ACCEPTED,
    State.SUSPENDED,
    State.DECLINED,
    State.SETTLED,
    State.TERMINATED,
    State.CLOSED,
    State.RETURNED,
    State.WITHDRAWN,
    State.REDIRECTED,
    State.SETTLING,
    State.RECONCILED,
)
ARRIVAL: tuple[Transition, ...] = (
    # Arriving through a lawful channel: 令121 第八条, 令20 第八条.
    Transition(_C, None, Act.REGISTER, State.RECEIVED, by("8", "8"), COUNTER, BOTH),
    # Decide and tell the complainant within the period of 令121 第十五条第一款 / 令20 第十四条.
    Transition(_C, State.RECEIVED, Act.ACCEPT, State.ACCEPTED, by("15(1)", "14"), DESKS, BOTH),
    # Only on a ground of 令121 第十六条 / 令20 第十五条.
    Transition(_C, State.RECEIVED, Act.DECLINE, State.DECLINED, by("16", "15"), DESKS, BOTH),
    # 令121 第六条第三款 / 令20 第六条第二款 encourage settling first, with an ODR enterprise or by the green
    # channel. Nothing obliges the complainant to.
    Transition(_C, State.RECEIVED, Act.DIVERT, State.RECEIVED, by("6(3)", "6(2)"), CLERKS, THERE),
    # The same on screen: with the consumer's consent, to an enterprise or a service point of the register.
    Transition(_C, State.RECEIVED, Act.SETTLE_FIRST, State.SETTLING, by("6(3)", "6(2)"), COUNTER, HERE),
    # It comes back by refusal, by the consumer's wish, by the end of the period, or because an officer wants
    # it back. No article says how; what is then owed is the decision of 令121 第十五条第一款 / 令20 第十四条.
    Transition(_C, State.SETTLING, Act.RECALL, State.RECEIVED, by("15(1)", "14"), COUNTER, HERE),
    # Only the consumer can say that it is settled: nobody asks for anything any more (第三条第一款).
    Transition(_C, State.SETTLING, Act.CONFIRM, State.RECONCILED, by("6(3)", "6(2)"), COUNTER, HERE),
    # Both halves of one letter are handled separately: 令121 第九条 / 令20 第七条.
    *stay(_C, _NEW, Act.SPLIT, by("9", "7"), COUNTER),
    *stay(_C, _NEW, Act.JOIN, by("12", "11"), COUNTER),
    # The article is about the complainant's agent; of the respondent's only a note to 文书式样九 speaks.
    *stay(_C, (State.RECEIVED, *_UNDER_WAY), Act.APPOINT_AGENT, by("11", "10"), COUNTER),
    # No article has the bureau ask for what is missing: it follows from the list of what is owed.
    *stay(_C, _NEW, Act.ASK_MATERIAL, by("10(1)", "9(1)"), COUNTER),
    # 令20 has no such clause; 《消费者权益保护法实施条例》第四十六条第一款 asks for true identity and, unlike
    # 令121 第十条第三款, does not speak of proof.
    *stay(_C, _NEW, Act.VERIFY_IDENTITY, by("10(3)", "state-council-778:46(1)"), COUNTER),
    *stay(_C, _NEW, Act.SUPPLEMENT, by("10(1)", "9(1)"), COUNTER),
    *stay(_C, _NEW, Act.PLACE, by("13", "12"), COUNTER),
    # 令121 第四十一条 / 令20 第三十七条: intake distributes; whoever is not competent hands back to it.
    *stay(_C, _NEW, Act.ASSIGN, by("41(1)", "37(1)"), CLERKS),
    # 同级…相关机构收到分送的…应当及时处理: who in the unit does, its head says.
    *stay(_C, (State.RECEIVED, *_UNDER_WAY, *_ENDED_HERE), Act.ENTRUST, by("41(2)", "37(2)"), UNIT),
    *stay(_C, _NEW, Act.HAND_BACK, by("41(2)", "37(2)"), DESKS),
    # The second paragraph speaks of units of the same level; a bureau follows it by analogy (参照) when the
    # superior that sent the complaint down mistook who is competent.
    Transition(_C, State.RECEIVED, Act.RETURN, State.RETURNED, by("41(2)", "37(2)"), CLERKS, HERE),
    *stay(_C, _NEW, Act.DISPUTE, by("33", "30"), CLERKS),
    *stay(_C, _NEW, Act.END_DISPUTE, by("33", "30"), CLERKS),
    # Consultations, disclosure requests and the like are no complaints: 令121 第四十四条 / 令20 第三十九条.
    Transition(_C, State.RECEIVED, Act.REDIRECT, State.REDIRECTED, by("44", "39"), COUNTER, HERE),
    # No article on withdrawing before acceptance. After it, withdrawing ends the mediation (第一项): followed
    # by analogy (参照), for a complaint is a request (第三条第一款) and ends when nobody makes it any more.
    Transition(_C, State.RECEIVED, Act.WITHDRAW, State.WITHDRAWN, by("23(1)(1)", "21(1)(1)"), COUNTER, HERE),
    Transition(_C, State.SETTLING, Act.WITHDRAW, State.WITHDRAWN, by("23(1)(1)", "21(1)(1)"), COUNTER, HERE),
)

MEDIATION: tuple[Transition, ...] = (
    *stay(_C, _MEDIATED, Act.CONSENT, by("18(1)", "16(1)"), DESKS),
    *stay(_C, _MEDIATED, Act.DELEGATE, by("19(1)", "17(1)"), DESKS),
    # No article says how a delegation ends; the body acts 在委托范围内以委托的市场监督管理部门名义.
    *stay(_C, _UNDER_WAY, Act.TAKE_BACK, by("19(2)", "17(2)"), DESKS),
    *stay(_C, _MEDIATED, Act.INVITE, by("20(2)", "18(2)"), DESKS),
    *stay(_C, _MEDIATED, Act.MEDIATE, by("20(1)", "18(1)"), DESKS),
    # 令121 第二十一条第二款 / 令20 第十九条第二款: mediation is suspended until the request is decided.
    Transition(_C, State.ACCEPTED, Act.RECUSE, State.SUSPENDED, by("21(2)", "19(2)"), DESKS, HERE),
    Transition(_C, State.SUSPENDED, Act.DECIDE_RECUSAL, State.ACCEPTED, by("21(2)", "19(2)"), HEADS, HERE),
    *stay(_C, _MEDIATED, Act.APPRAISE, by("22(1)", "20(1)"), DESKS),
    *stay(_C, _UNDER_WAY, Act.FINISH_APPRAISAL, by("22(3)", "20(3)"), DESKS),
    # 调解书, or performed at once: 令121 第二十四条第一款 / 令20 第二十二条第一款. The record in its place
    # stands on the second paragraph.
    Transition(_C, State.ACCEPTED, Act.SETTLE, State.SETTLED, by("24(1)", "22(1)"), DESKS, BOTH),
    # Failed, withdrawn or settled between the parties: 令121 第二十三条第一款 / 令20 第二十一条第一款.
    Transition(_C, State.ACCEPTED, Act.TERMINATE, State.TERMINATED, by("23(1)", "21(1)"), DESKS, BOTH),
    Transition(_C, State.SUSPENDED, Act.TERMINATE, State.TERMINATED, by("23(1)", "21(1)"), DESKS, HERE),
    # No article has performance followed up; the paragraph knows only 即时履行.
    *stay(_C, (State.SETTLED,), Act.PERFORM, by("24(1)", "22(1)"), DESKS),
)

# Neither rule speaks of closing (办结): each row names what must have been done before.
ENDING: tuple[Transition, ...] = (
    # One copy of the 调解书, or the record of the mediation, is kept on file before closing.
    Transition(_C, State.SETTLED, Act.CLOSE, State.CLOSED, by("24", "22"), DESKS, BOTH),
    # Both parties are told of the termination before closing.
    Transition(_C, State.TERMINATED, Act.CLOSE, State.CLOSED, by("23(2)", "21(2)"), DESKS, BOTH),
    # The complainant is told the reasons and the other remedies before closing; under 令20 the reasons are
    # owed by 《消费者权益保护法实施条例》第四十六条第二款, since that is law.
    Transition(_C, State.DECLINED, Act.CLOSE, State.CLOSED, by("15(2)", "14"), DESKS, BOTH),
    # A wrong outcome is put right: 第五条 of both rules (适用依据正确、程序合法). No article sets a form.
    Transition(_C, State.CLOSED, Act.REOPEN, State.RECEIVED, by("5", "5"), HEADS, HERE),
    Transition(_C, State.CLOSED, Act.RESUME, State.ACCEPTED, by("5", "5"), HEADS, HERE),
)

BESIDE: tuple[Transition, ...] = (
    # What a paper tells has its own article (``serving.basis``); the row names the telling owed in the state.
    *stay(_C, (State.RECEIVED, *_UNDER_WAY), Act.SERVE, by("15(1)", "14"), COUNTER),
    # No article on the slip of settling first either; the consumer needs it to look.
    *stay(_C, (State.SETTLING, State.RECONCILED), Act.SERVE, by("5", "5"), COUNTER),
    *stay(_C, (State.DECLINED,), Act.SERVE, by("15(2)", "14"), COUNTER),
    *stay(_C, (State.SETTLED,), Act.SERVE, by("24(1)", "22(1)"), COUNTER),
    *stay(_C, (State.TERMINATED,), Act.SERVE, by("23(2)", "21(2)"), COUNTER),
    *stay(_C, (State.RETURNED,), Act.SERVE, by("41(2)", "37(2)"), COUNTER),
    *stay(_C, (State.REDIRECTED,), Act.SERVE, by("44", "39"), COUNTER),
    # No article on serving a confirmation of withdrawal, on voiding a paper or on keeping what comes in:
    # 第五条 of both rules (适用依据正确、程序合法).
    *stay(_C, (State.WITHDRAWN,), Act.SERVE, by("5", "5"), COUNTER),
    *stay(_C, STATES, Act.VOID, by("5", "5"), HEADS),
    *stay(_C, STATES, Act.ATTACH, by("5", "5"), EVERYONE),
    # 令121 第二十六条 lets samples be drawn and people be called back; 令20 had no such article.
    *stay(_C, (State.DECLINED, *_ENDED), Act.VISIT, by("26", "5"), EVERYONE),
    # A lead met in mediation: 令121 第二十七条第一款 / 令20 第二十三条第一款.
    *stay(_C, (*_UNDER_WAY, *_ENDED), Act.LEAD, by("27(1)", "23(1)"), DESKS),
    # 令121 第四十二条. 令20 has no such article: 《市场监督管理行政处罚程序规定》第十七条第二款 speaks of any
    # offence found, 《消费者权益保护法实施条例》第四十九条第二款 of this very one (``transfer.basis``).
    *stay(
        _C,
        (State.RECEIVED, *_UNDER_WAY, State.DECLINED, *_ENDED),
        Act.TRANSFER,
        by("42", "samr-order-2:17(2)"),
        HEADS,
    ),
)
