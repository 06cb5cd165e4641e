"""Step 8, figures (统计): matters, persons and amounts by month, office, channel, category, outcome."""

from __future__ import annotations

import pyarrow as pa

from xiaobao.mining.cube import DIMENSIONS, year_cube
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.settings import Strict, read
from xiaobao.mining.tables import FIGURES, Tables


class Settings(Strict):
    """``other``: what matters are filed under that no hot category was proposed for."""

    note: str
    other: str


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return figures (tables.FIGURES), sorted by month and the rest."""
    settings = read(run.content, "figures", Settings)
    expressions = (run.engine.table(tables[name]) for name in ("matters", "persons", "labels"))
    made = run.engine.collect(year_cube(*expressions, other=settings.other), by=["month", *DIMENSIONS])
    return {"figures": made.cast(FIGURES)}


STEP = Step("figures", make)
