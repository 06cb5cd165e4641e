"""Settling first: until which day, who may be asked, and whose word ends it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from xiaobao.rules import settle_first as rule
from xiaobao.rules.settle_first import PartnerFacts
from xiaobao.rules.steps import ORDER_20, ORDER_121

TODAY = date(2026, 5, 20)
SHOP = PartnerFacts("odr", "厦门青禾生鲜超市有限公司", date(2026, 1, 5), None)


@pytest.mark.parametrize(
    ("on", "days", "due"),
    [
        (date(2026, 5, 18), 10, date(2026, 6, 1)),
        (date(2026, 5, 16), 1, date(2026, 5, 18)),
        (date(2026, 6, 17), 2, date(2026, 6, 22)),  # 端午节 on Friday the 19th
        (date(2026, 9, 24), 3, date(2026, 9, 30)),  # 中秋节 on Friday the 25th
    ],
)
def test_the_last_day_counts_working_days_from_the_next_one(rulebook, on, days, due):
    found = rule.settle_by(on, days, rulebook.calendar)
    assert found.due_on == due
    assert f"{days}个工作日（本局要求，可以调整）" in found.derivation[1]
    assert [rule.expired(due, day) for day in (on, due)] == [False, False]


def test_in_a_year_nobody_knows_yet_the_last_day_is_the_earliest_it_can_be(rulebook):
    found = rule.settle_by(date(2031, 5, 5), 10, rulebook.calendar)
    assert found.due_on >= date(2031, 5, 15)
    assert found.derivation[-1] == "2031年放假安排尚未载入，按最早可能之日计算。"


def check(partner=SHOP, **changes):
    given = {"regulation": ORDER_121, "way": "odr", "how": "phone", "today": TODAY} | changes
    return lambda law: rule.check_settle_first(partner, law=law, **given)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (check(PartnerFacts("odr", "甲", None, None)), "partner"),
        (check(PartnerFacts("odr", "甲", date(2026, 5, 21), None)), "partner"),
        (check(PartnerFacts("odr", "甲", date(2026, 1, 5), TODAY)), "partner"),
        (check(way="point"), "way"),
        (check(way="any"), "way"),
        (check(how=""), "how"),
        (check(joint=True), "words"),
        (check(words="长" * 2001), "words"),
    ],
)
def test_what_stands_in_the_way_is_said_at_its_field(rulebook, asked, field):
    decision = asked(rulebook.law)
    assert (decision.outcome, {reason.field for reason in decision.reasons}) == ("refused", {field})


@pytest.mark.parametrize(("regulation", "article"), [(ORDER_121, "第六条第三款"), (ORDER_20, "第六条第二款")])
def test_it_is_voluntary_under_either_regulation(rulebook, regulation, article):
    decision = check(regulation=regulation)(rulebook.law)
    assert decision.outcome == "allowed"
    assert decision.reasons[0].text == "先行和解出于自愿，消费者可以随时要求由本局处理。"
    assert decision.citations[0].endswith(article)


def test_a_partner_that_refused_before_is_allowed_with_a_warning(rulebook):
    decision = check(PartnerFacts("odr", "甲", date(2026, 1, 5), None, refused=True))(rulebook.law)
    assert decision.outcome == "allowed"
    assert decision.reasons[1].text == "甲此前对本件不同意和解，请核对是否仍要转交。"


def test_taking_it_back_needs_a_reason(rulebook):
    refused = rule.check_recall(regulation=ORDER_121, words=" ", law=rulebook.law)
    assert [reason.field for reason in refused.reasons] == ["words"]
    allowed = rule.check_recall(regulation=ORDER_121, words="消费者来电要求。", law=rulebook.law)
    assert allowed.citations[0].endswith("第十五条第一款")


def confirm(law, **changes):
    given = {"regulation": ORDER_121, "how": "phone", "claimed": True, "terms": "", "settled": None}
    return rule.check_confirm(law=law, satisfaction=None, **given | changes)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"how": "platform"}, {"how"}),
        ({"claimed": False}, {"terms"}),
        ({"claimed": False, "terms": "退款。", "settled": Decimal(-1)}, {"settled"}),
        ({"settled": Decimal(5)}, {"terms"}),
        ({"joint": True}, {"words"}),
    ],
)
def test_a_confirmation_says_how_it_came_and_what_was_agreed(rulebook, changes, fields):
    decision = confirm(rulebook.law, **changes)
    assert (decision.outcome, {reason.field for reason in decision.reasons}) == ("refused", fields)


def test_what_the_partner_claimed_needs_only_the_consumers_word(rulebook):
    assert confirm(rulebook.law).outcome == "allowed"
    assert confirm(rulebook.law, claimed=False, terms="退款。", settled=Decimal("36.50")).outcome == "allowed"


@pytest.mark.parametrize(
    ("amount", "refused"),
    [
        (None, False),
        (Decimal(0), False),
        (Decimal("0.001"), True),
        (Decimal("NaN"), True),
        (Decimal(-1), True),
    ],
)
def test_a_claim_has_words_and_a_sum_that_can_be(amount, refused):
    assert (rule.check_claim(terms="退款。", amount=amount).outcome == "refused") == refused
    assert [one.field for one in rule.check_claim(terms="", amount=None).reasons] == ["terms"]


@pytest.mark.parametrize(("stars", "refused"), [(0, True), (1, False), (5, False), (6, True), (None, True)])
def test_satisfaction_is_one_to_five(stars, refused):
    assert (rule.check_rating(stars, needed=True).outcome == "refused") == refused


@pytest.mark.parametrize(("clock", "in_time"), [("10:00", True), ("10:01", False)])
def test_the_first_contact_is_counted_in_hours(clock, in_time):
    handed, first = cast.at("2026-05-18", "10:00"), cast.at("2026-05-19", clock)
    assert rule.contacted_in_time(handed, first, 24) == in_time
