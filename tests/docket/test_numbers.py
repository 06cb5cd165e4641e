"""Numbers: one after the other in each series and year, and only with what they were taken for."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.void import void
from xiaobao.docket.models import Document, Matter, NumberSeries
from xiaobao.docket.numbers import take
from xiaobao.refusals import Refused


def last(series="acceptance", year=2026):
    return NumberSeries.objects.filter(series=series, year=year).values_list("last", flat=True).first()


def test_each_series_and_each_year_counts_from_one(db):
    assert list(take("acceptance", 2026)) == [1]
    assert list(take("acceptance", 2026)) == [2]
    assert list(take("acceptance", 2027)) == [1]
    assert list(take("decline", 2026)) == [1]


def test_many_are_taken_in_one_go_and_the_next_follows_them(db):
    assert list(take("matter", 2026, 1000)) == list(range(1, 1001))
    assert list(take("matter", 2026)) == [1001]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(1, 5), st.booleans())))
def test_what_is_kept_has_no_gap_whatever_is_undone_between(db, wishes):
    NumberSeries.objects.all().delete()
    kept = {"a": [], "b": []}
    for series, count, undone in wishes:
        with transaction.atomic():
            numbers = take(series, 2026, count)
            transaction.set_rollback(undone)
        kept[series] += [] if undone else numbers
    for series, numbers in kept.items():
        assert numbers == list(range(1, len(numbers) + 1))
        assert (last(series) or 0) == len(numbers)


def test_outside_a_transaction_no_number_is_given(db):
    outside = patch.object(connections["default"], "in_atomic_block", False)
    with outside, pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        take("acceptance", 2026)
    assert last() is None


def test_an_act_that_is_refused_after_its_number_was_taken_gives_it_back(register, officers):
    key = register(cast.complaint(person_name="林**"))
    given = {"matter_id": key, "version": 1, "officer": officers["chensiyuan"], "at": cast.NOON}
    with pytest.raises(Refused, match="DOC-0"), transaction.atomic():
        accept(**given, addressee="林\U000f0000禾")
    assert (last(), Document.objects.count(), Matter.objects.get().state) == (None, 0, "received")
    assert accept(**given, addressee="林晓禾").number == "湖市监投受〔2026〕1号"


def test_a_voided_document_keeps_its_number_and_the_next_gets_another(register, officers):
    key = register()
    first = accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    void(
        matter_id=key,
        version=2,
        officer=officers["suming"],
        at=cast.NOON,
        document_id=first.pk,
        words="错字，另行签发。",
    )
    second = accept(
        matter_id=register(cast.complaint(external_id="E2")),
        version=1,
        officer=officers["chensiyuan"],
        at=cast.NOON,
    )
    first.refresh_from_db()
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.voided_at is not None


def test_the_database_itself_refuses_a_number_given_twice(register, officers):
    issued = accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON)
    issued.pk, issued.number = None, "另一编号"
    with pytest.raises(IntegrityError, match="UNIQUE"), transaction.atomic():
        issued.save(force_insert=True)
