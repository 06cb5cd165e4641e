"""The states of a complaint and of a report, as a table one can print and ask.

Two tracks, because 令121 第九条 (令20 第七条) has the complaint half and the report half of one
letter handled separately, each by its own procedure::

    complaint  (none) → received → accepted ⇄ suspended → settled | terminated → closed
                                 → declined ──────────────────────────────────→ closed
                                 → returned | withdrawn | redirected
                         received ⇄ settling → reconciled | withdrawn
    report     (none) → received → filed ⇄ halted → decided | abandoned ──────→ closed
                                 → not_filed ─────────────────────────────────→ closed
                                 → referred | repeated | merged | returned | redirected

The rows stand in ``rules/steps.py``, the words in ``rules/acts.py``; here they are looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from xiaobao.rules.acts import Act, Labelled, State, Track
from xiaobao.rules.decision import Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121, TABLE, Channel, Transition

if TYPE_CHECKING:
    from xiaobao.law import Lawbook

__all__ = [
    "ELSEWHERE",
    "FINAL",
    "ORDER_20",
    "ORDER_121",
    "PLATFORM_ARTICLE",
    "TABLE",
    "TARGETS",
    "Act",
    "Channel",
    "Labelled",
    "NotLawful",
    "State",
    "Track",
    "Transition",
    "basis",
    "explain",
    "find",
    "knows",
    "lawful",
    "next_state",
    "states",
]

# 令121 第四十条 / 令20 第三十六条: one data standard and one platform for the whole country.
PLATFORM_ARTICLE: Mapping[str, str] = MappingProxyType({ORDER_121: "40", ORDER_20: "36"})
ELSEWHERE = "此步骤在全国12315平台办理，结果随导出文件记入"


class NotLawful(Exception):
    """The step is not one the law allows here; ``sentence`` says so in Chinese, with the present state."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code (RUL-1xx) and the sentence apart."""
        super().__init__(f"{code} {sentence}")
        self.code = code
        self.sentence = self.message = sentence


_STATES: Mapping[Track, tuple[State, ...]] = MappingProxyType(
    {track: tuple(dict.fromkeys(row.to for row in TABLE if row.track is track)) for track in Track}
)
# Where an act of an export leads whatever the state before it; what leaves the state alone leads nowhere.
TARGETS: Mapping[Act, State] = MappingProxyType(
    {row.act: row.to for row in TABLE if row.state is not row.to and "export" in row.channel}
)
# Nothing more is owed in these; ``is_open`` of a matter is false.
FINAL: frozenset[State] = frozenset(
    {
        State.CLOSED,
        State.RETURNED,
        State.WITHDRAWN,
        State.REDIRECTED,
        State.REFERRED,
        State.REPEATED,
        State.MERGED,
        State.RECONCILED,
    }
)

_INDEX: Mapping[tuple[Track, State | None, Act], Transition] = MappingProxyType(
    {(row.track, row.state, row.act): row for row in TABLE}
)


def basis(row: Transition, regulation: str, law: Lawbook) -> str:
    """Return the citation of the article a step stands on, under the regulation of the matter."""
    other, _, article = row.article[regulation].rpartition(":")
    return law.cite(other or regulation, article)


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


def knows(track: str, act: str) -> bool:
    """Whether the procedure of a track has such an act in any state."""
    return _first(Track(track), Act(act)) is not None


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
        first = _first(Track(track), Act(act))
        return Reason(refusal.sentence, basis(first, regulation, law) if first else "")
    if not row.on_desk:
        return Reason(_elsewhere(row), law.cite(regulation, PLATFORM_ARTICLE[regulation]))
    text = f"{row.track.label}现为“{_label(row.state)}”，可以{row.act.label}。"
    return Reason(text, basis(row, regulation, law))


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
