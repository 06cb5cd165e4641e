"""What stands beside a finding on its page: words, quotations, links and persons.

Quotations are of texts from the step ``clean``, redacted. Nothing of a report stands beside a ring: its links
and its persons are those of the complaints that are its members.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.tables import Tables

MOST_LINKS = 200
"""Links of a ring that are kept; more show nothing more."""
QUOTES, QUOTED = 3, 120
"""So many sentences of an issue stand for the others, each with so many characters of its beginning."""
_Row = Mapping[str, Any]
_Members = Mapping[str, Sequence[_Row]]
_Beside = dict[str, Any]


def evidence(tables: Tables, rows: Mapping[str, _Row], members: _Members) -> dict[str, _Beside]:
    """Return the evidence of each finding by its key.

    twin: ``left`` and ``right`` (ids); the texts are compared where they are shown.
    ring: ``persons`` ([{person, matters, factors}]), ``links`` ([{left, right, why}]).
    group: ``alarm_matter``. issue: ``words``, and as ``quotes`` the sentences that stand for the others.
    """
    told: dict[str, _Beside] = {key: {} for key in rows}
    by_kind: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for key, row in rows.items():
        by_kind[row["kind"]][key] = [one["matter"] for one in members[key]]
    makers: dict[str, Callable[[Tables, dict[str, list[int]]], dict[str, _Beside]]] = {
        "twin": _twins, "ring": _rings, "group": _groups, "issue": _issues,
    }  # fmt: skip
    for kind, make in makers.items():
        told |= make(tables, by_kind[kind])
    return told


def _twins(_tables: Tables, twins: dict[str, list[int]]) -> dict[str, _Beside]:
    return {key: {"left": pair[0], "right": pair[-1]} for key, pair in twins.items()}


def _rings(tables: Tables, rings: dict[str, list[int]]) -> dict[str, _Beside]:
    ring_of = {matter: key for key, matters in rings.items() for matter in matters}
    told: dict[str, _Beside] = {key: {"persons": [], "links": []} for key in rings}
    for row in tables["person_edges"].sort_by([("left", "ascending"), ("right", "ascending")]).to_pylist():
        key = ring_of.get(row["left"])
        if key and ring_of.get(row["right"]) == key and len(told[key]["links"]) < MOST_LINKS:
            told[key]["links"].append({"left": row["left"], "right": row["right"], "why": row["reason"]})
    for key, person, matters in _people(tables["ring_members"], ring_of):
        told[key]["persons"].append({"person": person, "matters": matters, "factors": []})
    factors = _factors(tables["claimants"])
    for one in (one for beside in told.values() for one in beside["persons"]):
        one["factors"] = factors.get(one["person"], [])
    return told


def _people(members: pa.Table, ring_of: Mapping[int, str]) -> Iterable[tuple[str, str, list[int]]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in members.to_pylist():
        if row["matter"] in ring_of:
            found[ring_of[row["matter"]], row["person"]].add(row["matter"])
    yield from ((*pair, sorted(found[pair])) for pair in sorted(found))


def _factors(claimants: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """Return the factors of each person on the complaint track, as the panel of evidence lists them."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    mine = claimants.filter(pc.equal(claimants["track"], "complaint"))
    for row in mine.sort_by([("person", "ascending"), ("factor", "ascending")]).to_pylist():
        told = {name: row[name] for name in ("factor", "value", "unit", "why")}
        found[row["person"]].append(told)
    return found


def _groups(tables: Tables, groups: dict[str, list[int]]) -> dict[str, _Beside]:
    group_of = {matter: key for key, matters in groups.items() for matter in matters}
    alarms = [one for one in tables["groups"]["alarm_matter"].to_pylist() if one in group_of]
    return {key: {} for key in groups} | {group_of[one]: {"alarm_matter": one} for one in alarms}


def _issues(tables: Tables, issues: dict[str, list[int]]) -> dict[str, _Beside]:
    issue_of = {matter: key for key, matters in issues.items() for matter in matters}
    rows = tables["issues"].select(["issue", "words"]).to_pylist()
    told = {row["issue"]: json.loads(row["words"] or "{}") for row in rows}
    members = tables["issue_members"].select(["issue", "matter"]).to_pylist()
    named = {issue_of[row["matter"]]: row["issue"] for row in members if row["matter"] in issue_of}
    return {key: _said(told.get(named.get(key, ""), {})) for key in issues}


def _said(told: Mapping[str, Sequence[str]]) -> _Beside:
    """Return the words an issue is known by and the sentences that stand for it, as its step says them."""
    quotes = [quote[:QUOTED] for quote in told.get("quotes", ())]
    return {"words": list(told.get("words", ())), "quotes": quotes[:QUOTES]}
