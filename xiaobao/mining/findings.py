"""Step **findings** (发现): twins, groups, rings and issues as one list, known from run to run.

Reads what the steps before have made, the findings of the run before, and what persons have ruled since.
Makes ``findings`` and ``finding_members``, and adds to ``labels`` the two hot categories that only come from
who complains together: 职业索赔 and 群体投诉. A person decides; nothing here changes a matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from xiaobao.mining import finding_groups, finding_rings, finding_settings, finding_twins
from xiaobao.mining.finding_change import Known, gone, known
from xiaobao.mining.finding_labels import with_hot_labels
from xiaobao.mining.finding_rulings import by_finding, put_forward, refused_twins
from xiaobao.mining.finding_settings import Settings
from xiaobao.mining.found import Facts, Found
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import FINDING_MEMBERS, FINDINGS, Tables


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``findings``, ``finding_members`` and the ``labels`` with what findings add to them."""
    settings = finding_settings.read(run.content)
    rulings = by_finding(run.rulings)
    several = known(_found(tables, settings, refused_twins(rulings)), run.before, settings)
    forward = {one.key: put_forward(one, rulings.get(one.key), settings, run.on) for one in several}
    rows = [_row(one, put_forward=forward[one.key]) for one in several] + gone(several, run.before)
    return {
        "findings": pa.Table.from_pylist(rows, schema=FINDINGS),
        "finding_members": pa.Table.from_pylist(list(_members(several)), schema=FINDING_MEMBERS),
        "labels": with_hot_labels(tables, [one.found.source for one in several if not forward[one.key]]),
    }


STEP = Step("findings", make)


def _found(tables: Tables, settings: Settings, refused: Iterable[str]) -> Sequence[Found]:
    facts = Facts(tables)
    twins = finding_twins.found(tables, facts, refused=set(refused))
    rings = finding_rings.found(tables, facts, least=settings.ring.least_complaints)
    again = {twin.members[-1].matter for twin in twins}.union(*(ring.matters for ring in rings))
    return [*twins, *finding_groups.groups(tables, facts), *rings, *finding_groups.issues(tables, again)]


def _row(one: Known, *, put_forward: bool) -> dict[str, Any]:
    found = one.found
    return {
        "finding": one.key, "kind": found.kind, "title": found.title, "why": found.why, "score": found.score,
        "parts": finding_groups.written(found.parts), "respondent": found.respondent, "person": found.person,
        "place": found.place, "first_on": found.first_on, "last_on": found.last_on,
        "matters": len(found.matters), "persons": found.persons, "change": one.change, "before": one.before,
        "put_forward": put_forward,
    }  # fmt: skip


def _members(several: Iterable[Known]) -> Iterable[dict[str, Any]]:
    for one in several:
        for member in one.found.members:
            yield {"finding": one.key, "matter": member.matter, "part": member.part, "why": member.why}
