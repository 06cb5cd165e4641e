"""How a number stands beside the one of the period before (同比、环比)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trend:
    """How often something occurs ``now`` and how often in a period of the same length ``before``."""

    name: str
    now: int
    before: int

    @property
    def more(self) -> int:
        """How many more; negative for fewer."""
        return self.now - self.before

    @property
    def fewer(self) -> int:
        """How many fewer; negative for more."""
        return self.before - self.now

    @property
    def growth(self) -> float | None:
        """The growth as a share: 0.5 is half as many again. None where there was nothing before."""
        return (self.now - self.before) / self.before if self.before else None

    def is_rising(self, *, growth: float, least: int) -> bool:
        """Whether it grows by the share ``growth``; fewer than ``least`` say nothing, from nothing all do."""
        if self.now < least:
            return False
        return self.growth is None or self.growth >= growth


def ranked(now: dict[str, int], before: dict[str, int], *, most: int) -> tuple[Trend, ...]:
    """Return the ``most`` frequent of now, each beside the period before; ties by name."""
    names = sorted(now, key=lambda name: (-now[name], name))
    return tuple(Trend(name, now[name], before.get(name, 0)) for name in names[:most])
