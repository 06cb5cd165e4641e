"""The scorecard of whoever settles first (网点考核): from what happened to shares, slips and suggestions.

The bureau's own order, no article asks for it: thresholds are ``tiers.partners`` and ``tiers.settle_first``
of the locality. A card proposes with reasons; whoever answers for the register decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Reason
from xiaobao.rules.tiers import PartnerThresholds

REPEATED = 3
"""So often the same problem is complained of in one period before it counts as repeated."""
SHOWN = 3
"""So many of the repeated problems are named."""
NOTHING = Decimal(0)
"""Yuan."""
_TINY = 1e-9
_HOUR = timedelta(hours=1)
SETTLED, EXPIRED, WITHDRAWN = "settled", "expired", "withdrawn"
RETURNED = ("expired", "refused", "consumer", "officer")
"""How a complaint comes back to the bureau; one that was withdrawn does neither."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One complaint handed to a partner, with what counts of it; an empty ``ending``: it goes on.

    ``settled`` and ``amount`` in yuan; ``rating`` from 1 to 5; ``problem`` is the path of what it is about.
    """

    at: datetime
    due_on: date
    contact_at: datetime | None = None
    ending: str = ""
    ended_on: date | None = None
    rating: int | None = None
    amount: Decimal | None = None
    settled: Decimal | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; there is no rate of nothing."""

    part: int = 0
    whole: int = 0

    @property
    def rate(self) -> float | None:
        """The part as a number from 0 to 1."""
        return self.part / self.whole if self.whole else None

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one partner, or of several together, over one period.

    ``exported`` of the ``volume`` are known by the national platform's export only: their end is known, not
    first contact, last day or who brought the end about. ``hours`` are those to the first contact. Money in
    yuan.
    """

    volume: int = 0
    exported: int = 0
    settlement: Share = Share()
    on_time: Share = Share()
    contact: Share = Share()
    returned: int = 0
    rated: int = 0
    ratings: int = 0
    in_dispute: Decimal = NOTHING
    agreed: Decimal = NOTHING
    hours: tuple[float, ...] = ()
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def returns(self) -> Share:
        """How many of those that ended here came back to the bureau."""
        return Share(self.returned, self.on_time.whole)

    @property
    def median_hours(self) -> float | None:
        """Hours to the first contact: half were quicker."""
        return median(self.hours) if self.hours else None

    @property
    def satisfaction(self) -> float | None:
        """The mean of what consumers gave, from 1 to 5."""
        return self.ratings / self.rated if self.rated else None

    @property
    def repeated(self) -> tuple[tuple[str, int], ...]:
        """The problems complained of again and again, the most frequent first, at most three."""
        often = [(problem, count) for problem, count in self.problems.items() if count >= REPEATED]
        return tuple(sorted(often, key=lambda one: (-one[1], one[0]))[:SHOWN])

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            volume=self.volume + other.volume,
            exported=self.exported + other.exported,
            settlement=self.settlement + other.settlement,
            on_time=self.on_time + other.on_time,
            contact=self.contact + other.contact,
            returned=self.returned + other.returned,
            rated=self.rated + other.rated,
            ratings=self.ratings + other.ratings,
            in_dispute=self.in_dispute + other.in_dispute,
            agreed=self.agreed + other.agreed,
            hours=self.hours + other.hours,
            problems=Counter(self.problems) + Counter(other.problems),
        )


def count(handed: Iterable[Handed], *, contact_hours: int) -> Counts:
    """Return the counts of complaints handed over here.

    The settlement rate is of the ended ones, without those that were withdrawn. On time is what ended, in
    whatever way, on or before its last day; what merely ran out is not. First contact is judged of what was
    contacted or has ended.
    """
    rows = tuple(handed)
    judged = [row for row in rows if row.ending not in ("", WITHDRAWN)]
    hours = tuple((row.contact_at - row.at) / _HOUR for row in rows if row.contact_at)
    uncontacted = sum(row.contact_at is None for row in judged)
    ratings = [row.rating for row in rows if row.rating is not None]
    settled = [row for row in judged if row.ending == SETTLED]
    return Counts(
        volume=len(rows),
        settlement=Share(len(settled), len(judged)),
        on_time=Share(sum(map(_in_time, judged)), len(judged)),
        contact=Share(sum(took <= contact_hours for took in hours), len(hours) + uncontacted),
        returned=sum(row.ending in RETURNED for row in judged),
        rated=len(ratings),
        ratings=sum(ratings),
        in_dispute=sum((row.amount for row in rows if row.amount), NOTHING),
        agreed=sum((row.settled for row in settled if row.settled), NOTHING),
        hours=hours,
        problems=Counter(row.problem for row in rows if row.problem),
    )


def _in_time(row: Handed) -> bool:
    return row.ending != EXPIRED and row.ended_on is not None and row.ended_on <= row.due_on


class Figure(Labelled):
    """A share of a card that can slip."""

    SETTLEMENT = "settlement", "和解率"
    ON_TIME = "on_time", "按期率"
    CONTACT = "contact", "首次联系及时率"


@dataclass(frozen=True, slots=True)
class Slip:
    """A share that fell against the period before, both from 0 to 1."""

    figure: Figure
    before: float
    now: float


class Suggests(Labelled):
    """What a card proposes."""

    ADD = "add", "建议增设"
    DROP = "drop", "建议退出"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed to whoever answers for the register, and why."""

    suggests: Suggests
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The figures of a period beside those of the one before, and what they say."""

    now: Counts
    before: Counts
    slips: tuple[Slip, ...] = ()
    suggestion: Suggestion | None = None


def card(now: Counts, before: Counts, thresholds: PartnerThresholds) -> Card:
    """Return the card of one partner."""
    return Card(now, before, tuple(_slips(now, before, thresholds)), drop(now, thresholds))


def _slips(now: Counts, before: Counts, thresholds: PartnerThresholds) -> Iterator[Slip]:
    for figure in Figure:
        here: Share = getattr(now, figure.value)
        there: Share = getattr(before, figure.value)
        if min(here.whole, there.whole) < thresholds.least or here.rate is None or there.rate is None:
            continue
        if there.rate - here.rate >= thresholds.slips - _TINY:
            yield Slip(figure, there.rate, here.rate)


def drop(now: Counts, thresholds: PartnerThresholds) -> Suggestion | None:
    """Return the suggestion to drop who settles too little or too late; None where there is none."""
    asked = (
        (Figure.SETTLEMENT, now.settlement, thresholds.settled),
        (Figure.ON_TIME, now.on_time, thresholds.on_time),
    )
    reasons = tuple(
        Reason(
            f"{figure.label}{share.rate:.1%}（{share.part}/{share.whole}），"
            f"低于本局要求的{least:.0%}（评价起点{thresholds.least}件）。"
        )
        for figure, share, least in asked
        if share.whole >= thresholds.least and share.rate is not None and share.rate < least
    )
    return Suggestion(Suggests.DROP, reasons) if reasons else None


def add(volume: int, settlement: Share, thresholds: PartnerThresholds) -> Suggestion | None:
    """Return the suggestion to win an enterprise that is no partner yet; None where there is none."""
    rate = settlement.rate
    if volume < thresholds.matters or settlement.whole < thresholds.least or rate is None:
        return None
    if rate < thresholds.settled:
        return None
    said = (
        f"本期投诉{volume}件，达到{thresholds.matters}件；已有结果的{settlement.whole}件中{settlement.part}件和解"
        f"或者调解成功（{rate:.1%}），不低于{thresholds.settled:.0%}。"
    )
    return Suggestion(Suggests.ADD, (Reason(said),))


@dataclass(frozen=True, slots=True)
class Gain:
    """What the bureau gains from settling first: of ``complaints`` received, so many were ``settled`` before
    acceptance; ``minutes`` of an officer's work for each that was not needed."""

    settled: int
    complaints: int
    minutes: int

    @property
    def share(self) -> Share:
        """Of all complaints of the period."""
        return Share(self.settled, self.complaints)

    @property
    def hours(self) -> float:
        """An officer's hours saved."""
        return self.settled * timedelta(minutes=self.minutes) / _HOUR
