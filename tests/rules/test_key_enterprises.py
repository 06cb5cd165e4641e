"""When an enterprise is proposed as a key one: worked through by hand."""

from __future__ import annotations

import pytest

from xiaobao.rules.key_enterprises import (
    NOTHING,
    PROPOSED,
    Ground,
    KeyCounts,
    grounds,
    propose,
    propose_ending,
)
from xiaobao.rules.tiers import KeyThresholds
from xiaobao.rules.trend import Trend, ranked

HERE = KeyThresholds(matters=100, growth=0.5, unresolved=0.5, least=20, far_below=0.5)


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        (KeyCounts(complaints=99, before=99), []),
        (KeyCounts(complaints=100, before=100), [Ground.VOLUME]),
        (KeyCounts(complaints=30, before=20), [Ground.GROWTH]),
        (KeyCounts(complaints=29, before=20), []),  # 45 % more
        (KeyCounts(complaints=19, before=1), []),  # too few to say anything
        (KeyCounts(complaints=25), [Ground.GROWTH]),  # from nothing
        (KeyCounts(complaints=40, before=40, ended=20, unresolved=10), [Ground.UNRESOLVED]),
        (KeyCounts(complaints=40, before=40, ended=19, unresolved=19), []),
        (KeyCounts(complaints=40, before=40, ended=20, unresolved=9), []),
        (KeyCounts(complaints=0, reports=900), []),  # reports decide nothing
    ],
)
def test_any_one_of_three_speaks_for_it(counts, found):
    assert list(grounds(counts, HERE)) == found


def test_a_docket_that_begins_later_says_nothing_of_growth():
    assert grounds(KeyCounts(complaints=25), HERE, compared=False) == ()


def test_a_proposal_says_its_figures_in_sentences():
    decision = propose(KeyCounts(complaints=120, before=60, ended=40, unresolved=30), HERE)
    assert decision.outcome == PROPOSED
    assert [reason.text for reason in decision.reasons] == [
        "最近十二个月收到投诉120件，达到100件（本局要求）。",
        "最近十二个月收到投诉120件，比此前十二个月的60件增长100%，达到50%（本局要求）。",
        "最近十二个月调解已经结束的投诉40件，其中30件没有达成调解，占75%，达到50%（本局要求）。",
    ]


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        (KeyCounts(complaints=49, before=80), PROPOSED),
        (KeyCounts(complaints=50, before=80), NOTHING),  # not far below
        (KeyCounts(complaints=49, before=20), NOTHING),  # growth speaks for it still
    ],
)
def test_one_is_proposed_to_be_ended_when_it_has_fallen_far_below(counts, outcome):
    assert propose_ending(counts, HERE).outcome == outcome


def test_a_trend_tells_more_or_fewer_and_grows_from_nothing_beyond_measure():
    fewer, fresh = Trend("价格", 4, 10), Trend("质量", 6, 0)
    assert (fewer.more, fewer.fewer, fewer.growth) == (-6, 6, -0.6)
    assert fresh.growth is None
    assert fresh.is_rising(growth=0.5, least=5)
    assert not fresh.is_rising(growth=0.5, least=7)


def test_the_most_frequent_come_first_and_ties_by_name():
    now = {"质量": 3, "价格": 5, "合同": 3}
    assert ranked(now, {"价格": 7}, most=2) == (Trend("价格", 5, 7), Trend("合同", 3, 0))
