"""How often each officer has looked at identities, and whether that is worth asking about.

A count accuses nobody: a week of serving letters has more looks than a week of checking. What is marked is
for the auditor to ask about (请核对).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import fmean

from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.docket.trail import start_of, written_between
from xiaobao.docket.trail_words import LOOKS, TURNED_AWAY

WEEK, MONTH = 7, 30
"""Days of the two longer counts, today included."""
FAR = 3
"""So many times the own usual is far above it (本局要求)."""
_OTHERS = ("identity.looked_up", "identity.asked", "identity.released", *TURNED_AWAY)


@dataclass
class OfficerLooks:
    """The looks of one officer by day; ``limit`` is how many a day the locality takes for usual."""

    officer: int
    name: str
    today_is: date
    limit: int
    days: Counter[date] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)

    @property
    def today(self) -> int:
        """Looks today."""
        return self.days[self.today_is]

    @property
    def week(self) -> int:
        """Looks of the last seven days."""
        return self._since(WEEK)

    @property
    def month(self) -> int:
        """Looks of the last thirty days."""
        return self._since(MONTH)

    @property
    def usual(self) -> float | None:
        """Looks on a usual day: the mean over the earlier days with any; None where there is none."""
        earlier = [count for day, count in self.days.items() if day < self.today_is and count]
        return round(fmean(earlier), 1) if earlier else None

    @property
    def above_limit(self) -> list[tuple[date, int]]:
        """The days with more looks than the locality takes for usual, newest first."""
        return sorted(((day, count) for day, count in self.days.items() if count > self.limit), reverse=True)

    @property
    def above_usual(self) -> bool:
        """Whether today is far above the officer's own usual; two or three looks never are."""
        return self.usual is not None and self.today > max(FAR * self.usual, FAR)

    @property
    def marked(self) -> bool:
        """Whether the auditor is asked to look."""
        return bool(self.above_limit) or self.above_usual

    @property
    def looked_up(self) -> int:
        """Look-ups by telephone."""
        return self.others["identity.looked_up"]

    @property
    def asked(self) -> int:
        """Requests for the release of an insider."""
        return self.others["identity.asked"]

    @property
    def released(self) -> int:
        """Requests of others answered with a release."""
        return self.others["identity.released"]

    @property
    def refused(self) -> int:
        """Attempts that were refused."""
        return sum(self.others[act] for act in TURNED_AWAY)

    def _since(self, days: int) -> int:
        first = self.today_is - timedelta(days=days - 1)
        return sum(count for day, count in self.days.items() if first <= day <= self.today_is)


def look_counts(today: date, limit: int) -> list[OfficerLooks]:
    """Return who has looked in the last thirty days: those to ask about first, then the busiest."""
    found: dict[int, OfficerLooks] = {}
    for officer, name, act, at in _rows(today):
        if officer is None:
            continue
        one = found.setdefault(officer, OfficerLooks(officer, name, today, limit))
        if act in LOOKS:
            one.days[at.astimezone(SHANGHAI).date()] += 1
        else:
            one.others[act] += 1
    return sorted(found.values(), key=lambda one: (not one.marked, -one.today, -one.month, one.officer))


def _rows(today: date) -> Iterable[tuple[int | None, str, str, datetime]]:
    looks = written_between(start_of(today - timedelta(days=MONTH - 1)), None)
    looks = looks.filter(act__in=(*LOOKS, *_OTHERS)).order_by("id")
    return looks.values_list("actor_id", "actor_name", "act", "at")
