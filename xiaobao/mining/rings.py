"""Rings (疑似职业索赔): who is proposed together, by which factors, and the panel of each person.

Proposed is a ring that has enough independent factors. Where its complaints alone have them, ``why`` and
``parts`` say so, and every other column of ``rings`` but ``matters`` counts complaints alone; a ring seen by
its reports has no ``why`` and no ``parts`` and is never shown beside a complaint (令121 第三十七条).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xiaobao.mining import claimant_copies, claimant_factors, claimant_panel
from xiaobao.mining.claimant_factors import Beside, Factor
from xiaobao.mining.claimant_measures import Measure, measures
from xiaobao.mining.claimant_people import People
from xiaobao.mining.claimant_rows import COMPLAINT
from xiaobao.mining.claimant_settings import Settings
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import RING_MEMBERS, RINGS
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

Whole = npt.NDArray[np.int64]
ALL = "all"
_EPOCH = date(1970, 1, 1)
_TIES = {
    False: "同一人提出",
    True: "提出人与本组他人使用同一联系方式，或者用同一套文字彼此呼应",
}
_Panel = tuple[Measure, list[Factor]]


@dataclass(frozen=True)
class Ring:
    """One ring proposed: its measures on complaints (None: has none) and over both tracks, its factors."""

    number: int
    complaints: Measure | None
    whole: Measure
    factors: list[Factor]
    """Those of the complaints where they suffice, else empty."""


def tables(
    people: People, ring: Whole, links: pa.Table, run: Run, told: Settings, thresholds: ClaimantThresholds
) -> dict[str, pa.Table]:
    """Return ``claimants``, ``rings`` and ``ring_members``; ``ring`` is each node's ring or -1."""
    of = ring[people.nodes.of] if len(ring) else ring
    report = people.numbers("report")
    people = claimant_copies.mark(people, np.where(of >= 0, of * 2 + report, -1), told.copies)
    first = _first(people, of)
    proposed = _proposed(people, of, ring, links, run, told, thresholds)
    found = sorted(proposed, key=lambda one: first[one.number])
    names = {one.number: f"ring-{first[one.number]}" for one in found}
    inside = np.isin(of, list(names))
    return {
        "claimants": claimant_panel.table(people, inside, links, run, told, thresholds),
        "rings": pa.Table.from_pylist([_row(one, names[one.number]) for one in found], schema=RINGS),
        "ring_members": _members(people, of, inside, names),
    }


def _proposed(
    people: People, of: Whole, ring: Whole, links: pa.Table, run: Run, told: Settings,
    thresholds: ClaimantThresholds,
) -> Iterator[Ring]:  # fmt: skip
    complaint = people.numbers("report") == 0
    partners = _partners(people, ring, links)
    panels = {}
    for track, kept in ((ALL, of >= 0), (COMPLAINT, (of >= 0) & complaint)):
        within = told.factors.concentrated_days
        unsure = _unsure(people, of, kept)
        panels[track] = {
            number: (measure, claimant_factors.panel(
                measure,
                Beside(partners.get((number, track), 0), measure.on_one_phone, number in unsure),
                told, thresholds, complaints=track == COMPLAINT,
            ))
            for number, measure in measures(people.measured(of, kept), on=run.on, within=within).items()
        }  # fmt: skip
    for number, whole in panels[ALL].items():
        one = _ring(number, whole, panels[COMPLAINT].get(number), told)
        if one is not None:
            yield one


def _unsure(people: People, of: Whole, kept: npt.NDArray[np.bool_]) -> set[int]:
    """Return the rings with a phone of which the source hid something wherever it stands."""
    return set(of[kept & (people.phone >= 0) & ~people.shown].tolist())


def _ring(number: int, whole: _Panel, complaints: _Panel | None, told: Settings) -> Ring | None:
    shown = complaints is not None and _enough(*complaints, told)
    if not shown and not _enough(*whole, told):
        return None
    measure, factors = complaints or (None, [])
    return Ring(number, measure, whole[0], factors if shown else [])


def _enough(measure: Measure, factors: list[Factor], told: Settings) -> bool:
    several = measure.persons == 1 or measure.respondents >= told.factors.several_against
    least = measure.matters >= told.factors.least
    return several and least and len(claimant_factors.met(factors)) >= told.propose


def _partners(people: People, ring: Whole, links: pa.Table) -> dict[tuple[int, str], int]:
    """Return how many persons of a ring answer another of it: in its complaints, and on either track."""
    found: dict[tuple[int, str], set[int]] = {}
    for left, right in zip(links["left"].to_pylist(), links["right"].to_pylist(), strict=True):
        if ring[left] == ring[right] >= 0:
            both = {int(people.nodes.person[left]), int(people.nodes.person[right])}
            found.setdefault((int(ring[left]), ALL), set()).update(both)
            if people.nodes.report[left] == 0:
                found.setdefault((int(ring[left]), COMPLAINT), set()).update(both)
    return {key: len(both) for key, both in found.items()}


def _first(people: People, of: Whole) -> dict[int, int]:
    """Return the first complaint of each ring, else its first matter: a name that stays as the ring grows."""
    report, matter = people.numbers("report"), people.numbers("matter")
    places = np.flatnonzero(of >= 0)
    places = places[np.lexsort([matter[places], report[places], of[places]])]
    numbers, at = np.unique(of[places], return_index=True)
    return dict(zip(numbers.tolist(), matter[places][at].tolist(), strict=True))


def _row(one: Ring, name: str) -> dict[str, Any]:
    shown = one.complaints if one.factors and one.complaints else one.whole
    return {
        "ring": name, "persons": shown.persons, "phones": shown.phones, "matters": one.whole.matters,
        "complaints": one.complaints.matters if one.complaints else 0, "respondents": shown.respondents,
        "first_on": _day(shown.first), "last_on": _day(shown.last), "why": _why(shown, one.factors),
        "parts": json.dumps([_part(factor) for factor in one.factors], ensure_ascii=False),
    }  # fmt: skip


def _why(shown: Measure, factors: list[Factor]) -> str:
    if not factors:
        return ""
    counted = claimant_factors.met(factors)
    told = "；".join(f"{factor.name}：{factor.why}" for factor in counted)
    return (
        f"{shown.persons}人投诉{shown.matters}件，涉及{shown.respondents}家经营者，同时具备{len(counted)}项提示因素："
        f"{told}。仅供办案人员判断，不是认定。"
    )


def _part(factor: Factor) -> dict[str, Any]:
    return {
        "name": factor.name, "factor": factor.code, "value": factor.value, "unit": factor.unit,
        "met": factor.met, "why": factor.sentence,
    }  # fmt: skip


def _members(people: People, of: Whole, inside: npt.NDArray[np.bool_], names: dict[int, str]) -> pa.Table:
    places = np.flatnonzero(inside)
    person = people.nodes.person[people.nodes.of[places]].tolist()
    number, matter = of[places].tolist(), people.numbers("matter")[places].tolist()
    apart = Counter(ring for ring, _ in set(zip(number, person, strict=True)))
    rows = [
        {"ring": names[ring], "matter": one, "person": people.keys[who], "why": _TIES[apart[ring] > 1]}
        for ring, one, who in zip(number, matter, person, strict=True)
    ]
    table = pa.Table.from_pylist(rows, schema=RING_MEMBERS)
    return table.sort_by([(name, "ascending") for name in ("ring", "matter", "person")])


def _day(days: int) -> date:
    return _EPOCH + timedelta(days=days)
