"""Rings of claimants (疑似职业索赔) as findings, told by their complaints alone.

A ring is linked over both tracks, but whoever handles a complaint must not learn that its author reports
(令121 第三十七条): no report is a member of the finding, none is counted in it, and no sentence of it lets
one be inferred. So every part here is counted anew over the complaints; of a ring of reports nothing is
put forward at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xiaobao.mining.found import Facts, Found, Member, Part, members_of, part
from xiaobao.mining.tables import Tables

RING = "ring"


def found(tables: Tables, facts: Facts, *, least: int) -> list[Found]:
    """Return a finding for every ring with at least ``least`` complaints."""
    seen = {row["ring"]: row for row in tables["rings"].to_pylist()}
    told = []
    for ring, rows in members_of(tables["ring_members"], "ring").items():
        mine = [row for row in rows if facts.is_complaint(row["matter"])]
        # Without a word of why, complaints alone would not have been seen as a ring.
        if seen[ring]["why"] and len({row["matter"] for row in mine}) >= least:
            told.append(_ring(seen[ring], mine, facts))
    return told


def _ring(ring: Mapping[str, Any], rows: list[dict[str, Any]], facts: Facts) -> Found:
    matters = sorted({row["matter"] for row in rows})
    people = sorted({row["person"] for row in rows} - {""})
    first, last = facts.days(matters)
    parts = (*_parts(matters, len(people), facts), *_factors(ring["parts"]))
    return Found(
        kind=RING,
        source=ring["ring"],
        title=f"疑似职业索赔：{len(people)}人，投诉{len(matters)}件，涉及{ring['respondents']}家经营者",
        why=ring["why"],
        members=tuple(_members(rows)),
        first_on=first,
        last_on=last,
        persons=len(people),
        parts=parts,
        person=people[0] if len(people) == 1 else "",
    )


def _members(rows: list[dict[str, Any]]) -> Iterator[Member]:
    seen = set()
    for row in rows:
        if row["matter"] not in seen:
            seen.add(row["matter"])
            yield Member(row["matter"], "", "")


def _parts(matters: Sequence[int], people: int, facts: Facts) -> Iterator[Part]:
    first, last = facts.days(matters)
    days = (last - first).days + 1
    yield part("complaints", len(matters), "matter", f"{days}天内投诉{len(matters)}件")
    if people > 1:
        yield part("persons", people, "person", f"{people}人的投诉彼此关联")


def _factors(parts: str) -> Iterator[Part]:
    """Yield the factors of 令121 第十七条第一款 as ``claimants`` has counted them over complaints.

    Measured 1 where the bureau's settings take it for a sign, 0 where it is shown and says nothing.
    """
    for row in json.loads(parts):
        one = part(row["name"], row["value"], row["unit"], row["why"])
        yield one | {"measure": float(row["met"])}
