"""The boards (看板): the officer's own, an office's, the bureau's. Pure reading, within ``queries.visible``.

Every number comes with the list that holds as many rows. An insider's report counts only for who may know of
it. Matters are counted with the office that has them now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xiaobao.docket import board_counts as counts
from xiaobao.docket.board_figures import (
    DaysFigure,
    Line,
    Listed,
    Load,
    Now,
    OrdersAsked,
    Owed,
    Person,
    RateFigure,
    Warned,
    among,
    days,
    now,
    rate,
)
from xiaobao.docket.board_period import Period, Span, period, year_before
from xiaobao.docket.board_scope import Scope, Tab, scope, within
from xiaobao.docket.due import last_day_soon
from xiaobao.docket.endings import Ended, Measure
from xiaobao.docket.filters import NOBODY, Filter
from xiaobao.docket.gain import gains
from xiaobao.docket.handed_over import BEFORE
from xiaobao.docket.house_board import past_limits
from xiaobao.docket.key_enterprises import SEES as KEY_ENTERPRISES
from xiaobao.docket.key_list_page import count_owed
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.own_board import OwnBoard, own_board
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OrderState
from xiaobao.rules.scorecard import Gain
from xiaobao.rules.workflow import Track
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

RATES = (Measure.ACCEPTANCE, Measure.CHECK, Measure.CLOSING)
"""Of what a board shows how much was on time."""
TIMES = (Measure.ACCEPTANCE, Measure.CHECK, Measure.MEDIATION, Measure.CASE, Measure.CLOSING)
"""Of what a board shows how long it took."""
PHRASES = tuple(one.label for words in (Tab, Span, Measure, Ended, Grade, OrderState) for one in words)
"""Words of a board that are said through the catalogue."""


@dataclass(frozen=True)
class Looked:
    """What is looked back on: what came in, the rates, the days, and what was warned of."""

    received: Listed
    by_kind: tuple[tuple[Track, Listed], ...]
    rates: tuple[RateFigure, ...]
    times: tuple[DaysFigure, ...]
    warned: tuple[Warned, ...]


@dataclass(frozen=True)
class OfficeLine:
    """One office on the board of the bureau; ``took`` is how long closing took."""

    code: str
    name: str
    now: Now
    acceptance: RateFigure
    closing: RateFigure
    took: DaysFigure
    warned: tuple[Warned, ...]


@dataclass(frozen=True)
class PersonLine:
    """The load of one person; an empty name is nobody. ``rest`` is what is not due soon."""

    name: str
    now: Now
    rest: int


@dataclass(frozen=True)
class OfficeBoard:
    """One office: how it stands, who carries how much, and what was done.

    ``past`` is how many matters are past a limit of the bureau's own.
    """

    now: Now
    past: int
    people: tuple[PersonLine, ...]
    looked: Looked

    @property
    def heaviest(self) -> int:
        """The largest number of open matters somebody has."""
        return max((line.now.open.count for line in self.people), default=0)


@dataclass(frozen=True)
class GainFigure:
    """What settling first has gained, beside the same days of the year before; ``settled`` opens its list."""

    settled: Listed
    now: Gain
    before: Gain
    since_before: date
    until_before: date


@dataclass(frozen=True)
class BureauBoard:
    """All offices together, and one by one; and what settling first has gained."""

    now: Now
    looked: Looked
    offices: tuple[OfficeLine, ...]
    gain: GainFigure


@dataclass(frozen=True)
class BoardPage:
    """One board with what can be chosen around it; exactly one of the three boards is there.

    ``regulars`` are those with key enterprises that are late or to follow up; 0 where they are not one's own.
    """

    scope: Scope
    period: Period
    soon_days: int
    regulars: int = 0
    own: OwnBoard | None = None
    office: OfficeBoard | None = None
    bureau: BureauBoard | None = None
    spans: tuple[Span, ...] = tuple(Span)


def board_page(
    officer: Authority, *, today: date, rulebook: Rulebook, tab: str = "", office: str = "", span: str = ""
) -> BoardPage:
    """Return the board asked for, else the widest the officer has; raises NotAllowed and NotFound."""
    here = scope(officer, today, tab=tab, office=office)
    soon_days, ours = rulebook.locality.settings.due_soon_working_days, here.tab is not Tab.OFFICE
    owed = count_owed(today) if ours and officer.may(KEY_ENTERPRISES) else 0
    frame = BoardPage(here, period(span, today), soon_days, owed)
    soon = last_day_soon(today, rulebook)
    if here.tab is Tab.MINE:
        return replace(frame, own=own_board(officer, today=today, soon=soon, rulebook=rulebook))
    reading = _Reading(officer, frame.period, rulebook, today, soon, here.office)
    if here.office is not None:
        return replace(frame, office=reading.office_board(here.office))
    return replace(frame, bureau=reading.bureau_board(rulebook))


class _Reading:
    """What one board is made from: everything is counted once by office, then added up."""

    def __init__(
        self,
        officer: Authority,
        when: Period,
        rulebook: Rulebook,
        today: date,
        soon: date,
        office: Office | None,
    ) -> None:
        self.matters = visible(officer) if office is None else visible(officer).filter(office=office)
        self.when, self.rulebook, self.today, self.soon = when, rulebook, today, soon
        since, until = when.since, when.until
        self.offices = within(officer) if office is None else (office,)
        self.loads = counts.open_by_office(self.matters, today=today, soon=soon)
        # An order stays with the office it was given to, wherever the matter has gone since.
        self.owed = counts.orders_by_office(orders_within(officer), today)
        self.lines = counts.ended_lines(self.matters, since, until)
        self.warned = counts.warned_by_office(self.matters, since, until)
        self.received = counts.received_by_kind(self.matters, since, until)

    def office_board(self, office: Office) -> OfficeBoard:
        people = counts.open_by_person(self.matters, today=self.today, soon=self.soon)
        return OfficeBoard(
            now=self._now((office,), office.code),
            past=len({one.matter_id for one in past_limits(self.matters, self.rulebook, self.today)}),
            people=tuple(_person(office.code, person, load) for person, load in people.items()),
            looked=self._looked((office,), office.code),
        )

    def bureau_board(self, rulebook: Rulebook) -> BureauBoard:
        lines = tuple(self._line(office) for office in self.offices)
        looked = self._looked(self.offices)
        return BureauBoard(self._now(self.offices), looked, lines, self._gain(rulebook))

    def _gain(self, rulebook: Rulebook) -> GainFigure:
        first, last = year_before(self.when.since), year_before(self.when.until)
        kind = Track.COMPLAINT.value
        earlier = counts.received_by_kind(self.matters, first, last).get(kind, 0)
        spans = ((self.when.since, self.when.until, self.received.get(kind, 0)), (first, last, earlier))
        now_, before = gains(spans, None, rulebook)
        listed = Listed(now_.settled, self._asked("", settling=BEFORE))
        return GainFigure(listed, now_, before, first, last)

    def _line(self, office: Office) -> OfficeLine:
        own = [line for line in self.lines if line.office == office.pk]
        return OfficeLine(
            code=office.code,
            name=office.name,
            now=self._now((office,), office.code),
            acceptance=self._rate(Measure.ACCEPTANCE, own, office.code),
            closing=self._rate(Measure.CLOSING, own, office.code),
            took=self._time(Measure.CLOSING, own, office.code),
            warned=self._warned((office,), office.code),
        )

    def _now(self, offices: Sequence[Office], code: str = "") -> Now:
        load = sum((self.loads.get(office.pk, Load()) for office in offices), Load())
        owed = sum((self.owed.get(office.pk, Owed()) for office in offices), Owed())
        return now(load, Filter(office=code), owed, OrdersAsked(office=code))

    def _looked(self, offices: Sequence[Office], code: str = "") -> Looked:
        kinds = [(track, self._received(code, track)) for track in Track]
        whole = Listed(sum(listed.count for _, listed in kinds), self._asked(code))
        return Looked(
            received=whole,
            by_kind=tuple(kinds),
            rates=tuple(self._rate(measure, self.lines, code) for measure in RATES),
            times=tuple(self._time(measure, self.lines, code) for measure in TIMES),
            warned=self._warned(offices, code),
        )

    def _received(self, code: str, track: Track) -> Listed:
        return Listed(self.received.get(track.value, 0), self._asked(code, kind=track.value))

    def _warned(self, offices: Sequence[Office], code: str) -> tuple[Warned, ...]:
        return tuple(Warned(grade, self._warnings(grade, offices, code)) for grade in Grade)

    def _warnings(self, grade: Grade, offices: Sequence[Office], code: str) -> Listed:
        count = sum(self.warned.get((office.pk, grade.value), 0) for office in offices)
        return Listed(count, self._asked(code, alert=grade.value))

    def _rate(self, measure: Measure, lines: Iterable[Line], code: str) -> RateFigure:
        found = rate(among(lines, measure))

        def listed(how: Ended, count: int) -> Listed:
            return Listed(count, self._asked(code, clock=measure.value, ended=how.value))

        return RateFigure(
            measure=measure,
            rate=found,
            judged=listed(Ended.JUDGED, found.judged),
            on_time=listed(Ended.ON_TIME, found.on_time),
            late=listed(Ended.LATE, found.late),
            provisional=listed(Ended.PROVISIONAL, found.provisional),
            undated=listed(Ended.UNDATED, found.undated),
        )

    def _time(self, measure: Measure, lines: Iterable[Line], code: str) -> DaysFigure:
        took = days(among(lines, measure))
        where = self._asked(code, clock=measure.value, ended=Ended.DATED.value)
        return DaysFigure(measure, took, Listed(took.count, where))

    def _asked(self, code: str, **asked: str) -> Filter:
        since, until = self.when.since.isoformat(), self.when.until.isoformat()
        return Filter(office=code, open="all", since=since, until=until, **asked)


def _person(code: str, person: Person, load: Load) -> PersonLine:
    asked = Filter(office=code, handler=person.username or NOBODY)
    return PersonLine(person.name, now(load, asked), load.open - load.overdue - load.today - load.soon)
