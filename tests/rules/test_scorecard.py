"""A scorecard worked out by hand: six complaints of one enterprise, handed over on Monday 2026-05-04."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import cast
from xiaobao.rules.scorecard import (
    Counts,
    Figure,
    Gain,
    Handed,
    Share,
    Slip,
    Suggests,
    add,
    card,
    count,
    drop,
)
from xiaobao.rules.tiers import Minutes, PartnerThresholds

MONDAY = cast.at("2026-05-04", "10:00")
DUE = date(2026, 5, 18)
MILK = "投诉问题类别->食品安全"
THRESHOLDS = PartnerThresholds(settled=0.5, on_time=0.8, slips=0.15, matters=30, least=5)


def handed(**told):
    return Handed(**{"at": MONDAY, "due_on": DUE, "amount": Decimal("36.50"), "problem": MILK} | told)


def after(**hours):
    return MONDAY + timedelta(**hours)


SIX = (
    # Contacted after two hours, settled on the last day for 30 yuan, five points.
    handed(contact_at=after(hours=2), ending="settled", ended_on=DUE, rating=5, settled=Decimal(30)),
    # Contacted after a day and an hour, settled a day too late, three points.
    handed(
        contact_at=after(hours=25), ending="settled", ended_on=date(2026, 5, 19), rating=3, settled=Decimal(6)
    ),
    # Nobody ever called: it ran out.
    handed(ending="expired", ended_on=date(2026, 5, 19), problem="投诉问题类别->价格"),
    # Refused in time after a call within the hour.
    handed(contact_at=after(minutes=30), ending="refused", ended_on=date(2026, 5, 8)),
    # Withdrawn by the consumer: neither settled nor come back.
    handed(ending="withdrawn", ended_on=date(2026, 5, 8), amount=None),
    # Still going on, not contacted yet.
    handed(problem=""),
)


def test_every_figure_is_what_a_person_would_count():
    counts = count(SIX, contact_hours=24)
    assert counts.volume == 6
    assert counts.settlement == Share(2, 4)
    assert counts.on_time == Share(2, 4)
    assert counts.contact == Share(2, 4)
    assert counts.median_hours == 2
    assert (counts.returns, counts.returned) == (Share(2, 4), 2)
    assert (counts.satisfaction, counts.rated) == (4, 2)
    assert (counts.in_dispute, counts.agreed) == (Decimal("182.50"), Decimal(36))
    assert counts.repeated == ((MILK, 4),)


def test_nothing_has_no_rates():
    counts = count((), contact_hours=24)
    assert counts == Counts()
    assert (counts.settlement.rate, counts.median_hours, counts.satisfaction) == (None, None, None)


def test_two_together_are_the_sum_of_the_parts():
    whole = count(SIX, contact_hours=24)
    parts = count(SIX[:2], contact_hours=24) + count(SIX[2:], contact_hours=24)
    assert parts == whole


def test_of_repeated_problems_the_three_most_frequent_are_named():
    problems = {"a": 2, "b": 3, "c": 9, "d": 5, "e": 4}
    assert Counts(problems=problems).repeated == (("c", 9), ("d", 5), ("e", 4))


@pytest.mark.parametrize(
    ("before", "now", "slips"),
    [
        (Share(8, 10), Share(13, 20), (Slip(Figure.SETTLEMENT, 0.8, 0.65),)),
        (Share(8, 10), Share(7, 10), ()),
        (Share(8, 10), Share(0, 4), ()),
        (Share(4, 4), Share(0, 10), ()),
        (Share(5, 10), Share(9, 10), ()),
    ],
    ids=["by just so much", "by less", "too few now", "too few before", "has risen"],
)
def test_a_share_slips_when_it_falls_by_so_much_against_the_period_before(before, now, slips):
    made = card(Counts(settlement=now), Counts(settlement=before), THRESHOLDS)
    assert made.slips == slips


@pytest.mark.parametrize(
    ("settlement", "on_time", "said"),
    [
        (Share(2, 5), Share(5, 5), ["和解率40.0%（2/5），低于本局要求的50%（评价起点5件）。"]),
        (Share(5, 5), Share(3, 5), ["按期率60.0%（3/5），低于本局要求的80%（评价起点5件）。"]),
        (Share(5, 10), Share(8, 10), []),
        (Share(0, 4), Share(0, 4), []),
    ],
    ids=["settles too little", "settles too late", "just enough of both", "too few to say"],
)
def test_who_settles_too_little_or_too_late_is_suggested_to_be_dropped_with_why(settlement, on_time, said):
    suggestion = drop(Counts(settlement=settlement, on_time=on_time), THRESHOLDS)
    assert [reason.text for reason in suggestion.reasons] == said if said else suggestion is None
    assert suggestion is None or suggestion.suggests is Suggests.DROP


@pytest.mark.parametrize(
    ("volume", "settlement", "suggested"),
    [
        (30, Share(10, 20), True),
        (29, Share(20, 20), False),
        (90, Share(9, 20), False),
        (90, Share(4, 4), False),
    ],
    ids=["many that mostly settle", "not many", "mostly do not settle", "hardly any has ended"],
)
def test_an_enterprise_of_many_complaints_that_mostly_settle_is_suggested_to_be_added(
    volume, settlement, suggested
):
    assert (add(volume, settlement, THRESHOLDS) is not None) is suggested


def test_hours_saved_are_the_count_times_the_minutes_of_one_complaint():
    gain = Gain(settled=12, complaints=48, minutes=Minutes().a_complaint)
    assert (gain.minutes, gain.hours, gain.share.rate) == (115, 23, 0.25)
