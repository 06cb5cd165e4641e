"""A withdrawal has a day that can be and a way it was said."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import withdrawal


@pytest.fixture(scope="module")
def law():
    return law_room.load()


@pytest.mark.parametrize(
    ("on", "how", "fields"),
    [
        (date(2026, 5, 18), "phone", set()),
        (date(2026, 5, 20), "written", set()),
        (date(2026, 5, 17), "phone", {"on"}),
        (date(2026, 5, 21), "phone", {"on"}),
        (date(2026, 5, 20), "", {"how"}),
        (date(2026, 5, 20), "pigeon", {"how"}),
    ],
)
def test_day_and_way(on, how, fields, law):
    decision = withdrawal.check_withdraw(
        regulation="samr-order-121",
        on=on,
        how=how,
        received_on=date(2026, 5, 18),
        today=date(2026, 5, 20),
        law=law,
    )
    assert {reason.field for reason in decision.reasons if reason.field} == fields
    assert decision.outcome == ("refused" if fields else "allowed")
