"""More matters, fewer hands (加减): what came in and was closed, by how many officers, and what was saved.

Counted within ``queries.visible``, with the office that has a matter now, beside the same days of the year
before. Closed is what the boards call so: its period of law ended on a known day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from xiaobao.docket.board_counts import received_by_kind
from xiaobao.docket.board_figures import Listed
from xiaobao.docket.board_scope import within
from xiaobao.docket.endings import SINGLE, Ended, Measure, dated, measured, parts
from xiaobao.docket.filters import Filter, received_between, standing
from xiaobao.docket.finding_reach import insist
from xiaobao.docket.gain import gains
from xiaobao.docket.handed_over import BEFORE
from xiaobao.docket.load_board_year import Span, Year
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.scorecard import Gain
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.models import Office, Post
from xiaobao.staff.permissions import Authority

ByMonth = Mapping[tuple[int, date], int]
"""How many, by office and first day of the month."""


@dataclass(frozen=True, slots=True)
class Burden:
    """Matters and hands of one month, one office, or all of it.

    ``officers`` are those who may be given matters on the last day; ``officer_months`` adds them up over the
    last days of the months. ``open`` is how many are open today, with ``officers_today``; None for a month.
    """

    name: str
    received: Listed
    closed: Listed
    open: Listed | None
    officers: int
    officers_today: int
    officer_months: int
    received_before: int
    closed_before: int

    @property
    def each(self) -> float | None:
        """Matters received for each officer and month; None where nobody held a post."""
        return self.received.count / self.officer_months if self.officer_months else None

    @property
    def closed_each(self) -> float | None:
        """Matters closed for each officer and month."""
        return self.closed.count / self.officer_months if self.officer_months else None

    @property
    def open_each(self) -> float | None:
        """Matters open today for each officer of today."""
        return self.open.count / self.officers_today if self.open and self.officers_today else None

    @property
    def growth(self) -> float | None:
        """What was received against the year before: 0.5 is half as many again; None of nothing."""
        before = self.received_before
        return self.received.count / before - 1 if before else None


@dataclass(frozen=True)
class LoadBoard:
    """All of it, month by month, office by office; ``settled`` opens the list of those settled first."""

    year: Year
    whole: Burden
    months: tuple[Burden, ...]
    offices: tuple[Burden, ...]
    settled: Listed
    gain: Gain
    gain_before: Gain

    @property
    def most(self) -> int:
        """The most a month has received."""
        return max((one.received.count for one in self.months), default=0)


def load_board(officer: Authority, year: Year, *, rulebook: Rulebook, today: date) -> LoadBoard:
    """Return the board of the offices within reach; raises NotAllowed."""
    insist(officer)
    reading = _Reading(officer, year, rulebook, today)
    now_, before = reading.gains()
    return LoadBoard(
        year=year,
        whole=reading.burden("", year.months, None),
        months=tuple(reading.burden(f"{one.since:%Y-%m}", (one,), None) for one in year.months),
        offices=tuple(reading.burden(one.name, year.months, one) for one in reading.busy()),
        settled=Listed(now_.settled, reading.asked(year.whole, None, settling=BEFORE)),
        gain=now_,
        gain_before=before,
    )


class _Reading:
    """What the board is made from, counted once by office and month, then added up."""

    def __init__(self, officer: Authority, year: Year, rulebook: Rulebook, today: date) -> None:
        self.officer, self.year, self.rulebook, self.today = officer, year, rulebook, today
        self.matters, self.offices = visible(officer), within(officer)
        then, now_ = year.whole.before, year.whole
        self.received = _received(self.matters, now_) + _received(self.matters, then)
        self.closed = _closed(self.matters, now_) + _closed(self.matters, then)
        self.open = _open(self.matters)
        self.held = _posts(rulebook, {one.pk for one in self.offices})

    def busy(self) -> list[Office]:
        """Return the offices that have matters or somebody who may be given some."""
        has = {office for office, _ in (*self.received, *self.closed)} | set(self.open)
        return [one for one in self.offices if one.pk in has or self._hands(self.year.whole.until, one)]

    def burden(self, name: str, months: tuple[Span, ...], office: Office | None) -> Burden:
        span = Span(months[0].since, months[-1].until)
        then = [one.before for one in months]
        closing = {"clock": Measure.CLOSING.value, "ended": Ended.DATED.value}
        return Burden(
            name=name,
            received=Listed(_sum(self.received, months, office), self.asked(span, office)),
            closed=Listed(_sum(self.closed, months, office), self.asked(span, office, **closing)),
            open=None if months != self.year.months else self._open_of(office),
            officers=self._hands(span.until, office),
            officers_today=self._hands(self.today, office),
            officer_months=sum(self._hands(one.until, office) for one in months),
            received_before=_sum(self.received, then, office),
            closed_before=_sum(self.closed, then, office),
        )

    def asked(self, span: Span, office: Office | None, **more: str) -> Filter:
        return Filter(
            office=office.code if office else "", open="all", since=span.since.isoformat(),
            until=span.until.isoformat(), **more,
        )  # fmt: skip

    def gains(self) -> list[Gain]:
        spans = (self.year.whole, self.year.whole.before)
        found = [received_by_kind(self.matters, one.since, one.until) for one in spans]
        counted = [one.get(Track.COMPLAINT.value, 0) for one in found]
        asked = [(one.since, one.until, count) for one, count in zip(spans, counted, strict=True)]
        return gains(asked, self.officer.offices, self.rulebook)

    def _open_of(self, office: Office | None) -> Listed:
        count = self.open[office.pk] if office else self.open.total()
        return Listed(count, Filter(office=office.code if office else ""))

    def _hands(self, day: date, office: Office | None) -> int:
        """Count who may be given matters on a day: one person once, in however many posts."""
        return len(
            {
                one.user_id
                for one in self.held
                if one.since <= day and (one.until is None or one.until > day)
                if office is None or one.office_id == office.pk
            }
        )


def _received(matters: QuerySet[Matter], span: Span) -> Counter[tuple[int, date]]:
    found = matters.filter(received_between(span.since, span.until)).order_by()
    rows = found.annotate(month=TruncMonth("received_on")).values_list("office_id", "month")
    return Counter({(office, month): count for office, month, count in rows.annotate(n=Count("pk"))})


def _closed(matters: QuerySet[Matter], span: Span) -> Counter[tuple[int, date]]:
    # As the boards count it (``endings.measured``), so that the list behind a number holds as many rows.
    found = matters.filter(dated(span.since, span.until)).order_by()
    kept = found.annotate(measure=measured(), month=TruncMonth("clocks__stopped_on"))
    rows = kept.values_list("office_id", "month", "measure").annotate(n=Count("*"))
    closing = {SINGLE.index(one) for one in parts(Measure.CLOSING)}
    counts: Counter[tuple[int, date]] = Counter()
    for office, month, measure, count in rows:
        counts[office, month] += count if measure in closing else 0
    return counts


def _open(matters: QuerySet[Matter]) -> Counter[int]:
    rows = standing(matters, is_open=True).order_by().values_list("office_id").annotate(n=Count("pk"))
    return Counter(dict(rows))


def _posts(rulebook: Rulebook, offices: set[int]) -> list[Post]:
    """Return all posts ever held that may accept a complaint, but none that was left without an end."""
    codes = [entry.code for entry in rulebook.locality.posts if Act.ACCEPT.value in entry.acts]
    held = Post.objects.filter(code__in=codes, office__in=offices)
    return list(held.filter(Q(user__is_active=True) | Q(until__isnull=False)))


def _sum(counts: ByMonth, months: Iterable[Span], office: Office | None) -> int:
    wanted = {one.since for one in months}
    return sum(
        count
        for (where, month), count in counts.items()
        if month in wanted and (office is None or where == office.pk)
    )
