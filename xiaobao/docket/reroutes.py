"""What a change of the rules of routing would have done to past matters, as a list two persons can stand by.

The same protocol as ``docket.moves``: always the same bytes for the same list. The days looked back over are
part of it, so that it can be signed and worked out once more.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from xiaobao.rules.routing import Tier


@dataclass(frozen=True, slots=True)
class Span:
    """The days a list looks back over, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days that is."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Way:
    """Where a table sends a matter."""

    tier: Tier
    office: str


@dataclass(frozen=True, slots=True)
class Rerouted:
    """Matters that would have gone another way, by their numbers."""

    before: Way
    after: Way
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Reroutes:
    """The whole list. ``file`` and ``base`` are the digests of the file and of what it takes the place of.

    ``looked`` matters of the days of ``span`` were looked at; what would have gone the same way is not
    listed.
    """

    file: str
    base: str
    span: Span
    looked: int
    groups: tuple[Rerouted, ...]

    @cached_property
    def written(self) -> bytes:
        """The list as it is signed."""
        said = {
            "file": self.file,
            "base": self.base,
            "days": [self.span.first.isoformat(), self.span.last.isoformat()],
            "looked": self.looked,
            "groups": [_out(group) for group in self.ordered],
        }
        return json.dumps(said, ensure_ascii=False).encode()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the list."""
        return hashlib.sha256(self.written).hexdigest()

    @property
    def ordered(self) -> list[Rerouted]:
        """The groups, largest first."""
        return sorted(self.groups, key=lambda one: (-len(one.numbers), *_key(one.before), *_key(one.after)))

    def packed(self) -> bytes:
        """Return the list to be kept."""
        return zlib.compress(self.written)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Return a list that was kept."""
        said = json.loads(zlib.decompress(packed))
        first, last = (date.fromisoformat(day) for day in said["days"])
        groups = tuple(_in(group) for group in said["groups"])
        return cls(said["file"], said["base"], Span(first, last), said["looked"], groups)

    def counts(self) -> dict[str, int]:
        """Return how many matters would have gone elsewhere, of how many looked at."""
        return {"matters": sum(len(group.numbers) for group in self.groups), "looked": self.looked}

    def rows(self) -> Iterator[tuple[Rerouted, str]]:
        """Yield every matter with its group."""
        for group in self.ordered:
            yield from ((group, number) for number in group.numbers)


def reroutes_differ(listed: Reroutes, fresh: Reroutes) -> tuple[int, int]:
    """Return how many matters go otherwise than listed, and how many of those listed do no more."""
    old, new = (dict(_ways(one)) for one in (listed, fresh))
    return sum(old.get(number) != ways for number, ways in new.items()), len(old.keys() - new.keys())


def _ways(listed: Reroutes) -> Iterator[tuple[str, tuple[Way, Way]]]:
    return ((number, (group.before, group.after)) for group, number in listed.rows())


def _key(way: Way) -> tuple[str, str]:
    return way.tier.value, way.office


def _out(group: Rerouted) -> dict[str, Any]:
    return {
        "before": list(_key(group.before)),
        "after": list(_key(group.after)),
        "matters": sorted(group.numbers),
    }


def _in(said: dict[str, Any]) -> Rerouted:
    before, after = (Way(Tier(tier), office) for tier, office in (said["before"], said["after"]))
    return Rerouted(before, after, tuple(said["matters"]))
