"""Bring the labels a run proposes into the docket: what is put forward or asked, never what it is silent on.

What an officer has said of a label is kept elsewhere (LabelRuling) and not touched.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

import pyarrow.compute as pc

from xiaobao.docket import bulk
from xiaobao.docket.models import MatterLabel
from xiaobao.mining.tables import Tables

BANDS = ("propose", "ask")
_COLUMNS = ("score", "band", "by", "why")
_AT_ONCE = 50_000
"""Matters whose labels are held in memory together."""
_Key = tuple[int, str, str]


def keep_labels(tables: Tables, matters: Collection[int], in_rings: Collection[int]) -> dict[str, int]:
    """Keep the labels of these matters; that of a ring only ``in_rings``: complaints of a ring that is kept.

    Returns how many there are now. The caller holds the transaction.
    """
    labels = tables["labels"]
    labels = labels.filter(pc.is_in(labels["band"], value_set=pc.cast(list(BANDS), labels["band"].type)))
    kept = 0
    for part, rows in groupby(labels.sort_by("matter").to_pylist(), lambda row: row["matter"] // _AT_ONCE):
        wanted = {
            (row["matter"], row["scheme"], row["label"][:100]): _told(row)
            for row in rows
            if row["matter"] in matters and (row["by"] != "ring" or row["matter"] in in_rings)
        }
        _replace(part, wanted)
        kept += len(wanted)
    return {"labels": kept}


def _told(row: dict[str, Any]) -> tuple[float | None, str, str, str]:
    return row["score"], row["band"], row["by"][:16], row["why"][:300]


def _replace(part: int, wanted: dict[_Key, tuple[Any, ...]]) -> None:
    mine = MatterLabel.objects.filter(matter__gte=part * _AT_ONCE, matter__lt=(part + 1) * _AT_ONCE)
    rows = mine.order_by().values_list("matter_id", "scheme", "label", "pk", *_COLUMNS)
    there = {(row[0], row[1], row[2]): row[3:] for row in rows.iterator(chunk_size=5000)}
    gone = [told[0] for key, told in there.items() if key not in wanted]
    for first in range(0, len(gone), 500):
        MatterLabel.objects.filter(pk__in=gone[first : first + 500]).delete()
    new = [(*key, *told) for key, told in wanted.items() if key not in there]
    bulk.insert(MatterLabel, ("matter_id", "scheme", "label", *_COLUMNS), new)
    changed = [(*told, there[key][0]) for key, told in wanted.items()
               if key in there and there[key][1:] != told]  # fmt: skip
    bulk.update(MatterLabel, _COLUMNS, changed)
