"""The year's figures equal a count by hand, and parts always add up to their whole."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from xiaobao.docket import figures
from xiaobao.docket.actions.register import register_many

DECIDED = cast.at("2026-05-19")
ROWS = (
    cast.complaint(),
    cast.complaint(decision="accepted", decided_at=DECIDED, diversion="odr"),
    cast.complaint(
        decision="accepted",
        decided_at=DECIDED,
        outcome="settled",
        closed=True,
        closed_at=DECIDED,
        recovered=Decimal("12.30"),
    ),
    cast.complaint(
        decision="accepted", decided_at=DECIDED, outcome="settled", recovered=Decimal("0.40"), amount=None
    ),
    cast.complaint(decision="accepted", decided_at=DECIDED, outcome="failed", diversion="green_channel"),
    cast.complaint(decision="accepted", decided_at=DECIDED, outcome="withdrawn"),
    cast.complaint(decision="accepted", decided_at=DECIDED, outcome="self_settled"),
    cast.complaint(decision="declined", decided_at=DECIDED, system="hotline_12345", channel="12345"),
    cast.report(),
    cast.report(decision="filed", decided_at=DECIDED),
    cast.report(decision="not_filed", decided_at=DECIDED, system="hotline_12345", channel="12345"),
    cast.complaint(received_at=cast.at("2025-12-31", "23:59")),
    cast.complaint(received_at=cast.at("2027-01-01", "00:00")),
)


def registered(rows, rulebook):
    from dataclasses import replace

    given = [replace(row, external_id=f"E{n}") for n, row in enumerate(rows)]
    register_many(given, batch=None, rulebook=rulebook, at=cast.NOON)


def test_a_year_counted_by_hand(officers, rulebook):
    registered(ROWS, rulebook)
    assert figures.year(2026) == {
        "year": 2026,
        "basis": "received_on",
        "received": {"total": 11, "complaint": 8, "report": 3, "by_channel": {"12315": 9, "12345": 2}},
        "complaints": {"received": 8, "undecided": 1, "accepted": 6, "declined": 1},
        "reports": {"received": 3, "undecided": 1, "filed": 1, "not_filed": 1},
        "mediation": {
            "concluded": 3,
            "succeeded": 2,
            "failed": 1,
            "withdrawn": 1,
            "self_settled": 1,
            "success_rate": 66.67,
        },
        "amount": {"in_dispute": "255.50", "recovered": "12.70"},
        "odr": {"diverted": 1, "green_channel": 1},
    }


def test_a_matter_belongs_to_the_year_in_which_it_was_received_in_xiamen(officers, rulebook):
    registered(ROWS, rulebook)
    assert [figures.year(year)["received"]["total"] for year in (2025, 2026, 2027)] == [1, 11, 1]


def test_an_empty_year_divides_by_nothing(officers):
    empty = figures.year(2026)
    assert (empty["received"]["total"], empty["mediation"]["success_rate"]) == (0, None)
    assert empty["amount"] == {"in_dispute": "0.00", "recovered": "0.00"}


@given(st.lists(st.sampled_from(ROWS), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_add_up_to_their_whole(officers, rulebook, rows):
    from django.db import transaction

    with transaction.atomic():
        registered(rows, rulebook)
        for number in (2025, 2026, 2027):
            found = figures.year(number)
            received, complaints, reports = found["received"], found["complaints"], found["reports"]
            assert received["total"] == received["complaint"] + received["report"]
            assert received["total"] == sum(received["by_channel"].values())
            assert complaints["received"] == received["complaint"]
            assert reports["received"] == received["report"]
            assert complaints["received"] == sum(
                complaints[part] for part in ("accepted", "declined", "undecided")
            )
            assert reports["received"] == sum(reports[part] for part in ("filed", "not_filed", "undecided"))
            mediation = found["mediation"]
            assert mediation["concluded"] == mediation["succeeded"] + mediation["failed"]
        assert sum(figures.year(number)["received"]["total"] for number in (2025, 2026, 2027)) == len(rows)
        transaction.set_rollback(True)
