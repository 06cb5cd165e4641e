"""Writing many rows at once: the same rows the models would have written."""

from __future__ import annotations

import gc
from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from xiaobao.docket import bulk
from xiaobao.docket.models import Clock, Complaint, Event, Matter

pytestmark = pytest.mark.django_db


def test_values_read_back_in_the_type_they_were_given(register) -> None:
    matter = register(cast.complaint(amount=Decimal("36.50")))
    Complaint.objects.filter(pk=matter).delete()
    columns = (
        "matter_id",
        "decision",
        "decided_on",
        "decline_reason",
        "evidence",
        "outcome",
        "recovered",
        "diversion",
        "satisfaction",
    )
    bulk.insert(
        Complaint, columns, [(matter, "accepted", cast.TODAY, "", ["订单截图"], "", Decimal("1.5"), "", "")]
    )
    written = Complaint.objects.get(pk=matter)
    assert (written.decided_on, written.concluded_on) == (date(2026, 5, 20), None)
    assert (written.evidence, written.recovered) == (["订单截图"], Decimal("1.50"))
    assert Matter.objects.get(pk=matter).amount == Decimal("36.50")


def test_a_moment_that_is_not_known_stays_empty(register) -> None:
    matter = register()
    columns = ("matter_id", "verb", "occurred_at", "recorded_at", "data")
    rows = [
        (matter, "accept", None, cast.NOON, {}),
        (matter, "settle", cast.NOON, cast.NOON, {"outcome": "settled"}),
    ]
    bulk.insert(Event, columns, rows)
    written = Event.objects.filter(matter=matter).order_by("id").values_list("verb", "occurred_at", "data")
    assert list(written)[-2:] == [("accept", None, {}), ("settle", cast.NOON, {"outcome": "settled"})]


def test_rows_are_written_anew_by_their_key_and_the_others_stay(register) -> None:
    first, second, third = (register(cast.complaint(external_id=key, digest=key.encode())) for key in "ABC")
    found = [Clock.objects.filter(matter=key)[0].pk for key in (first, second, third)]
    before = Clock.objects.get(pk=found[1])
    ledger = [{"kind": "start", "on": "2026-05-18"}]
    given = [(cast.NOON, ledger, '茶叶，"明前"', found[0]), (None, [], "", found[2])]
    bulk.update(Clock, ("watch_at", "ledger", "basis"), given)
    written = {one.pk: (one.watch_at, one.ledger, one.basis) for one in Clock.objects.filter(pk__in=found)}
    assert written == {
        found[0]: (cast.NOON, ledger, '茶叶，"明前"'),
        found[1]: (before.watch_at, before.ledger, before.basis),
        found[2]: (None, [], ""),
    }


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        bulk.insert(Event, ("matter_id", "verb"), [])


def test_the_collector_works_as_before_after_a_block_even_one_that_fails() -> None:
    before = gc.get_threshold()
    with bulk.rarely_collected():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), bulk.rarely_collected():
        _ = 1 // 0
    assert gc.get_threshold() == before
