"""Step 2, linkage (识别): who stands behind each matter, which enterprises are one, each with its reason.

The only step that reads ``people``. What leaves it are keys made with the secret of the bureau, and reasons
without a name or a figure. Several people on one phone stay several persons; ``phone_key`` is what they
share.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import pyarrow as pa

from xiaobao.mining import scorer
from xiaobao.mining.person_fits import fitting
from xiaobao.mining.person_forms import FORMS, forms
from xiaobao.mining.person_keys import edges, persons
from xiaobao.mining.person_rules import PersonRules, alike
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.respondent_forms import RespondentRules
from xiaobao.mining.respondent_rules import respondents
from xiaobao.mining.settings import Strict, read
from xiaobao.mining.tables import Tables


class Linkage(Strict):
    """The words and bounds of content/mining/linkage.yaml."""

    note: str
    person: PersonRules
    respondent: RespondentRules
    scorer: bool


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``persons``, ``person_edges``, ``respondents`` and ``respondent_edges``."""
    settings = read(run.content, "linkage", Linkage)
    enterprises, enterprise_edges = respondents(tables["enterprises"], settings.respondent)
    told = _told(tables, enterprises, run, settings)
    linked = pa.concat_tables(
        [*alike(run.engine, told, settings.person), fitting(run.engine, told, settings.person)]
    )
    person_edges = edges(told, linked, settings.person)
    return {
        "persons": persons(told, linked, run.secret),
        "person_edges": scorer.scored(person_edges, told) if settings.scorer else person_edges,
        "respondents": enterprises,
        "respondent_edges": enterprise_edges,
    }


STEP = Step("linkage", make)


def _told(tables: Tables, enterprises: pa.Table, run: Run, settings: Linkage) -> pa.Table:
    """Return FORMS of ``people`` in order of matters, with when each came and of whom it complains."""
    people = tables["people"].sort_by([("matter", "ascending"), ("role", "ascending")])
    people = people.add_column(0, "row", pa.array(np.arange(people.num_rows, dtype=np.int64)))
    told = run.engine.each(partial(forms, settings.person), people, FORMS)
    matters = tables["matters"].select(("matter", "received", "enterprise")).sort_by("matter")
    at = np.searchsorted(matters["matter"].to_numpy(), told["matter"].to_numpy())
    named = matters["enterprise"].take(pa.array(at))
    respondent = _looked_up(named, enterprises)
    return told.append_column("received", matters["received"].take(pa.array(at))).append_column(
        "respondent", respondent
    )


def _looked_up(named: pa.ChunkedArray, enterprises: pa.Table) -> pa.Array:
    known = dict(
        zip(enterprises["enterprise"].to_pylist(), enterprises["respondent"].to_pylist(), strict=True)
    )
    return pa.array([known.get(one) for one in named.to_pylist()], pa.int64())


def evidence(person_edges: pa.Table, persons: pa.Table, person: str) -> list[tuple[int, int, str]]:
    """Return (matter, matter, reason) of every link within one person's matters, for a screen to show."""
    rows = zip(persons["matter"].to_pylist(), persons["person"].to_pylist(), strict=True)
    return list(_within(person_edges, {matter for matter, one in rows if one == person}))


def _within(person_edges: pa.Table, matters: set[int]) -> Iterable[tuple[int, int, str]]:
    columns = (person_edges[name].to_pylist() for name in ("left", "right", "reason"))
    for left, right, reason in zip(*columns, strict=True):
        if left in matters and right in matters:
            yield left, right, reason
