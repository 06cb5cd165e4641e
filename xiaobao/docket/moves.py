"""What a change of rules would move: clocks and warnings as a list that two persons can stand by.

Clocks that move alike stand in one group, for a ladder moves every running clock there is. Written down the
list is always the same bytes for the same moves, so that its SHA-256 says whether it still holds.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.rules.acts import Labelled


class Effect(Labelled):
    """What becomes of a warning."""

    AT_ONCE = "at_once", "立即发出"
    NEW = "new", "新增"
    EARLIER = "earlier", "提前"
    LATER = "later", "推后"
    NO_MORE = "no_more", "不再发出"


@dataclass(frozen=True, slots=True)
class Days:
    """When a clock runs out: ``earliest`` is what warnings go by, ``latest`` None while nobody can know."""

    earliest: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class Shift:
    """One stage whose moment changes; None stands for no moment at all.

    ``name`` is what an officer calls the stage: 提醒（剩3个工作日）.
    """

    stage: str
    name: str
    effect: Effect
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """Clocks of one kind that change alike, by the numbers of their matters."""

    clock: str
    before: Days
    after: Days
    shifts: tuple[Shift, ...]
    numbers: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether the due day moves; else only warnings do."""
        return self.before != self.after


@dataclass(frozen=True)
class Moves:
    """The whole list. ``file`` and ``base`` are the digests of the file and of what it takes the place of.

    ``unread`` clocks cannot be worked out by the rules in force either; they are not in the list.
    """

    file: str
    base: str
    groups: tuple[Group, ...]
    unread: int = 0

    @cached_property
    def written(self) -> bytes:
        """The list as it is signed."""
        groups = sorted(json.dumps(_group_out(group), ensure_ascii=False) for group in self.groups)
        head = json.dumps({"file": self.file, "base": self.base, "unread": self.unread})
        return f'{head[:-1]}, "groups": [{", ".join(groups)}]}}'.encode()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the list."""
        return hashlib.sha256(self.written).hexdigest()

    def packed(self) -> bytes:
        """Return the list to be kept."""
        return zlib.compress(self.written)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Return a list that was kept."""
        said = json.loads(zlib.decompress(packed))
        groups = tuple(_group_in(group) for group in said["groups"])
        return cls(said["file"], said["base"], groups, said["unread"])

    def counts(self) -> dict[str, int]:
        """Return how many clocks move, and how many warnings in which way."""
        found: Counter[str] = Counter()
        for group in self.groups:
            found["clocks"] += group.moves * len(group.numbers)
            for shift in group.shifts:
                found[shift.effect.value] += len(group.numbers)
        return {name: found[name] for name in ("clocks", *(effect.value for effect in Effect))} | (
            {"unread": self.unread} if self.unread else {}
        )

    def clocks(self) -> Iterator[tuple[Group, str]]:
        """Yield each clock whose due day moves, soonest first: its group and the number of its matter."""
        moving = (group for group in self.groups if group.moves)
        for group in sorted(moving, key=lambda one: (one.before.earliest, one.clock, one.after.earliest)):
            yield from ((group, number) for number in group.numbers)

    def warnings(self) -> Iterator[tuple[Group, Shift, str]]:
        """Yield each warning that changes: those sent at once first, then by the day they come on."""
        shifts = [(group, shift) for group in self.groups for shift in group.shifts]
        for group, shift in sorted(shifts, key=_urgency):
            yield from ((group, shift, number) for number in group.numbers)


def warned(counts: dict[str, int]) -> int:
    """Return how many warnings change, from the counts of a list."""
    return sum(counts.get(effect.value, 0) for effect in Effect)


def differences(listed: Moves, fresh: Moves) -> tuple[int, int]:
    """Return how many clocks change otherwise than listed, and how many of those listed change no more."""
    old, new = _by_change(listed), _by_change(fresh)
    changed = {one for alike, ones in new.items() for one in ones - old.get(alike, frozenset())}
    there = {one for ones in new.values() for one in ones}
    gone = {one for ones in old.values() for one in ones} - there
    return len(changed), len(gone)


def _by_change(moves: Moves) -> dict[object, frozenset[tuple[str, str]]]:
    return {
        (group.clock, group.before, group.after, group.shifts): frozenset(
            (group.clock, number) for number in group.numbers
        )
        for group in moves.groups
    }


def _urgency(one: tuple[Group, Shift]) -> tuple[int, datetime, str, date]:
    group, shift = one
    moment = shift.after or shift.before or datetime.max.replace(tzinfo=SHANGHAI)
    return list(Effect).index(shift.effect), moment, group.clock, group.before.earliest


def _group_out(group: Group) -> dict[str, Any]:
    return {
        "clock": group.clock,
        "before": _days_out(group.before),
        "after": _days_out(group.after),
        "warnings": [
            [one.stage, one.name, one.effect.value, _moment_out(one.before), _moment_out(one.after)]
            for one in group.shifts
        ],
        "matters": sorted(group.numbers),
    }


def _group_in(said: dict[str, Any]) -> Group:
    shifts = tuple(
        Shift(stage, name, Effect(effect), _moment_in(before), _moment_in(after))
        for stage, name, effect, before, after in said["warnings"]
    )
    return Group(
        said["clock"], _days_in(said["before"]), _days_in(said["after"]), shifts, tuple(said["matters"])
    )


def _days_out(days: Days) -> list[str | None]:
    return [days.earliest.isoformat(), days.latest.isoformat() if days.latest else None]


def _days_in(said: list[str | None]) -> Days:
    earliest, latest = said
    return Days(date.fromisoformat(earliest or ""), date.fromisoformat(latest) if latest else None)


def _moment_out(moment: datetime | None) -> str | None:
    return moment.astimezone(SHANGHAI).isoformat() if moment else None


def _moment_in(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said).astimezone(SHANGHAI) if said else None
