"""Steps run in order on the tables made before them, and say what they took."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from xiaobao.mining.engine import Embedded
from xiaobao.mining.pipeline import Run, Step, run
from xiaobao.mining.tables import RESPONDENTS, Tables, WrongTable, empty

TOLD = Run(date(2026, 12, 1), Path("content"), Embedded(), b"key")


def each_alone(tables: Tables, told: Run) -> dict[str, pa.Table]:
    """Take every enterprise for one of its own."""
    numbers = tables["enterprises"]["enterprise"]
    return {"respondents": pa.table([numbers, numbers], schema=RESPONDENTS)}


def read_them(tables: Tables, told: Run) -> dict[str, pa.Table]:
    """Read what the step before has made."""
    assert tables["respondents"].num_rows == 2
    return {}


def two() -> Tables:
    """Return tables with two enterprises."""
    tables = Tables()
    rows = [{"enterprise": number, "name": "店", "address": "", "credit_code": ""} for number in (1, 2)]
    tables.put("enterprises", pa.Table.from_pylist(rows, schema=empty("enterprises").schema))
    return tables


def test_each_step_reads_what_those_before_it_made_and_is_timed() -> None:
    told: list[str] = []
    steps = (Step("linkage", each_alone), Step("groups", read_them))
    took = run(steps, two(), TOLD, progress=told.append)
    assert told == ["linkage", "groups"]
    assert [(one.step, one.rows) for one in took] == [("linkage", {"respondents": 2}), ("groups", {})]
    assert all(one.seconds >= 0 for one in took)


def test_a_step_that_makes_other_columns_than_its_table_has_is_stopped() -> None:
    wrong = Step("linkage", lambda tables, told: {"respondents": tables["enterprises"]})
    with pytest.raises(WrongTable, match="respondents"):
        run((wrong,), two(), TOLD)


def test_a_step_that_runs_too_early_finds_no_table() -> None:
    with pytest.raises(KeyError, match="respondents"):
        run((Step("groups", read_them),), two(), TOLD)
