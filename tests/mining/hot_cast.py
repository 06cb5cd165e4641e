"""Invented complaints for the examples of groups and hot issues: who complains of whom, when, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from xiaobao.mining.engine import connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import SCHEMAS, Tables, empty

CONTENT = Path(__file__).parents[2] / "content"
BEGAN = date(2026, 1, 1)
NAMES = {1: "厦门青禾生鲜超市有限公司", 2: "厦门远帆健身服务有限公司", 3: "厦门鹭友商贸有限公司"}
_BLANK = {pa.string(): "", pa.int64(): None, pa.float64(): None, pa.date32(): None, pa.bool_(): False}


class Told(NamedTuple):
    """One complaint: the day after the first, of which shop, in which words, by whom (each his own person)."""

    day: int
    shop: int | None
    text: str
    person: str = ""
    track: str = "complaint"
    more: dict[str, Any] = {}


def filled(name: str, given: Sequence[dict[str, Any]]) -> pa.Table:
    """A table of this name; what a row leaves out is blank."""
    blank = {field.name: _BLANK[field.type] for field in SCHEMAS[name]}
    return pa.Table.from_pylist([blank | row for row in given], schema=SCHEMAS[name])


def docket(told: Sequence[Told], **more: Sequence[dict[str, Any]]) -> Tables:
    """Tables of a docket with these complaints, numbered from 1 in the order told; ``more``: by name."""
    made, numbered = Tables(), list(enumerate(told, start=1))
    made.put("matters", filled("matters", [_matter(number, one) for number, one in numbered]))
    texts = [{"matter": number, "text": one.text} for number, one in numbered]
    persons = [{"matter": number, "person": one.person or f"p{number}"} for number, one in numbered]
    shops = [{"enterprise": shop, "name": name} for shop, name in NAMES.items()]
    made.put("texts", filled("texts", texts))
    made.put("persons", filled("persons", persons))
    made.put("enterprises", filled("enterprises", shops))
    made.put(
        "respondents", filled("respondents", [{"enterprise": shop, "respondent": shop} for shop in NAMES])
    )
    for name in ("labels", "pairs", "groups", "group_members", "ring_members"):
        made.put(name, filled(name, more[name]) if name in more else empty(name))
    return made


def _matter(number: int, one: Told) -> dict[str, Any]:
    return {
        "matter": number, "track": one.track, "channel": "12315", "received": 86_400 * one.day + number,
        "received_on": BEGAN + timedelta(days=one.day), "enterprise": one.shop, "orders": 0, "overdue": False,
        "is_open": True, **one.more,
    }  # fmt: skip


def run(day: int, content: Path = CONTENT) -> Run:
    """A run so many days after the first."""
    return Run(on=BEGAN + timedelta(days=day), content=content, engine=connect(), secret=b"invented")
