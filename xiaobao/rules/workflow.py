"""The states of a complaint and of a report, as a table one can print.

Two tracks, because 令121 第九条 (令20 第七条) has the complaint half and the report half of one
letter handled separately, each by its own procedure::

    complaint  (none) → received → accepted → settled | terminated → closed
                                 → declined ───────────────────────→ closed
    report     (none) → received → filed | not_filed ──────────────→ closed

Each row names the article it stands on, under the rule in force (令121) and under the old one
(令20). ``channel`` says where the step happens: "desk", an officer may take it on screen now;
"export", it is taken on the national platform, which 令121 第四十条 makes the single place where
complaints and reports are processed, and arrives with the platform's export.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self

from xiaobao.rules.decision import Reason

if TYPE_CHECKING:
    from xiaobao.law import Lawbook

ORDER_121 = "samr-order-121"
ORDER_20 = "samr-order-20"

# 令121 第四十条 / 令20 第三十六条: one data standard and one platform for the whole country.
PLATFORM_ARTICLE: Mapping[str, str] = MappingProxyType({ORDER_121: "40", ORDER_20: "36"})
ELSEWHERE = "此步骤在全国12315平台办理，结果随导出文件记入"

Channel = Literal["desk", "export"]


class NotLawful(Exception):
    """The step is not one the law allows here; ``sentence`` says so in Chinese, with the present state."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code (RUL-1xx) and the sentence apart."""
        super().__init__(f"{code} {sentence}")
        self.code = code
        self.sentence = self.message = sentence


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
    DECLINED = "declined", "不予受理"
    SETTLED = "settled", "达成调解"
    TERMINATED = "terminated", "终止调解"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "不予立案"
    CLOSED = "closed", "已办结"


class Act(Labelled):
    """What may be done to a complaint or a report."""

    REGISTER = "register", "登记"
    ACCEPT = "accept", "受理"
    DECLINE = "decline", "决定不予受理"
    SETTLE = "settle", "记录达成调解"
    TERMINATE = "terminate", "终止调解"
    FILE = "file", "立案"
    NOT_FILE = "not_file", "决定不予立案"
    DIVERT = "divert", "转先行和解"
    CLOSE = "close", "办结"
    NOTE = "note", "记事"


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
# 《市场监督管理行政处罚程序规定》第十八条第一款: the head of the bureau decides whether to file.
_HEADS = ("unit_head", "section_head", "bureau_leader")
_EVERYONE = ("intake_clerk", "handler", "unit_head", "section_head", "bureau_leader")
_THERE: tuple[Channel, ...] = ("export",)
_BOTH: tuple[Channel, ...] = ("desk", "export")

_STEPS: tuple[Transition, ...] = (
    # Arriving through a lawful channel: 令121 第八条, 令20 第八条.
    Transition(_C, None, Act.REGISTER, State.RECEIVED, _by("8", "8"), _CLERKS, _THERE),
    # Decide and tell the complainant within the period of 令121 第十五条第一款 / 令20 第十四条.
    Transition(_C, State.RECEIVED, Act.ACCEPT, State.ACCEPTED, _by("15(1)", "14"), _DESKS, _BOTH),
    # Only on a ground of 令121 第十六条 / 令20 第十五条.
    Transition(_C, State.RECEIVED, Act.DECLINE, State.DECLINED, _by("16", "15"), _DESKS, _BOTH),
    # 调解书, or performed at once: 令121 第二十四条第一款 / 令20 第二十二条第一款.
    Transition(_C, State.ACCEPTED, Act.SETTLE, State.SETTLED, _by("24(1)", "22(1)"), _DESKS, _THERE),
    # 令121 第六条 / 令20 第六条 encourage settling first, with an ODR enterprise or by the green channel.
    Transition(_C, State.RECEIVED, Act.DIVERT, State.RECEIVED, _by("6", "6"), _CLERKS, _THERE),
    # Failed, withdrawn or settled between the parties: 令121 第二十三条第一款 / 令20 第二十一条第一款.
    Transition(_C, State.ACCEPTED, Act.TERMINATE, State.TERMINATED, _by("23(1)", "21(1)"), _DESKS, _THERE),
    # One copy of the 调解书, or the record of the mediation, is kept on file before closing.
    Transition(_C, State.SETTLED, Act.CLOSE, State.CLOSED, _by("24", "22"), _DESKS, _THERE),
    # Both parties are told of the termination before closing.
    Transition(_C, State.TERMINATED, Act.CLOSE, State.CLOSED, _by("23(2)", "21(2)"), _DESKS, _THERE),
    # The complainant is told the reasons and the other remedies before closing.
    Transition(_C, State.DECLINED, Act.CLOSE, State.CLOSED, _by("15(2)", "14"), _DESKS, _THERE),
    Transition(_R, None, Act.REGISTER, State.RECEIVED, _by("8", "8"), _CLERKS, _THERE),
    # Reports follow the penalty procedure: 令121 第三十五条第一款 / 令20 第三十一条第一款.
    Transition(_R, State.RECEIVED, Act.FILE, State.FILED, _by("35(1)", "31(1)"), _HEADS, _THERE),
    Transition(_R, State.RECEIVED, Act.NOT_FILE, State.NOT_FILED, _by("35(1)", "31(1)"), _HEADS, _THERE),
    # The result is told where a law, regulation or rule says so: 令121 第三十六条 / 令20 第三十二条.
    Transition(_R, State.FILED, Act.CLOSE, State.CLOSED, _by("36", "32"), _DESKS, _THERE),
    # Under 令20 第三十一条第二款 a real-name reporter was told of the decision; 令121 dropped the duty.
    Transition(_R, State.NOT_FILED, Act.CLOSE, State.CLOSED, _by("36", "31(2)"), _DESKS, _THERE),
)

_STATES: Mapping[Track, tuple[State, ...]] = MappingProxyType(
    {track: tuple(dict.fromkeys(row.to for row in _STEPS if row.track is track)) for track in Track}
)

# A note changes no state; it keeps the record that 第五条 (程序合法) of both rules asks for.
_NOTES: tuple[Transition, ...] = tuple(
    Transition(track, state, Act.NOTE, state, _by("5", "5"), _EVERYONE, ("desk",))
    for track in Track
    for state in _STATES[track]
)

TABLE: tuple[Transition, ...] = _STEPS + _NOTES
# Where an act leads whatever the state before it; a note and a diversion lead nowhere.
TARGETS: Mapping[Act, State] = MappingProxyType(
    {row.act: row.to for row in _STEPS if row.state is not row.to}
)
FINAL: frozenset[State] = frozenset({State.CLOSED})

_INDEX: Mapping[tuple[Track, State | None, Act], Transition] = MappingProxyType(
    {(row.track, row.state, row.act): row for row in TABLE}
)


def states(track: str) -> tuple[State, ...]:
    """Return the states a track can be in, in the order of the procedure."""
    return _STATES[Track(track)]


def lawful(track: str, state: str | None, *, channel: Channel | None = None) -> tuple[Transition, ...]:
    """Return the steps the law allows from this state, those of one channel when asked."""
    here = State(state) if state is not None else None
    return tuple(
        row
        for row in TABLE
        if row.track == track and row.state is here and (channel is None or channel in row.channel)
    )


def find(track: str, state: str | None, act: str) -> Transition:
    """Return the row for this step.

    Raises NotLawful: RUL-101 when the track knows no such act, RUL-102 when it is not allowed now.
    """
    here = State(state) if state is not None else None
    row = _INDEX.get((Track(track), here, Act(act)))
    if row is None:
        raise _refusal(Track(track), here, Act(act))
    return row


def next_state(track: str, state: str | None, act: str, *, channel: Channel | None = None) -> State:
    """Return the state the act leads to.

    With ``channel`` the step must also be one that is taken there. Raises NotLawful with code RUL-101
    (no such act on this track), RUL-102 (not from this state) or RUL-103 (not on screen).
    """
    row = find(track, state, act)
    if channel is not None and channel not in row.channel:
        raise NotLawful("RUL-103", _elsewhere(row))
    return row.to


def explain(track: str, state: str | None, act: str, regulation: str, law: Lawbook) -> Reason:
    """Say in Chinese why the act may, or may not, be taken on screen now, with the article.

    ``regulation`` is the id of the regulation the matter is under; ``law`` turns article numbers into
    citations. Never raises NotLawful: a refusal is the answer.
    """
    try:
        row = find(track, state, act)
    except NotLawful as refusal:
        basis = _first(Track(track), Act(act))
        return Reason(refusal.sentence, law.cite(regulation, basis.article[regulation]) if basis else "")
    if not row.on_desk:
        return Reason(_elsewhere(row), law.cite(regulation, PLATFORM_ARTICLE[regulation]))
    text = f"{row.track.label}现为“{_label(row.state)}”，可以{row.act.label}。"
    return Reason(text, law.cite(regulation, row.article[regulation]))


def _elsewhere(row: Transition) -> str:
    return f"“{row.act.label}”不能在本系统操作：{ELSEWHERE}。"


def _refusal(track: Track, state: State | None, act: Act) -> NotLawful:
    sources = [row for row in TABLE if row.track is track and row.act is act]
    if not sources:
        return NotLawful("RUL-101", f"{track.label}程序中没有“{act.label}”这一步。")
    needed = "、".join(f"“{_label(row.state)}”" for row in sources)
    return NotLawful(
        "RUL-102", f"{track.label}现为“{_label(state)}”，不能{act.label}；只有{needed}时才可以{act.label}。"
    )


def _first(track: Track, act: Act) -> Transition | None:
    return next((row for row in TABLE if row.track is track and row.act is act), None)


def _label(state: State | None) -> str:
    return state.label if state is not None else "尚未登记"
