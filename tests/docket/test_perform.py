"""Performance: the whole sum so far, never more than was settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.perform import perform
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def case(register, officers):
    """A complaint settled for 200 yuan of which nothing is paid."""
    case = Case(register(), officers).ready_to_settle()
    case.settle()
    return case


def performed(case, **how):
    at = cast.at("2026-05-22")
    return case.do(perform, **({"at": at, "on": at.date(), "recovered": Decimal("200.00")} | how))


def test_what_was_paid_is_kept_with_the_day_and_the_words(case):
    taken = performed(case, words="投诉人来电确认到账。")
    assert (case.complaint.recovered, case.complaint.performed_on) == (Decimal("200.00"), date(2026, 5, 22))
    assert (taken.event.verb, taken.event.data) == ("perform", {"recovered": "200.00", "on": "2026-05-22"})
    assert taken.event.ruling.words == "投诉人来电确认到账。"
    assert case.matter.state == "settled"


def test_it_may_be_paid_in_parts_and_less_than_before_needs_words(case):
    performed(case, recovered=Decimal("80"))
    performed(case, recovered=Decimal("120"))
    with pytest.raises(Refused) as refused:
        performed(case, recovered=Decimal("100"))
    assert "改少的请写明原因" in refused.value.fields["words"]
    performed(case, recovered=Decimal("100"), words="其中20元转账被退回。")
    assert case.complaint.recovered == Decimal("100")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"recovered": None}, "recovered"),
        ({"recovered": Decimal("200.01")}, "recovered"),
        ({"recovered": Decimal("-0.01")}, "recovered"),
        ({"on": None}, "on"),
        ({"on": date(2026, 5, 23)}, "on"),
        ({"on": date(2026, 5, 19)}, "on"),
    ],
)
def test_each_thing_that_is_wrong_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        performed(case, **given)
    assert set(refused.value.fields) == {field}
    assert case.complaint.recovered is None


def test_settled_elsewhere_for_an_unknown_sum_any_sum_may_be_paid(register, officers):
    row = cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19"), outcome="settled")
    case = Case(register(row), officers)
    performed(case, recovered=Decimal("999"))
    assert case.complaint.recovered == Decimal("999")


def test_only_after_a_settlement_once_a_click_and_by_who_sees_it(case, register, officers):
    version = case.matter.version
    performed(case)
    with pytest.raises(Changed):
        performed(case, version=version)
    for username, refusal in (("hemin", NotAllowed), ("lian", NotFound)):
        with pytest.raises(refusal):
            performed(case, who=username)
    other = Case(register(cast.complaint(external_id="E2")), officers)
    with pytest.raises(Refused) as refused:
        performed(other)
    assert refused.value.code == "RUL-102"
