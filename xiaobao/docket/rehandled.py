"""What a change of who handles what does to the open matters, as a list two persons can stand by.

The same protocol as ``docket.moves``: always the same bytes for the same list.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from xiaobao.docket.classes import Sorted, sorted_out
from xiaobao.docket.filters import standing
from xiaobao.docket.models import Matter
from xiaobao.docket.rule_files import RuleFile, digest_of, shipped_or_placed, with_file
from xiaobao.docket.rulebook import Rulebook

POSTS, LIMITS, SIGNS = "posts", "limits", "signs"
"""What changes for a matter: who handles it, its house limits, whose signature its acts want."""


@dataclass(frozen=True, slots=True)
class Rehandled:
    """Open matters that come from one class to another (or stay) and whose handling changes in ``what``.

    The classes are named, for the one before may be gone.
    """

    before: str
    after: str
    what: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Rehandling:
    """The whole list. ``file`` and ``base`` are the digests of the file and of what it takes the place of.

    ``looked`` open matters were looked at; those handled as before are not listed.
    """

    file: str
    base: str
    looked: int
    groups: tuple[Rehandled, ...]

    @cached_property
    def written(self) -> bytes:
        """The list as it is signed."""
        groups = [[one.before, one.after, list(one.what), sorted(one.numbers)] for one in self.ordered]
        said = {"file": self.file, "base": self.base, "looked": self.looked, "groups": groups}
        return json.dumps(said, ensure_ascii=False).encode()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the list."""
        return hashlib.sha256(self.written).hexdigest()

    @property
    def ordered(self) -> list[Rehandled]:
        """The groups, largest first."""
        return sorted(self.groups, key=lambda one: (-len(one.numbers), one.before, one.after, one.what))

    def packed(self) -> bytes:
        """Return the list to be kept."""
        return zlib.compress(self.written)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Return a list that was kept."""
        said = json.loads(zlib.decompress(packed))
        groups = tuple(Rehandled(before, after, tuple(what), tuple(numbers))
                       for before, after, what, numbers in said["groups"])  # fmt: skip
        return cls(said["file"], said["base"], said["looked"], groups)

    def counts(self) -> dict[str, int]:
        """Return how many open matters are handled otherwise, of how many looked at."""
        return {"matters": sum(len(group.numbers) for group in self.groups), "looked": self.looked}

    def rows(self) -> Iterator[tuple[Rehandled, str]]:
        """Yield every matter with its group."""
        for group in self.ordered:
            yield from ((group, number) for number in group.numbers)


def rehandle(file: RuleFile, *, rulebook: Rulebook) -> Rehandling:
    """Return which open matters the file would have handled otherwise; raises Refused.

    Only the present moment is looked at: matters that ended are nobody's to handle.
    """
    after = with_file(rulebook, file)
    matters = standing(Matter.objects.all(), is_open=True)
    old, new = sorted_out(matters, rulebook), sorted_out(matters, after)
    numbers = dict(matters.order_by().values_list("pk", "number"))
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for key in old.keys() & new.keys() & numbers.keys():
        what = tuple(_differs(old[key], new[key]))
        if what or old[key].matter_class.id != new[key].matter_class.id:
            names = (old[key].matter_class.name, new[key].matter_class.name)
            found.setdefault((*names, what), []).append(numbers[key])
    groups = tuple(Rehandled(*alike, tuple(sorted(those))) for alike, those in found.items())
    base = shipped_or_placed(file.kind, file.name, rulebook)
    return Rehandling(digest_of(file.text), digest_of(base), len(numbers), groups)


def rehandlings_differ(listed: Rehandling, fresh: Rehandling) -> tuple[int, int]:
    """Return how many matters go otherwise than listed, and how many of those listed do no more."""
    old, new = (dict(_ways(one)) for one in (listed, fresh))
    return sum(old.get(number) != way for number, way in new.items()), len(old.keys() - new.keys())


def _ways(listed: Rehandling) -> Iterator[tuple[str, Any]]:
    return ((number, (group.before, group.after, group.what)) for group, number in listed.rows())


def _differs(old: Sorted, new: Sorted) -> Iterator[str]:
    if old.cell.posts != new.cell.posts:
        yield POSTS
    if old.cell.limits != new.cell.limits:
        yield LIMITS
    if old.cell.sign_off != new.cell.sign_off:
        yield SIGNS
