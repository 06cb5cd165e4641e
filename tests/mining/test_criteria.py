"""The four criteria: measures without a unit, weights that add up, a ranking that changes with the weights."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from xiaobao.mining.criteria import Part, linear, logarithmic, rank, shares

PARTS = [
    Part("搅拌站噪音", "concentrated", "count", 0.9, 0.6),
    Part("搅拌站噪音", "harmful", "injury", 0.0, 0.4),
    Part("奶茶异物", "concentrated", "count", 0.4, 0.6),
    Part("奶茶异物", "harmful", "injury", 0.8, 0.4),
]


def test_an_issue_scores_what_its_parts_add():
    assert rank(PARTS) == [("奶茶异物", 0.56, 1), ("搅拌站噪音", 0.54, 2)]


def test_with_other_weights_another_issue_comes_first():
    assert rank(PARTS, {"concentrated": 2, "harmful": 1}) == [
        ("搅拌站噪音", 0.6, 1),
        ("奶茶异物", 0.533333, 2),
    ]


def test_a_criterion_left_out_of_the_weights_weighs_nothing():
    assert rank(PARTS, {"concentrated": 1}) == [("搅拌站噪音", 0.9, 1), ("奶茶异物", 0.4, 2)]


def test_a_single_part_can_be_weighed_anew():
    parts = [*PARTS, Part("奶茶异物", "concentrated", "growth", 1.0, 0.0)]
    found = {
        issue: score for issue, score, _rank in rank(parts, {"concentrated": 1, "concentrated.growth": 0.6})
    }
    assert found == {"搅拌站噪音": 0.45, "奶茶异物": 0.7}


def test_of_two_with_the_same_score_the_smaller_key_comes_first():
    tied = [Part("乙", "wide", "persons", 0.5, 1.0), Part("甲", "wide", "persons", 0.5, 1.0)]
    assert [issue for issue, _score, _rank in rank(tied)] == sorted(["乙", "甲"])


def test_shares_add_up_to_one_and_leave_out_a_criterion_without_parts():
    found = shares(
        {"concentrated": 3, "urgent": 1, "wide": 9},
        {"concentrated": {"count": 2, "growth": 1}, "urgent": {"orders": 5}},
    )
    assert found == pytest.approx(
        {("concentrated", "count"): 0.5, ("concentrated", "growth"): 0.25, ("urgent", "orders"): 0.25}
    )
    assert math.isclose(sum(found.values()), 1)


@pytest.mark.parametrize(
    ("value", "full", "log", "straight"),
    [(0, 99, 0.0, 0.0), (9, 99, 0.5, 1 / 11), (99, 99, 1.0, 1.0), (500, 99, 1.0, 1.0)],
)
def test_a_measure_lies_between_none_and_full(value: float, full: float, log: float, straight: float):
    assert (logarithmic(value, full), linear(value, full)) == pytest.approx((log, straight))


def test_ranking_anew_loads_nothing_that_finds_issues():
    heavy = "numpy", "scipy", "pyarrow", "ibis", "pydantic"
    code = f"import sys, xiaobao.mining.criteria; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
