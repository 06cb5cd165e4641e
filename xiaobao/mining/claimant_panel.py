"""The panel of each person (table ``claimants``): every factor with its number, on each track by itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xiaobao.mining import claimant_factors
from xiaobao.mining.claimant_factors import Beside
from xiaobao.mining.claimant_measures import measures
from xiaobao.mining.claimant_people import People
from xiaobao.mining.claimant_rows import COMPLAINT
from xiaobao.mining.claimant_settings import Settings
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import CLAIMANTS
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

Whole = npt.NDArray[np.int64]
REPORT = "report"


def table(
    people: People, inside: npt.NDArray[np.bool_], links: pa.Table, run: Run, told: Settings,
    thresholds: ClaimantThresholds,
) -> pa.Table:  # fmt: skip
    """Return CLAIMANTS, by person and track, of whoever has filed enough or is ``inside`` a proposed ring."""
    of = people.nodes.of
    filed = np.bincount(of, people.numbers("counted"), minlength=len(people.nodes.person))
    ours = np.zeros(len(filed), np.bool_)
    ours[of[inside]] = True
    kept = (ours | (filed >= told.panel_from))[of] if len(of) else np.zeros(0, np.bool_)
    beside = _beside(people, links)
    within = told.factors.concentrated_days
    told_of = measures(people.measured(of, kept), on=run.on, within=within)
    columns: dict[str, list[object]] = {field.name: [] for field in CLAIMANTS}
    for node, measure in told_of.items():
        track = REPORT if people.nodes.report[node] else COMPLAINT
        factors = claimant_factors.panel(
            measure, beside.get(node, Beside()), told, thresholds, complaints=track == COMPLAINT
        )
        for factor in factors:
            _put(columns, people.keys[int(people.nodes.person[node])], track, factor)
    return pa.table(columns, schema=CLAIMANTS)


def _put(columns: dict[str, list[object]], person: str, track: str, factor: claimant_factors.Factor) -> None:
    cells = (person, track, factor.code, float(factor.value), factor.unit, factor.sentence)
    for name, cell in zip(columns, cells, strict=True):
        columns[name].append(cell)


def _beside(people: People, links: pa.Table) -> dict[int, Beside]:
    """Return what stands beside a node: whom it answers, how many persons of its track use its phone."""
    partners: dict[int, set[int]] = {}
    for left, right in zip(links["left"].to_pylist(), links["right"].to_pylist(), strict=True):
        partners.setdefault(left, set()).add(right)
        partners.setdefault(right, set()).add(left)
    phones = dict(_phones(people))
    return {
        node: Beside(len(partners.get(node, ())), *phones.get(node, (0, False)))
        for node in sorted({*partners, *phones})
    }


def _phones(people: People) -> Iterator[tuple[int, tuple[int, bool]]]:
    """Yield of nodes that share a phone on its track: with how many at most, and whether it is unsure."""
    useful = np.flatnonzero(people.phone >= 0)
    node = people.nodes.of[useful]
    phone = people.phone[useful] * 2 + people.nodes.report[node]
    _, first = np.unique(phone * len(people.nodes.person) + node, return_index=True)
    _, of, persons = np.unique(phone[first], return_inverse=True, return_counts=True)
    most: dict[int, tuple[int, bool]] = {}
    for place in np.flatnonzero(persons[of] > 1).tolist():
        mine, many = int(node[first[place]]), int(persons[of[place]])
        if many > most.get(mine, (0, False))[0]:
            most[mine] = (many, not bool(people.shown[useful[first[place]]]))
    yield from most.items()
