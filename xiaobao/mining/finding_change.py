"""What is new, grown, the same or gone since the run before: a finding keeps its key as long as it is one.

Two findings of one kind are the same thing where their matters overlap enough; each of the earlier ones lends
its key to one of the later ones only, the most alike first. A twin is its pair, and needs no comparing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.finding_settings import Grown, Same, Settings
from xiaobao.mining.finding_twins import TWIN
from xiaobao.mining.found import Found
from xiaobao.mining.tables import Tables

NEW, GROWN, SAME, GONE = "new", "grown", "same", "gone"


@dataclass(frozen=True)
class Known:
    """A finding under its key; ``before`` is the key it had in the run before, empty where it is new."""

    key: str
    change: str
    before: str
    found: Found


@dataclass(frozen=True)
class _Earlier:
    row: Mapping[str, Any]
    matters: frozenset[int]


def known(several: Sequence[Found], before: Tables | None, settings: Settings) -> list[Known]:
    """Return the findings under their keys, in the order given."""
    earlier = _earlier(before)
    matched = _matched(several, earlier, settings.same)
    keys = _keys(several, matched, earlier)
    return [
        Known(keys[place], _change(found, earlier.get(matched.get(place, "")), settings.grown),
              matched.get(place, ""), found)
        for place, found in enumerate(several)
    ]  # fmt: skip


def gone(now: Iterable[Known], before: Tables | None) -> list[dict[str, Any]]:
    """Return the rows of the run before that no finding of now carries on, with their change set to gone."""
    kept = {one.before for one in now} | {one.key for one in now}
    return [
        {**one.row, "change": GONE, "before": key, "put_forward": False}
        for key, one in sorted(_earlier(before).items())
        if key not in kept
    ]


def _earlier(before: Tables | None) -> dict[str, _Earlier]:
    if before is None or "findings" not in before:
        return {}
    matters = _matters_of(before["finding_members"])
    rows = before["findings"]
    rows = rows.filter(pc.not_equal(rows["change"], GONE)).to_pylist()
    return {row["finding"]: _Earlier(row, frozenset(matters.get(row["finding"], ()))) for row in rows}


def _matters_of(members: pa.Table) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, matter in zip(members["finding"].to_pylist(), members["matter"].to_pylist(), strict=True):
        found[key].append(matter)
    return found


def _matched(several: Sequence[Found], earlier: Mapping[str, _Earlier], same: Same) -> dict[int, str]:
    """Return by the place of a finding the key of the earlier one it carries on."""
    matched = {
        place: found.source
        for place, found in enumerate(several)
        if found.kind == TWIN and found.source in earlier
    }
    taken = set(matched.values())
    for _, key, place in sorted(_likely(several, earlier, same)):
        if place not in matched and key not in taken:
            matched[place] = key
            taken.add(key)
    return matched


def _likely(
    several: Sequence[Found], earlier: Mapping[str, _Earlier], same: Same
) -> Iterator[tuple[float, str, int]]:
    holding: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key, one in earlier.items():
        for matter in one.matters if one.row["kind"] != TWIN else ():
            holding[one.row["kind"], matter].append(key)
    for place, found in enumerate(several):
        shared = Counter(key for matter in found.matters for key in holding.get((found.kind, matter), ()))
        for key, both in shared.items():
            former = len(earlier[key].matters)
            alike = both / (len(found.matters) + former - both)
            if alike >= same.alike or both / former >= same.kept:
                yield -alike, key, place


def _keys(
    several: Sequence[Found], matched: Mapping[int, str], earlier: Mapping[str, _Earlier]
) -> dict[int, str]:
    keys = dict(matched)
    taken = {*earlier, *keys.values()}
    for place, found in enumerate(several):
        if place not in keys:
            keys[place] = _free(found.source if found.kind == TWIN else found.natural_key, taken)
            taken.add(keys[place])
    return keys


def _free(wanted: str, taken: set[str]) -> str:
    """Return the key wanted, numbered where something else began at the same matter."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


def _change(found: Found, earlier: _Earlier | None, grown: Grown) -> str:
    if earlier is None:
        return NEW
    came = len(found.matters - earlier.matters)
    return GROWN if came >= grown.least and came >= grown.share * len(earlier.matters) else SAME
