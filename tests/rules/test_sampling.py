"""Samples: the same numbers and the same seed give the same draw, on every machine and for ever."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.rules.sampling import Call, check_draw, check_visit, digest, draw

NUMBERS = [f"湖消〔2026〕{n:06d}" for n in range(1, 101)]
KEPT = (
    "湖消〔2026〕000012",
    "湖消〔2026〕000027",
    "湖消〔2026〕000044",
    "湖消〔2026〕000051",
    "湖消〔2026〕000076",
)
CALL = Call("complainant", date(2026, 6, 1), "phone", reached=True, satisfaction="very")


def test_a_draw_kept_here_never_changes():
    assert draw(NUMBERS, 5, 20260601) == KEPT
    # By hand: the numbers in the order of the SHA-256 of seed and number.
    by_hand = sorted(NUMBERS, key=lambda number: hashlib.sha256(f"20260601\n{number}".encode()).hexdigest())
    assert tuple(by_hand[:5]) == KEPT


@given(
    st.lists(st.text(max_size=8), max_size=40), st.integers(0, 50), st.integers(0, 2**63 - 1), st.randoms()
)
def test_order_and_repeats_do_not_matter_and_a_smaller_draw_begins_the_larger(numbers, size, seed, random):
    shuffled = [*numbers, *numbers[:3]]
    random.shuffle(shuffled)
    drawn = draw(numbers, size, seed)
    assert draw(shuffled, size, seed) == drawn
    assert len(drawn) == min(size, len(set(numbers)))
    assert draw(numbers, size + 1, seed)[:size] == drawn
    assert set(drawn) <= set(numbers)
    assert digest(shuffled) == digest(numbers)


def test_every_matter_is_drawn_about_equally_often():
    counts = dict.fromkeys(NUMBERS, 0)
    for seed in range(400):
        for number in draw(NUMBERS, 10, seed):
            counts[number] += 1
    # 400 draws of 10 from 100: 40 each on average, standard deviation 6.
    assert 16 < min(counts.values()) <= max(counts.values()) < 64


def test_another_population_has_another_digest():
    assert digest(NUMBERS) != digest(NUMBERS[:-1])
    assert digest([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("since", "until", "size", "seed", "fields"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), 10, 0, []),
        (date(2026, 5, 1), date(2026, 5, 1), 1, 2**63 - 1, []),
        (None, None, 0, -1, ["since", "until", "size", "seed"]),
        (date(2026, 5, 2), date(2026, 5, 1), 1, 1, ["until"]),
        (date(2026, 7, 1), date(2026, 7, 2), 1, 1, ["since"]),
    ],
)
def test_what_a_sample_is_asked_for(since, until, size, seed, fields):
    decision = check_draw(since=since, until=until, today=date(2026, 6, 1), size=size, seed=seed)
    assert [reason.field for reason in decision.reasons if reason.field] == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"side": "respondent", "satisfaction": ""}, []),
        ({"side": "", "channel": "", "on": None}, ["side", "channel", "on"]),
        ({"satisfaction": ""}, ["satisfaction"]),
        ({"reached": False}, ["satisfaction"]),
        ({"reached": False, "satisfaction": ""}, []),
        ({"on": date(2026, 6, 2)}, ["on"]),
        ({"on": date(2026, 5, 17)}, ["on"]),
    ],
)
def test_what_a_visit_says(changed, fields):
    decision = check_visit(
        replace(CALL, **changed), received_on=date(2026, 5, 18), today=date(2026, 6, 1), drawn=None, basis=""
    )
    assert [reason.field for reason in decision.reasons if reason.field] == fields


def test_a_visit_belongs_to_a_sample_the_matter_is_in():
    found = check_visit(CALL, received_on=date(2026, 5, 18), today=date(2026, 6, 1), drawn=False, basis="")
    assert [reason.field for reason in found.reasons] == ["sample_id"]
