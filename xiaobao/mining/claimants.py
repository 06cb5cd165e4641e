"""Step **claimants** (疑似职业索赔): the factors of 令121 第十七条 per person, and rings of persons.

A panel of evidence, never a score: what is counted is shown, a ring is only proposed, and a person decides
(第十七条 says "可以考虑"). It never touches a report, which is checked whoever sent it. Each track is
counted by itself, so that nothing shown beside a complaint lets anybody infer a report (第三十七条).
"""

from __future__ import annotations

from functools import partial

import pyarrow as pa

from xiaobao.mining import claimant_copies, claimant_rows, claimant_signs, ring_ties, rings, settings
from xiaobao.mining.claimant_people import People
from xiaobao.mining.claimant_settings import Settings
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import Tables
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

NAME = "claimants"


def step(thresholds: ClaimantThresholds) -> Step:
    """Return the step, saying of counts what the locality says of them."""
    return Step(NAME, partial(make, thresholds=thresholds))


def make(tables: Tables, run: Run, *, thresholds: ClaimantThresholds | None = None) -> dict[str, pa.Table]:
    """Return ``claimants``, ``rings`` and ``ring_members``."""
    told = settings.read(run.content, NAME, Settings)
    people = _people(tables, run, told)
    links = ring_ties.together(people.rows, tables["pairs"], run.engine, told.together)
    signed = people.signed(told.signed)
    ring = ring_ties.rings(people.nodes, signed, people.phone, links)
    return rings.tables(people, ring, links, run, told, thresholds or ClaimantThresholds())


def _people(tables: Tables, run: Run, told: Settings) -> People:
    texts = tables["texts"].select(["matter", "text"])
    signs = run.engine.each(claimant_signs.kernel(told), texts, claimant_signs.SIGNS)
    rows = claimant_rows.rows(tables, signs, run.engine, on=run.on)
    people = People.of(rows, texts, told.quantity.household)
    return claimant_copies.mark(people, people.nodes.of, told.copies)


STEP = step(ClaimantThresholds())
