"""Rings of claimants (疑似职业索赔) as findings, told by their complaints alone.

A ring is linked over both tracks, but whoever handles a complaint must not learn that its author reports
(令121 第三十七条): no report is a member of the finding, none is counted in it, and no sentence of it lets
one be inferred. So every part here is counted anew over the complaints; of a ring of reports nothing is
put forward at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.found import Facts, Found, Member, Part, members_of, part
from xiaobao.mining.tables import Tables

RING = "ring"


def found(tables: Tables, facts: Facts, *, least: int) -> list[Found]:
    """Return a finding for every ring with at least ``least`` complaints."""
    copied, phones = _copied(tables["pairs"]), _phones(tables["persons"])
    told = []
    for ring, rows in members_of(tables["ring_members"], "ring").items():
        mine = [row for row in rows if facts.is_complaint(row["matter"])]
        if len({row["matter"] for row in mine}) >= least:
            told.append(_ring(ring, mine, facts, copied, phones))
    return told


def _ring(
    ring: str, rows: list[dict[str, Any]], facts: Facts, copied: dict[int, set[int]], phones: dict[int, str]
) -> Found:
    matters = sorted({row["matter"] for row in rows})
    people = sorted({row["person"] for row in rows} - {""})
    first, last = facts.days(matters)
    parts = tuple(_parts(matters, len(people), facts, copied, phones))
    against = _respondents(matters, facts)
    return Found(
        kind=RING,
        source=ring,
        title=f"疑似职业索赔：{len(people)}人，投诉{len(matters)}件，涉及{against}家经营者",
        why="；".join(one["why"] for one in parts),
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


def _parts(
    matters: Sequence[int], people: int, facts: Facts, copied: dict[int, set[int]], phones: dict[int, str]
) -> Iterator[Part]:
    first, last = facts.days(matters)
    days = (last - first).days + 1
    yield part("complaints", len(matters), "matter", f"{days}天内投诉{len(matters)}件")
    respondents = _respondents(matters, facts)
    yield part("respondents", respondents, "respondent", f"涉及{respondents}家经营者")
    if people > 1:
        yield part("persons", people, "person", f"{people}人的投诉彼此关联")
    alike = sum(bool(copied.get(matter, set()) & set(matters)) for matter in matters)
    if alike:
        share = alike / len(matters)
        yield Part(
            criterion="", name="same_words", value=alike, unit="matter", measure=share, weight=None,
            why=f"{alike}件与其中另一件用语几乎相同（{share:.0%}）",
        )  # fmt: skip
    shared = [
        n for phone, n in Counter(phones.get(matter, "") for matter in matters).items() if phone and n > 1
    ]
    if shared:
        yield part("same_phone", sum(shared), "matter", f"{sum(shared)}件留下的电话与其中另一件相同")


def _respondents(matters: Sequence[int], facts: Facts) -> int:
    return len({facts.enterprise(matter) for matter in matters} - {None})


def _copied(pairs: pa.Table) -> dict[int, set[int]]:
    """Return which matters share a wording with which."""
    near = pairs.filter(pc.equal(pairs["kind"], "near_copy"))
    beside: dict[int, set[int]] = {}
    for one, other in zip(near["left"].to_pylist(), near["right"].to_pylist(), strict=True):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    return beside


def _phones(persons: pa.Table) -> dict[int, str]:
    return dict(zip(persons["matter"].to_pylist(), persons["phone_key"].to_pylist(), strict=True))
