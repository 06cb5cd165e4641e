"""Whether a probability is what it says, before and after the temperature."""

from __future__ import annotations

import numpy as np
import pytest

from xiaobao.mining import bands_of_trust, calibration
from xiaobao.mining.bands_of_trust import Bands
from xiaobao.mining.linear_model import softened


def test_certainty_that_is_right_half_of_the_time_is_an_error_of_a_half():
    sure = np.array([[1.0, 0.0]] * 4)
    assert calibration.error(sure, np.array([0, 0, 1, 1])) == pytest.approx(0.5)


def test_seven_of_ten_right_at_seven_tenths_is_no_error():
    sure = np.array([[0.7, 0.3]] * 10)
    assert calibration.error(sure, np.array([0] * 7 + [1] * 3)) == pytest.approx(0)


def test_the_warmth_found_is_the_one_the_truth_was_drawn_with():
    chance = np.random.default_rng(4)
    margins = chance.normal(size=(4000, 3))
    likely = softened(margins, 2.5)
    truth = np.array([chance.choice(3, p=row) for row in likely])
    assert calibration.warmth(margins, truth) == pytest.approx(2.5, rel=0.08)


def test_without_a_text_margins_stay_as_they_are():
    assert calibration.warmth(np.zeros((0, 2)), np.zeros(0, np.int64)) == 1.0
    assert calibration.error(np.zeros((0, 2)), np.zeros(0, np.int64)) == 0.0


@pytest.mark.parametrize(
    ("probability", "band"),
    [(0.9, "propose"), (0.75, "propose"), (0.74, "ask"), (0.4, "ask"), (0.39, "silent")],
)
def test_a_probability_falls_in_one_band(probability, band):
    assert Bands(propose=0.75, ask=0.4).of(probability) == band


def test_a_band_tells_its_share_and_how_much_of_it_is_right():
    likely = np.array([[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.5, 0.5]])
    told = bands_of_trust.banded(likely, np.array([0, 1, 0, 1]), Bands(propose=0.75, ask=0.55))
    assert {name: (one.share, one.accuracy) for name, one in told.items()} == {
        "propose": (0.5, 0.5),
        "ask": (0.25, 1.0),
        "silent": (0.25, 0.0),
    }
