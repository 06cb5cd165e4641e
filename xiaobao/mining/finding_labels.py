"""The two hot categories that no single text shows: 职业索赔 by its ring, 群体投诉 by its group.

The labels cover both tracks, for the shares of noise are counted over both; the docket keeps those of rings
for complaints alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.tables import LABELS, Tables

HOT, PROPOSE = "hot", "propose"
PROFESSIONAL, JOINT = "职业索赔", "群体投诉"
"""As ``content/taxonomy/hot_categories.yaml`` calls them."""


def with_hot_labels(tables: Tables, without: Iterable[str]) -> pa.Table:
    """Return the labels with those of rings and groups in place of whatever was said of the same before.

    ``without`` are the names, in their own tables, of rings and groups a person has rejected.
    """
    added = pa.Table.from_pylist(list(_added(tables, set(without))), schema=LABELS)
    labels = tables["labels"]
    stays = pa.concat_tables([_not_again(labels, added, JOINT), added])
    order = [(name, "ascending") for name in ("matter", "scheme", "label", "by")]
    return stays.sort_by(order).combine_chunks()


def _added(tables: Tables, without: set[str]) -> Iterator[dict[str, Any]]:
    rings = {row["ring"]: row for row in tables["rings"].to_pylist()}
    groups = {row["group"]: row for row in tables["groups"].to_pylist()}
    for label, by, kind, members, whole in (
        (PROFESSIONAL, "ring", "ring", tables["ring_members"], rings),
        (JOINT, "group", "group", tables["group_members"], groups),
    ):
        seen = set()
        for row in members.select([kind, "matter"]).to_pylist():
            if row[kind] not in without and row["matter"] not in seen:
                seen.add(row["matter"])
                yield {
                    "matter": row["matter"], "scheme": HOT, "label": label, "score": None, "band": PROPOSE,
                    "by": by, "why": _why(label, whole[row[kind]]),
                }  # fmt: skip


def _why(label: str, row: dict[str, Any]) -> str:
    if label == JOINT:
        return f"同一经营者{row['first_on']}至{row['last_on']}被{row['persons']}人投诉举报{row['matters']}件"
    return "属于一组疑似职业索赔的来件，见该项发现"


def _not_again(labels: pa.Table, added: pa.Table, label: str) -> pa.Table:
    """Return the labels but those of these two categories a rule gave a matter that has one now."""
    keep = pa.array([True] * labels.num_rows, pa.bool_())
    for one in (PROFESSIONAL, label):
        matters = added.filter(pc.equal(added["label"], one))["matter"]
        said = pc.and_(pc.equal(labels["scheme"], HOT), pc.equal(labels["label"], one))
        keep = pc.and_(keep, pc.invert(pc.and_(said, pc.is_in(labels["matter"], value_set=matters))))
    return labels.filter(keep)
