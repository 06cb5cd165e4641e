"""How a matter is to be handled, as its page says it: class, posts, house limits, steps, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xiaobao.docket.classes import classed
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.clocks_page import set_aside
from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.sign_off import unsigned
from xiaobao.rules.errors import ClockError
from xiaobao.rules.handlers import Cell, MatterClass, cell_of
from xiaobao.rules.house_limits import LimitDay, limit_day
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

WAITS, EXTENDED, DONE, DONE_LATE, PASSED, RUNS = (
    "尚未起算", "期限已依法延长，不再按本局时限计", "已按时完成", "超过本局时限完成", "超过本局时限", "计时中"
)  # fmt: skip
PHRASES = (WAITS, EXTENDED, DONE, DONE_LATE, PASSED, RUNS)
"""How a house limit stands, said through the catalogue."""


@dataclass(frozen=True, slots=True)
class HouseLine:
    """One house limit on one matter; ``last`` is None where it does not count; ``stands``: in words."""

    name: str
    within: int
    last: date | None
    firm: bool
    stands: str

    @property
    def late(self) -> bool:
        """Whether the last day is over and the step is not done."""
        return self.stands == PASSED


@dataclass(frozen=True, slots=True)
class SignLine:
    """An act that wants a signature, and the names of the posts that may give it."""

    act: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class HandlingPart:
    """How the matter is to be handled by the bureau's own order; ``unsigned`` says of acts why not."""

    matter_class: MatterClass
    reason: str
    own_cell: bool
    posts: tuple[str, ...]
    limits: tuple[HouseLine, ...]
    steps: tuple[str, ...]
    signs: tuple[SignLine, ...]
    unsigned: dict[Act, str]
    can_be_named: tuple[MatterClass, ...]

    @property
    def late(self) -> HouseLine | None:
        """The first house limit that has passed while its step is not done."""
        return next((line for line in self.limits if line.late), None)


def handling_part(
    matter: Matter,
    complainants: int,
    clocks: Sequence[Clock],
    officer: Authority,
    rulebook: Rulebook,
    today: date,
) -> HandlingPart:
    """Return it; the matter comes with ``classes.RELATED``, the clocks are all of its own."""
    found = classed(matter, complainants, rulebook)
    cell = cell_of(found.matter_class.id, matter.office.code, rulebook.handlers)
    names = {post.code: post.name for post in rulebook.locality.posts}
    return HandlingPart(
        matter_class=found.matter_class,
        reason=found.reason.text,
        own_cell=bool(cell.office),
        posts=tuple(names.get(code, code) for code in cell.posts),
        limits=tuple(house_lines(cell, matter, clocks, rulebook, today)),
        steps=cell.steps,
        signs=tuple(
            SignLine(one.act.label, tuple(names.get(code, code) for code in one.posts))
            for one in cell.sign_off
        ),
        unsigned=unsigned(cell, found.matter_class, officer, rulebook.locality),
        can_be_named=tuple(one for one in rulebook.handlers.classes if one.by_person),
    )


def house_lines(
    cell: Cell, matter: Matter, clocks: Sequence[Clock], rulebook: Rulebook, today: date
) -> Iterator[HouseLine]:
    """Yield the house limits of the matter's own track."""
    own = {clock.clock: clock for clock in clocks}
    for limit in cell.limits:
        clock = own.get(limit.clock)
        if clock is None or set_aside(clock):
            if limit.clock.startswith(f"{Track(matter.kind).value}.") and matter.is_open:
                name = name_of(limit.clock, rulebook)
                yield HouseLine(name, limit.within, None, firm=False, stands=WAITS)
            continue
        name = name_of(limit.clock, rulebook)
        try:
            found = limit_day(limit, from_model(clock).ledger, rulebook.calendar, today)
        except ClockError:
            # What cannot be counted is said beside the clock itself.
            continue
        if found is None:
            yield HouseLine(name, limit.within, None, firm=False, stands=EXTENDED)
        else:
            yield HouseLine(name, limit.within, found.last, found.firm, _stands(clock, found, today))


def _stands(clock: Clock, found: LimitDay, today: date) -> str:
    if clock.state == "stopped":
        if found.stopped_on is None:
            return DONE
        return DONE_LATE if found.passed(today) else DONE
    return PASSED if found.passed(today) else RUNS
