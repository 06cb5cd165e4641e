"""The weights by which hot issues are put in order: those of the bureau, or others somebody tries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xiaobao.docket.finding_words import Criterion

MOST = 10
"""The heaviest weight that can be asked for; the lightest is 0."""


@dataclass(frozen=True)
class Weights:
    """Whole numbers from 0 to 10 by criterion; empty for the weights of the bureau.

    Only their proportion counts. All at 0 says nothing and is taken as the bureau's.
    """

    given: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Weights:
        """Read them from a query string's mapping; what cannot be read is left out."""
        read = {one.value: _number(query.get(one.value, "")) for one in Criterion}
        given = {name: number for name, number in read.items() if number is not None}
        return cls(given if any(given.values()) else {})

    @property
    def asked(self) -> Mapping[str, float] | None:
        """What the ranking is told; None for the weights of the bureau."""
        return {name: float(number) for name, number in self.given.items()} or None

    @property
    def rows(self) -> tuple[tuple[str, str, int | None], ...]:
        """Each criterion with its name and the weight asked for."""
        return tuple((one.value, one.label, self.given.get(one.value)) for one in Criterion)


def _number(text: str) -> int | None:
    if not text.isdecimal() or len(text) > len(str(MOST)):
        return None
    return min(int(text), MOST)
