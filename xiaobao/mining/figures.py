"""Step 8, figures (统计): matters, persons and amounts by month, office, channel, category, outcome."""

from __future__ import annotations

import pyarrow as pa

from xiaobao.mining.cube import DIMENSIONS, year_cube
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import FIGURES, Tables


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return figures (tables.FIGURES), sorted by month and the rest."""
    expressions = (run.engine.table(tables[name]) for name in ("matters", "persons", "labels"))
    made = run.engine.collect(year_cube(*expressions), by=["month", *DIMENSIONS])
    return {"figures": made.cast(FIGURES)}


STEP = Step("figures", make)
