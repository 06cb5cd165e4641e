"""The flowchart of a track (流程图), read from the table of lawful steps and the clocks: nothing is typed.

A state is a box with the clocks that begin in it and what may be done meanwhile; a step is a box with its
article and the time the law gives for it. A change in ``rules/steps`` or content/law changes the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiaobao.law import ClockProvision, Lawbook
from xiaobao.law.citation import parse
from xiaobao.rules.act_events import events_of
from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.handbook.entry import Citation
from xiaobao.rules.steps import ORDER_121, TABLE
from xiaobao.rules.transition import Transition
from xiaobao.rules.workflow import FINAL

START = "start"


@dataclass(frozen=True, slots=True)
class ClockMark:
    """A clock as it is marked in a box: its id, its name and its length in words (7个工作日)."""

    id: str
    name: str
    length: str


@dataclass(frozen=True, slots=True)
class StateBox:
    """A state. ``clocks`` begin when it is reached; ``meanwhile`` may be done without leaving it."""

    id: str
    state: State
    clocks: tuple[ClockMark, ...]
    meanwhile: tuple[Act, ...]
    final: bool


@dataclass(frozen=True, slots=True)
class StepBox:
    """A step that changes the state: its article in short and in full, and the clocks it must come before.

    ``elsewhere``: it is taken on the national platform only.
    """

    id: str
    act: Act
    cite: Citation
    article: str
    citation: str
    clocks: tuple[ClockMark, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From box to box; ``back`` leads to a state that comes before, ``elsewhere`` on the platform only."""

    tail: str
    head: str
    back: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Flowchart:
    """One chart. ``always`` may be done in more than half of the states and is told once."""

    track: Track
    regulation: str
    states: tuple[StateBox, ...]
    steps: tuple[StepBox, ...]
    arrows: tuple[Arrow, ...]
    always: tuple[Act, ...]


def flowchart(
    track: Track, lawbook: Lawbook, *, regulation: str = ORDER_121, table: Sequence[Transition] = TABLE
) -> Flowchart:
    """Read the chart of a track under a regulation from a table of steps.

    Raises UnknownRegulation or UnknownArticle when the table names an article the lawbook does not hold.
    """
    rows = [row for row in table if row.track is track]
    moves = [row for row in rows if row.state is not row.to]
    order = _order(moves)
    always = _always(rows, order)
    return Flowchart(
        track=track,
        regulation=regulation,
        states=tuple(_state(one, rows, moves, always, lawbook, regulation) for one in order),
        steps=tuple(_steps(moves, lawbook, regulation)),
        arrows=tuple(dict.fromkeys(_arrows(moves, order))),
        always=always,
    )


def step_id(row: Transition) -> str:
    """Return the name of the box of a step: the same act to the same state is one box."""
    return f"{row.act.value}-{row.to.value}"


def _order(moves: Iterable[Transition]) -> tuple[State, ...]:
    """List the states in the order the table first comes to them."""
    seen = (state for row in moves for state in (row.state, row.to) if state is not None)
    return tuple(dict.fromkeys(seen))


def _always(rows: Sequence[Transition], order: Sequence[State]) -> tuple[Act, ...]:
    staying: dict[Act, set[State]] = {}
    for row in rows:
        if row.state is row.to:
            staying.setdefault(row.act, set()).add(row.to)
    return tuple(act for act, states in staying.items() if 2 * len(states) > len(order))


def _state(
    state: State, rows: Iterable[Transition], moves: Sequence[Transition], always: tuple[Act, ...],
    lawbook: Lawbook, regulation: str,
) -> StateBox:  # fmt: skip
    staying = (row.act for row in rows if row.state is state is row.to)
    return StateBox(
        id=state.value,
        state=state,
        clocks=_beginning(state, moves, lawbook, regulation),
        meanwhile=tuple(dict.fromkeys(act for act in staying if act not in always)),
        final=state in FINAL,
    )


def _beginning(
    state: State, moves: Sequence[Transition], lawbook: Lawbook, regulation: str
) -> tuple[ClockMark, ...]:
    """Return the clocks that reaching the state starts, under this regulation or that of penalties."""
    told = {event for row in moves if row.to is state for event in events_of(row.track, row.act)}
    return tuple(_mark(row) for row in _clocks(lawbook, regulation) if row.start.event in told)


def _clocks(lawbook: Lawbook, regulation: str) -> Iterator[ClockProvision]:
    day = lawbook.regulation(regulation).in_force.from_
    sources = (regulation, lawbook.in_force(day, "penalty").id) if day else (regulation,)
    return (row for row in lawbook.clocks() if row.regulation in sources)


def _mark(row: ClockProvision) -> ClockMark:
    return ClockMark(row.id, row.name, row.measure)


def _steps(moves: Sequence[Transition], lawbook: Lawbook, regulation: str) -> Iterator[StepBox]:
    by_box: dict[str, list[Transition]] = {}
    for row in moves:
        by_box.setdefault(step_id(row), []).append(row)
    for box, rows in by_box.items():
        yield _step(box, rows, moves, lawbook, regulation)


def _step(
    box: str, rows: list[Transition], moves: Sequence[Transition], lawbook: Lawbook, regulation: str
) -> StepBox:
    first = rows[0]
    other, _, article = first.article[regulation].rpartition(":")
    cite = Citation(other or regulation, article)
    return StepBox(
        id=box,
        act=first.act,
        cite=cite,
        article=str(parse(article)),
        citation=lawbook.cite(cite.regulation, article),
        clocks=_answered(first, moves, lawbook, regulation),
        elsewhere=not any(row.on_desk for row in rows),
    )


def _answered(
    row: Transition, moves: Sequence[Transition], lawbook: Lawbook, regulation: str
) -> tuple[ClockMark, ...]:
    """Return the clocks begun in the state the step leaves that it stops: it must come before they end."""
    stopping = set(events_of(row.track, row.act))
    if row.state is None:
        return ()
    begun = {mark.id for mark in _beginning(row.state, moves, lawbook, regulation)}
    found = (one for one in _clocks(lawbook, regulation) if one.id in begun)
    return tuple(_mark(one) for one in found if stopping & {stop.event for stop in one.stops})


def _arrows(moves: Iterable[Transition], order: Sequence[State]) -> Iterator[Arrow]:
    place: Mapping[State, int] = {state: at for at, state in enumerate(order)}
    for row in moves:
        tail = row.state.value if row.state else START
        yield Arrow(tail, step_id(row), elsewhere=not row.on_desk)
        back = row.state is not None and place[row.to] < place[row.state]
        yield Arrow(step_id(row), row.to.value, back)
