"""How much of what came in is noise (信噪): from rings, told again, outside the remit.

Over both tracks together and never broken down to a person; a matter that is several of these counts once in
``any``.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.finding_twins import TWIN
from xiaobao.mining.tables import Tables


def noise(tables: Tables) -> dict[str, int]:
    """Return counts of matters: all, from rings, duplicates, outside the remit, and any of these."""
    pairs, labels = tables["pairs"], tables["labels"]
    ring = _ids(tables["ring_members"]["matter"])
    twins = _ids(pairs.filter(pc.equal(pairs["kind"], TWIN))["right"])
    proposed = pc.and_(pc.equal(labels["scheme"], "outside"), pc.equal(labels["band"], "propose"))
    outside = _ids(labels.filter(proposed)["matter"])
    return {
        "matters": tables["matters"].num_rows, "ring": len(ring), "duplicate": len(twins),
        "outside": len(outside), "any": len(ring | twins | outside),
    }  # fmt: skip


def _ids(column: pa.ChunkedArray) -> set[int]:
    return set(column.to_pylist())
