"""The lawful steps, one row a step: the table from which buttons, refusals, flowcharts and tests come.

Each row names the article it stands on, under the rule in force (令121) and under the old one (令20);
"samr-order-2:17(2)" names an article of another regulation of the lawbook. Where no article speaks of the
step, the row stands on the nearest one and the comment says so. ``channel`` says where the step
is taken: "desk", by an officer on screen; "export", on the national platform, whose export tells of it
(令121 第四十条 makes that platform the single place where complaints and reports are processed).

``who`` is the house's own order, with one exception: 市场监督管理部门负责人 approves a longer check and
decides whether a case is filed (令121 第二十七条第一款, 令2 第十八条第一款).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from xiaobao.rules.acts import Act, State, Track

ORDER_121 = "samr-order-121"
ORDER_20 = "samr-order-20"

Channel = Literal["desk", "export"]


@dataclass(frozen=True, slots=True)
class Transition:
    """One lawful step. ``state`` None means nothing has been recorded yet.

    ``article`` maps a regulation id to the article the step stands on; ``who`` holds the codes of the
    posts that may take it; ``channel`` is where it is taken.
    """

    track: Track
    state: State | None
    act: Act
    to: State
    article: Mapping[str, str]
    who: tuple[str, ...]
    channel: tuple[Channel, ...]

    @property
    def on_desk(self) -> bool:
        """True when an officer may take the step on screen now."""
        return "desk" in self.channel


def _by(order_121: str, order_20: str) -> Mapping[str, str]:
    return MappingProxyType({ORDER_121: order_121, ORDER_20: order_20})


_C, _R = Track.COMPLAINT, Track.REPORT
_CLERKS = ("intake_clerk", "section_head")
_DESKS = ("handler", "unit_head", "section_head")
_COUNTER = ("intake_clerk", "handler", "unit_head", "section_head")
# No article says who in the bureau decides on a recusal, voids a paper, reopens or transfers: heads, by
# house order. 令121 第二十一条第二款 has "市场监督管理部门" decide on a recusal.
_HEADS = ("unit_head", "section_head", "bureau_leader")
_LEADER = ("bureau_leader",)
_EVERYONE = ("intake_clerk", "handler", "unit_head", "section_head", "bureau_leader")
_HERE: tuple[Channel, ...] = ("desk",)
_THERE: tuple[Channel, ...] = ("export",)
_BOTH: tuple[Channel, ...] = ("desk", "export")


def _stay(
    track: Track, states: Iterable[State], act: Act, article: Mapping[str, str], who: tuple[str, ...]
) -> Iterator[Transition]:
    """Yield the rows of an act that leaves the state as it is."""
    return (Transition(track, state, act, state, article, who, _HERE) for state in states)


_NEW = (State.RECEIVED,)
_MEDIATED = (State.ACCEPTED,)
_UNDER_WAY = (State.ACCEPTED, State.SUSPENDED)
_ENDED = (State.SETTLED, State.TERMINATED, State.CLOSED)
_COMPLAINT_STATES = (
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
)
_REPORT_STATES = (State.RECEIVED, State.FILED, State.NOT_FILED, State.CLOSED)

ARRIVAL: tuple[Transition, ...] = (
    # Arriving through a lawful channel: 令121 第八条, 令20 第八条.
    Transition(_C, None, Act.REGISTER, State.RECEIVED, _by("8", "8"), _COUNTER, _BOTH),
    # Decide and tell the complainant within the period of 令121 第十五条第一款 / 令20 第十四条.
    Transition(_C, State.RECEIVED, Act.ACCEPT, State.ACCEPTED, _by("15(1)", "14"), _DESKS, _BOTH),
    # Only on a ground of 令121 第十六条 / 令20 第十五条.
    Transition(_C, State.RECEIVED, Act.DECLINE, State.DECLINED, _by("16", "15"), _DESKS, _BOTH),
    # 令121 第六条第三款 / 令20 第六条第二款 encourage settling first, with an ODR enterprise or by the green
    # channel. Nothing obliges the complainant to.
    Transition(_C, State.RECEIVED, Act.DIVERT, State.RECEIVED, _by("6(3)", "6(2)"), _CLERKS, _THERE),
    # Both halves of one letter are handled separately: 令121 第九条 / 令20 第七条.
    *_stay(_C, _NEW, Act.SPLIT, _by("9", "7"), _COUNTER),
    *_stay(_C, _NEW, Act.JOIN, _by("12", "11"), _COUNTER),
    # The article is about the complainant's agent; of the respondent's only a note to 文书式样九 speaks.
    *_stay(_C, (State.RECEIVED, *_UNDER_WAY), Act.APPOINT_AGENT, _by("11", "10"), _COUNTER),
    # No article has the bureau ask for what is missing: it follows from the list of what is owed.
    *_stay(_C, _NEW, Act.ASK_MATERIAL, _by("10(1)", "9(1)"), _COUNTER),
    # 令20 has no such clause; 《消费者权益保护法实施条例》第四十六条第一款 asks for true identity and, unlike
    # 令121 第十条第三款, does not speak of proof.
    *_stay(_C, _NEW, Act.VERIFY_IDENTITY, _by("10(3)", "state-council-778:46(1)"), _COUNTER),
    *_stay(_C, _NEW, Act.SUPPLEMENT, _by("10(1)", "9(1)"), _COUNTER),
    *_stay(_C, _NEW, Act.PLACE, _by("13", "12"), _COUNTER),
    # 令121 第四十一条 / 令20 第三十七条: intake distributes; whoever is not competent hands back to it.
    *_stay(_C, _NEW, Act.ASSIGN, _by("41(1)", "37(1)"), _CLERKS),
    *_stay(_C, _NEW, Act.HAND_BACK, _by("41(2)", "37(2)"), _DESKS),
    # The second paragraph speaks of units of the same level; a bureau follows it by analogy (参照) when the
    # superior that sent the complaint down mistook who is competent.
    Transition(_C, State.RECEIVED, Act.RETURN, State.RETURNED, _by("41(2)", "37(2)"), _CLERKS, _HERE),
    *_stay(_C, _NEW, Act.DISPUTE, _by("33", "30"), _CLERKS),
    *_stay(_C, _NEW, Act.END_DISPUTE, _by("33", "30"), _CLERKS),
    # Consultations, disclosure requests and the like are no complaints: 令121 第四十四条 / 令20 第三十九条.
    Transition(_C, State.RECEIVED, Act.REDIRECT, State.REDIRECTED, _by("44", "39"), _COUNTER, _HERE),
    # No article on withdrawing before acceptance. After it, withdrawing ends the mediation (第一项): followed
    # by analogy (参照), for a complaint is a request (第三条第一款) and ends when nobody makes it any more.
    Transition(
        _C, State.RECEIVED, Act.WITHDRAW, State.WITHDRAWN, _by("23(1)(1)", "21(1)(1)"), _COUNTER, _HERE
    ),
)

MEDIATION: tuple[Transition, ...] = (
    *_stay(_C, _MEDIATED, Act.CONSENT, _by("18(1)", "16(1)"), _DESKS),
    *_stay(_C, _MEDIATED, Act.DELEGATE, _by("19(1)", "17(1)"), _DESKS),
    # No article says how a delegation ends; the body acts 在委托范围内以委托的市场监督管理部门名义.
    *_stay(_C, _UNDER_WAY, Act.TAKE_BACK, _by("19(2)", "17(2)"), _DESKS),
    *_stay(_C, _MEDIATED, Act.INVITE, _by("20(2)", "18(2)"), _DESKS),
    *_stay(_C, _MEDIATED, Act.MEDIATE, _by("20(1)", "18(1)"), _DESKS),
    # 令121 第二十一条第二款 / 令20 第十九条第二款: mediation is suspended until the request is decided.
    Transition(_C, State.ACCEPTED, Act.RECUSE, State.SUSPENDED, _by("21(2)", "19(2)"), _DESKS, _HERE),
    Transition(_C, State.SUSPENDED, Act.DECIDE_RECUSAL, State.ACCEPTED, _by("21(2)", "19(2)"), _HEADS, _HERE),
    *_stay(_C, _MEDIATED, Act.APPRAISE, _by("22(1)", "20(1)"), _DESKS),
    *_stay(_C, _UNDER_WAY, Act.FINISH_APPRAISAL, _by("22(3)", "20(3)"), _DESKS),
    # 调解书, or performed at once: 令121 第二十四条第一款 / 令20 第二十二条第一款. The record in its place
    # stands on the second paragraph.
    Transition(_C, State.ACCEPTED, Act.SETTLE, State.SETTLED, _by("24(1)", "22(1)"), _DESKS, _BOTH),
    # Failed, withdrawn or settled between the parties: 令121 第二十三条第一款 / 令20 第二十一条第一款.
    Transition(_C, State.ACCEPTED, Act.TERMINATE, State.TERMINATED, _by("23(1)", "21(1)"), _DESKS, _BOTH),
    Transition(_C, State.SUSPENDED, Act.TERMINATE, State.TERMINATED, _by("23(1)", "21(1)"), _DESKS, _HERE),
    # No article has performance followed up; the paragraph knows only 即时履行.
    *_stay(_C, (State.SETTLED,), Act.PERFORM, _by("24(1)", "22(1)"), _DESKS),
)

# Neither rule speaks of closing (办结): each row names what must have been done before.
ENDING: tuple[Transition, ...] = (
    # One copy of the 调解书, or the record of the mediation, is kept on file before closing.
    Transition(_C, State.SETTLED, Act.CLOSE, State.CLOSED, _by("24", "22"), _DESKS, _BOTH),
    # Both parties are told of the termination before closing.
    Transition(_C, State.TERMINATED, Act.CLOSE, State.CLOSED, _by("23(2)", "21(2)"), _DESKS, _BOTH),
    # The complainant is told the reasons and the other remedies before closing; under 令20 the reasons are
    # owed by 《消费者权益保护法实施条例》第四十六条第二款, since that is law.
    Transition(_C, State.DECLINED, Act.CLOSE, State.CLOSED, _by("15(2)", "14"), _DESKS, _BOTH),
    # A wrong outcome is put right: 第五条 of both rules (适用依据正确、程序合法). No article sets a form.
    Transition(_C, State.CLOSED, Act.REOPEN, State.RECEIVED, _by("5", "5"), _HEADS, _HERE),
    Transition(_C, State.CLOSED, Act.RESUME, State.ACCEPTED, _by("5", "5"), _HEADS, _HERE),
)

BESIDE: tuple[Transition, ...] = (
    # What a paper tells has its own article (``serving.basis``); the row names the telling owed in the state.
    *_stay(_C, (State.RECEIVED, *_UNDER_WAY), Act.SERVE, _by("15(1)", "14"), _COUNTER),
    *_stay(_C, (State.DECLINED,), Act.SERVE, _by("15(2)", "14"), _COUNTER),
    *_stay(_C, (State.SETTLED,), Act.SERVE, _by("24(1)", "22(1)"), _COUNTER),
    *_stay(_C, (State.TERMINATED,), Act.SERVE, _by("23(2)", "21(2)"), _COUNTER),
    *_stay(_C, (State.RETURNED,), Act.SERVE, _by("41(2)", "37(2)"), _COUNTER),
    *_stay(_C, (State.REDIRECTED,), Act.SERVE, _by("44", "39"), _COUNTER),
    # No article on serving a confirmation of withdrawal, on voiding a paper or on keeping what comes in:
    # 第五条 of both rules (适用依据正确、程序合法).
    *_stay(_C, (State.WITHDRAWN,), Act.SERVE, _by("5", "5"), _COUNTER),
    *_stay(_C, _COMPLAINT_STATES, Act.VOID, _by("5", "5"), _HEADS),
    *_stay(_C, _COMPLAINT_STATES, Act.ATTACH, _by("5", "5"), _EVERYONE),
    # 令121 第二十六条 lets samples be drawn and people be called back; 令20 had no such article.
    *_stay(_C, (State.DECLINED, *_ENDED), Act.VISIT, _by("26", "5"), _EVERYONE),
    # A lead met in mediation: 令121 第二十七条第一款 / 令20 第二十三条第一款.
    *_stay(_C, (*_UNDER_WAY, *_ENDED), Act.LEAD, _by("27(1)", "23(1)"), _DESKS),
    # 令121 第四十二条. 令20 has no such article: 《市场监督管理行政处罚程序规定》第十七条第二款 speaks of any
    # offence found, 《消费者权益保护法实施条例》第四十九条第二款 of this very one (``transfer.basis``).
    *_stay(
        _C,
        (State.RECEIVED, *_UNDER_WAY, State.DECLINED, *_ENDED),
        Act.TRANSFER,
        _by("42", "samr-order-2:17(2)"),
        _HEADS,
    ),
)

REPORTS: tuple[Transition, ...] = (
    Transition(_R, None, Act.REGISTER, State.RECEIVED, _by("8", "8"), _COUNTER, _BOTH),
    *_stay(_R, _NEW, Act.SPLIT, _by("9", "7"), _COUNTER),
    *_stay(_R, _NEW, Act.ASSIGN, _by("41(1)", "37(1)"), _CLERKS),
    *_stay(_R, _NEW, Act.HAND_BACK, _by("41(2)", "37(2)"), _DESKS),
    # 令2 第十八条第一款, 令121 第二十七条第一款: 经市场监督管理部门负责人批准. 令20 第二十三条第一款 names
    # nobody and refers to the penalty procedure.
    *_stay(_R, _NEW, Act.EXTEND, _by("samr-order-2:18(1)", "samr-order-2:18(1)"), _LEADER),
    # Reports follow the penalty procedure: 令121 第三十五条第一款 / 令20 第三十一条第一款; there
    # 由市场监督管理部门负责人决定是否立案 (令2 第十八条第一款).
    Transition(_R, State.RECEIVED, Act.FILE, State.FILED, _by("35(1)", "31(1)"), _LEADER, _THERE),
    Transition(_R, State.RECEIVED, Act.NOT_FILE, State.NOT_FILED, _by("35(1)", "31(1)"), _LEADER, _THERE),
    # The result is told where a law, regulation or rule says so: 令121 第三十六条 / 令20 第三十二条.
    Transition(_R, State.FILED, Act.CLOSE, State.CLOSED, _by("36", "32"), _DESKS, _THERE),
    # Under 令20 第三十一条第二款 a real-name reporter was told of the decision; 令121 dropped the duty.
    Transition(_R, State.NOT_FILED, Act.CLOSE, State.CLOSED, _by("36", "31(2)"), _DESKS, _THERE),
    *_stay(_R, _REPORT_STATES, Act.ATTACH, _by("5", "5"), _EVERYONE),
)

# A note changes no state; it keeps the record that 第五条 (程序合法) of both rules asks for.
NOTES: tuple[Transition, ...] = (
    *_stay(_C, _COMPLAINT_STATES, Act.NOTE, _by("5", "5"), _EVERYONE),
    *_stay(_R, _REPORT_STATES, Act.NOTE, _by("5", "5"), _EVERYONE),
)

TABLE: tuple[Transition, ...] = (*ARRIVAL, *MEDIATION, *ENDING, *BESIDE, *REPORTS, *NOTES)
