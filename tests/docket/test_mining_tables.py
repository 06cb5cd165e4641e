"""The docket as tables: every matter but insiders' reports, words masked, and people only once it is on record."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from xiaobao.docket.mining_people import people
from xiaobao.docket.mining_tables import enterprises, matters
from xiaobao.docket.models import Matter
from xiaobao.intake.registration import Registration
from xiaobao.mining.tables import ENTERPRISES, MATTERS, PEOPLE
from xiaobao.vault.models import AuditEntry

Register = Callable[[Registration], int]
SETTLED = {
    "decision": "accepted", "decided_at": cast.at("2026-05-19"), "outcome": "settled", "closed": True,
    "closed_at": cast.at("2026-05-20", "11:00"), "recovered": Decimal("36.50"), "satisfaction": "满意",
}  # fmt: skip


@pytest.mark.django_db
def test_a_matter_is_one_row_with_what_became_of_it(register: Register) -> None:
    key = register(cast.complaint(**SETTLED))
    table = matters(cast.TODAY)
    (row,) = table.to_pylist()
    assert table.schema.equals(MATTERS)
    told = {name: row[name] for name in (
        "matter", "track", "channel", "received_on", "amount_fen", "recovered_fen", "place", "decision",
        "outcome", "is_open", "closed_on", "due_on", "overdue", "orders", "satisfaction",
    )}  # fmt: skip
    assert told == {
        "matter": key, "track": "complaint", "channel": "12315", "received_on": date(2026, 5, 18),
        "amount_fen": 3650, "recovered_fen": 3650, "place": "湖里街道", "decision": "accepted",
        "outcome": "settled", "is_open": False, "closed_on": date(2026, 5, 20), "due_on": None,
        "overdue": False, "orders": 0, "satisfaction": "满意",
    }  # fmt: skip
    assert row["received"] == int(cast.at("2026-05-18").timestamp())
    assert "13900000001" not in row["content"]
    assert enterprises().schema.equals(ENTERPRISES)
    assert enterprises()["enterprise"].to_pylist() == [row["enterprise"]]


@pytest.mark.django_db
def test_a_clock_that_has_run_out_shows_on_the_day_asked_about(register: Register) -> None:
    register(cast.complaint())
    due = matters(cast.TODAY)["due_on"].to_pylist()[0]
    assert due > cast.TODAY
    assert [matters(on)["overdue"].to_pylist() for on in (cast.TODAY, date(2026, 7, 1))] == [[False], [True]]


@pytest.mark.django_db
def test_an_insiders_report_is_in_no_table(register: Register) -> None:
    key = register(cast.report())
    assert matters(cast.TODAY).num_rows == 1
    Matter.objects.filter(pk=key).update(guarded=True)
    assert (matters(cast.TODAY).num_rows, people(engine="duckdb", at=cast.NOON).num_rows) == (0, 0)


@pytest.mark.django_db
def test_people_are_opened_once_the_trail_says_how_many(register: Register) -> None:
    register(cast.complaint())
    more = {"证件号码": "350206199001011234", "住址": "湖里区虚构路2号"}
    register(replace(cast.report(), personal=more))
    table = people(engine="duckdb", at=cast.NOON)
    assert table.schema.equals(PEOPLE)
    told = [
        (row["role"], row["name"], row["phone"], row["id_number"], row["address"])
        for row in table.to_pylist()
    ]
    assert told == [
        ("complainant", "林晓禾", "13900000001", "", ""),
        ("reporter", "周喆", "13900000002", "350206199001011234", "湖里区虚构路2号"),
    ]
    (row,) = AuditEntry.objects.filter(act="mining.linked")
    assert row.detail == {"identities": 2, "engine": "duckdb"}


@pytest.mark.django_db
def test_tables_of_an_empty_docket_have_no_row(db: None) -> None:
    assert (matters(cast.TODAY).num_rows, enterprises().num_rows) == (0, 0)


def test_the_process_that_serves_the_screens_loads_no_engine_of_tables() -> None:
    asked = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'xiaobao.settings'; django.setup();"
        "import xiaobao.urls, xiaobao.wsgi;"
        "print([name for name in ('pyarrow', 'ibis', 'duckdb', 'numba', 'sklearn', 'scipy', 'pandas', 'numpy')"
        " if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip().splitlines()[-1] == "[]"
