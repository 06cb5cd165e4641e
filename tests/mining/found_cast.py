"""Invented tables for the examples of findings: matters of one shop, who is behind them, what was found."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from xiaobao.mining.engine import Engine, connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import SCHEMAS, Tables, empty

CONTENT = Path(__file__).parents[2] / "content"
DAY = date(2026, 5, 1)
_BLANK = {pa.string(): "", pa.int64(): None, pa.float64(): None, pa.date32(): None, pa.bool_(): False}


def rows(name: str, *given: dict[str, Any]) -> pa.Table:
    """A table of this name; what a row leaves out is blank."""
    schema = SCHEMAS[name]
    blank = {field.name: _BLANK[field.type] for field in schema}
    return pa.Table.from_pylist([blank | row for row in given], schema=schema)


def matter(number: int, *, track: str = "complaint", person: str = "", after: int = 0) -> dict[str, Any]:
    """A matter against shop 1, received so many days after the first; ``person`` defaults to one of its own."""
    return {
        "matter": number, "number": f"示〔2026〕{number:06d}", "track": track, "enterprise": 1, "is_open": True,
        "received": 1_777_600_000 + 86_400 * after, "received_on": DAY + timedelta(days=after),
        "person": person or f"p{number}", "office": "huli", "orders": 0, "overdue": False,
    }  # fmt: skip


def tables(*matters: dict[str, Any], **more: list[dict[str, Any]]) -> Tables:
    """Tables of a run up to the findings; ``more``: rows of a table by its name."""
    made = Tables()
    told = [{name: value for name, value in one.items() if name != "person"} for one in matters]
    made.put("matters", rows("matters", *told))
    made.put("enterprises", rows("enterprises", {"enterprise": 1, "name": "厦门青禾生鲜超市有限公司"}))
    persons = ({"matter": one["matter"], "role": "complainant", "person": one["person"]} for one in matters)
    made.put("persons", rows("persons", *persons))
    made.put("texts", rows("texts", *({"matter": one["matter"], "text": "酸奶过期"} for one in matters)))
    for name in SCHEMAS:
        if name in more or name not in made:
            made.put(name, rows(name, *more[name]) if name in more else empty(name))
    return made


def twin(left: int, right: int) -> dict[str, Any]:
    """A pair told again two days later."""
    return {"left": left, "right": right, "kind": "twin", "likeness": 0.6, "contained": 0.9, "days": 2,
            "same_person": True, "same_respondent": True, "passages": "[]"}  # fmt: skip


def group(name: str, *matters: int) -> dict[str, list[dict[str, Any]]]:
    """A group complaint of these matters."""
    row = {
        "group": name, "respondent": 1, "problem": "投诉问题类别->合同", "first_on": DAY, "last_on": DAY,
        "matters": len(matters), "persons": len(matters), "alarm_matter": matters[-1],
        "alarm_rank": len(matters), "usual": 0.5, "ratio": 8.0, "why": "平时很少，近日突增",
    }  # fmt: skip
    return {"groups": [row], "group_members": [{"group": name, "matter": one} for one in matters]}


FACTORS = [
    {
        "name": "同一联系方式",
        "factor": "contact",
        "value": 2,
        "unit": "person",
        "met": True,
        "why": "2人同一电话",
    },
    {
        "name": "同一经营者",
        "factor": "same_respondent",
        "value": 1,
        "unit": "matter",
        "met": False,
        "why": "1件",
    },
]
"""What ``claimants`` has counted of a ring over its complaints: one sign, and one that says nothing."""


def ring(name: str, *members: tuple[int, str]) -> dict[str, list[dict[str, Any]]]:
    """A ring of (matter, person)."""
    row = {"ring": name, "persons": 2, "phones": 1, "matters": len(members), "complaints": 0, "respondents": 1,
           "first_on": DAY, "last_on": DAY, "why": "1人投诉3件", "parts": json.dumps(FACTORS)}  # fmt: skip
    return {
        "rings": [row],
        "ring_members": [
            {"ring": name, "matter": one, "person": who, "why": "同一电话"} for one, who in members
        ],
    }


@cache
def engine() -> Engine:
    """One engine for all examples."""
    return connect()


def told(before: Tables | None = None, *, on: date = DAY, rulings: pa.Table | None = None) -> Run:
    """What the step is told."""
    return Run(on=on, content=CONTENT, engine=engine(), secret=b"invented", before=before, rulings=rulings)


def ruling(finding: str, verb: str, reason: str = "", **more: Any) -> dict[str, Any]:
    """A ruling on a finding."""
    return {"finding": finding, "kind": finding.split("-")[0], "verb": verb, "reason": reason, "matters": 3,
            "parts": "[]", **more}  # fmt: skip


def rulings(*given: dict[str, Any]) -> pa.Table:
    """The table of rulings."""
    from xiaobao.mining.tables import RULINGS

    return pa.Table.from_pylist([{"until": None, **row} for row in given], schema=RULINGS)
