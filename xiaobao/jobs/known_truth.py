"""What a run has found beside what is known to be so: the measures of ``xiaobao evaluate exports``.

The truth is a row a matter: its hot category, and a tag that says which twin, ring or group it belongs to.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

LARGE_RING = 60
"""Rings of so many members and more have to be found (members of both tracks)."""
EARLY = 15
"""A group has to be seen within so many of its first matters."""
Truth = Mapping[str, Mapping[str, str]]
_Sets = Mapping[str, set[int]]


def read(files: Sequence[Path]) -> Truth:
    """Return the rows by external id; columns external_id, hot_category and tag at least."""
    rows: dict[str, Mapping[str, str]] = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows |= {row["external_id"]: row for row in csv.DictReader(lines)}
    return rows


def compared(tables: Any, truth: Truth) -> dict[str, Any]:
    """Return every measure by its name; shares between 0 and 1, None where there is nothing to divide by."""
    matters = tables["matters"]
    ids = dict(zip(matters["matter"].to_pylist(), matters["external_id"].to_pylist(), strict=True))
    known = {matter: truth[external] for matter, external in ids.items() if external in truth}
    tags = _tagged(known)
    order = dict(zip(matters["matter"].to_pylist(), matters["received"].to_pylist(), strict=True))
    return {
        **_categories(tables, known),
        **_twins(tables, tags),
        **_rings(_members(tables["ring_members"], "ring"), _of(tags, "claim")),
        **_groups(tables, _of(tags, "group"), order),
    }


def macro_f1(pairs: Iterable[tuple[str, str]]) -> tuple[float, dict[str, float]]:
    """Return the mean F1 over the classes there truly are, and that of each; pairs are (true, said)."""
    right: Counter[str] = Counter()
    true: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for one, other in pairs:
        true[one] += 1
        said[other] += 1
        right[one] += one == other
    each = {name: round(2 * right[name] / (true[name] + said[name]), 4) for name in sorted(true)}
    return round(sum(each.values()) / len(each), 4) if each else 0.0, each


def _tagged(known: Mapping[int, Mapping[str, str]]) -> dict[str, set[int]]:
    tags: dict[str, set[int]] = defaultdict(set)
    for matter, row in known.items():
        for tag in row["tag"].replace(";", " ").replace("|", " ").split():
            tags[tag].add(matter)
    return tags


def _of(tags: _Sets, kind: str) -> dict[str, set[int]]:
    return {tag: matters for tag, matters in tags.items() if tag.startswith(kind)}


def _members(table: Any, key: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name, matter in zip(table[key].to_pylist(), table["matter"].to_pylist(), strict=True):
        found[name].add(matter)
    return found


def _categories(tables: Any, known: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    from xiaobao.mining.classify import primary

    said = primary(tables["labels"])
    said = (
        said if isinstance(said, Mapping) else dict(zip(*(c.to_pylist() for c in said.columns), strict=True))
    )
    pairs = ((row["hot_category"], said.get(matter) or "其他") for matter, row in known.items())
    mean, each = macro_f1(pairs)
    return {"hot_category_macro_f1": mean, "hot_category_f1": each}


def _twins(tables: Any, tags: _Sets) -> dict[str, Any]:
    true = {
        frozenset((one, other))
        for matters in _of(tags, "twin").values()
        for one in matters
        for other in matters
        if one < other
    }
    pairs = tables["pairs"].to_pylist()
    said = {frozenset((row["left"], row["right"])) for row in pairs if row["kind"] == "twin"}
    return {
        "twin_precision": _share(len(said & true), len(said)),
        "twin_recall": _share(len(said & true), len(true)),
        "twins": {"said": len(said), "true": len(true)},
    }


def _rings(said: _Sets, true: _Sets) -> dict[str, Any]:
    """Measure rings: every member said counts for precision, those of a ring that is none too.

    A finding belongs to the ring most of its members are of. Recall counts a member in any finding that
    belongs to its ring; ``ring_member_recall_one_finding`` only in the one that holds most of it, so that a
    ring found in two halves shows.
    """
    large = {tag: matters for tag, matters in true.items() if len(matters) >= LARGE_RING}
    held = {tag: _most(said, matters) for tag, matters in large.items()}
    return {
        "ring_found_share": _share(sum(2 * len(held[tag]) > len(large[tag]) for tag in large), len(large)),
        "ring_member_precision": _precision(said, true),
        "ring_member_recall": _share(_within(said, large), sum(map(len, large.values()))),
        "ring_member_recall_one_finding": _share(sum(map(len, held.values())), sum(map(len, large.values()))),
        "rings": {"said": len(said), "true": len(true), "large": len(large)},
    }


def _within(said: _Sets, true: _Sets) -> int:
    """Return how many members of true sets stand in a set said that is for the most part of theirs."""
    return sum(
        len(matters & found) for matters in true.values() for found in said.values()
        if 2 * len(matters & found) > len(found)
    )  # fmt: skip


def _groups(tables: Any, true: _Sets, order: Mapping[int, int]) -> dict[str, Any]:
    """Measure groups: found is one seen within its first matters, looking at nothing that came later."""
    said = _members(tables["group_members"], "group")
    alarms = dict(
        zip(tables["groups"]["group"].to_pylist(), tables["groups"]["alarm_matter"].to_pylist(), strict=True)
    )
    ranks = {tag: _rank(said, matters, alarms, order) for tag, matters in true.items()}
    early = sum(rank is not None and rank <= EARLY for rank in ranks.values())
    return {
        "group_found_share": _share(early, len(true)),
        "group_member_precision": _precision(said, true),
        "group_member_recall": _share(
            sum(len(_most(said, matters)) for matters in true.values()), sum(map(len, true.values()))
        ),
        "group_alarm_ranks": ranks,
        "groups": {"said": len(said), "true": len(true)},
    }


def _rank(
    said: _Sets, matters: set[int], alarms: Mapping[str, int | None], order: Mapping[int, int]
) -> int | None:
    """Return with its how-manieth matter a true group was first seen; None where it never was."""
    seen = [
        order[alarm]
        for name, members in said.items()
        if 2 * len(members & matters) > len(members) and (alarm := alarms.get(name)) is not None
    ]
    return sum(order[matter] <= min(seen) for matter in matters) if seen else None


def _most(said: _Sets, matters: set[int]) -> set[int]:
    """Return what the one that holds most of these holds of them."""
    return max((members & matters for members in said.values()), key=len, default=set())


def _precision(said: _Sets, true: _Sets) -> float | None:
    right = sum(len(_most(true, members)) for members in said.values())
    return _share(right, sum(map(len, said.values())))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
