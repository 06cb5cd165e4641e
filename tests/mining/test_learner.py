"""Learning from rulings and paths: a new model serves only where it is not worse, or somebody insists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.mining.learning_cast import CONTENT, complaints, how
from xiaobao.mining import comparison, learner, model_file
from xiaobao.mining.held_out import learn, parts
from xiaobao.mining.learner import NotBetter, learn_from, serve

DAY = date(2026, 12, 1)
SCHEME = "goods"


def test_the_first_model_is_held_against_the_commonest_answer(tmp_path):
    proposal = learn_from(tmp_path, {SCHEME: complaints(80)}, content=CONTENT, on=DAY)[SCHEME]
    assert proposal.comparison.serves
    assert "还没有模型" in proposal.comparison.why
    assert proposal.card.examples == {"家具": 80, "旅游": 80, "食品": 80}
    assert proposal.card.made_on == DAY
    card = serve(tmp_path, proposal)
    assert card == tmp_path / f"{SCHEME}.yaml"


def test_a_worse_model_does_not_serve_unless_somebody_insists(tmp_path):
    serve(tmp_path, learn_from(tmp_path, {SCHEME: complaints(80)}, content=CONTENT, on=DAY)[SCHEME])
    before = model_file.load(tmp_path, SCHEME)[1]
    # held out a whole kind at a time, so that what was learned never knows what it is asked
    blind = [replace(one, group=one.label) for one in complaints(80, seed=2)]
    proposal = learn_from(tmp_path, {SCHEME: blind}, content=CONTENT, on=DAY)[SCHEME]
    assert not proposal.comparison.serves
    with pytest.raises(NotBetter, match="新模型不如旧模型"):
        serve(tmp_path, proposal)
    assert model_file.load(tmp_path, SCHEME)[1] == before
    serve(tmp_path, proposal, insisted_by="陈科长")
    assert model_file.load(tmp_path, SCHEME)[1].insisted_by == "陈科长"
    assert {file.name for file in (tmp_path / model_file.FORMER).iterdir()} == {
        f"{SCHEME}-{before.digest[:12]}.npz",
        f"{SCHEME}-{before.digest[:12]}.yaml",
    }


def test_a_model_as_good_as_the_old_one_serves_and_nobody_insisted(tmp_path):
    serve(tmp_path, learn_from(tmp_path, {SCHEME: complaints(80)}, content=CONTENT, on=DAY)[SCHEME])
    again = learn_from(tmp_path, {SCHEME: complaints(80, seed=5)}, content=CONTENT, on=DAY)[SCHEME]
    assert again.comparison.serves
    serve(tmp_path, again, insisted_by="陈科长")
    assert model_file.load(tmp_path, SCHEME)[1].insisted_by == ""


@pytest.mark.parametrize(
    "examples",
    [[], complaints(2), [one for one in complaints(300) if one.label == "食品"]],
    ids=["none", "a few", "one label"],
)
def test_too_little_teaches_nothing_and_says_what_is_missing(tmp_path, examples):
    proposal = learn_from(tmp_path, {SCHEME: examples}, content=CONTENT, on=DAY)[SCHEME]
    assert proposal.model is None
    assert "至少要有" in proposal.comparison.why
    with pytest.raises(NotBetter):
        serve(tmp_path, proposal, insisted_by="陈科长")


def test_what_came_after_the_old_model_decides_where_there_is_enough_of_it(tmp_path):
    serve(tmp_path, learn_from(tmp_path, {SCHEME: complaints(80)}, content=CONTENT, on=DAY)[SCHEME])
    earlier = [replace(one, on=date(2026, 1, 5)) for one in complaints(80)]
    later = [replace(one, on=date(2027, 1, 5)) for one in complaints(70, seed=9)]
    found = learn_from(tmp_path, {SCHEME: earlier + later}, content=CONTENT, on=date(2027, 2, 1))
    assert found[SCHEME].comparison.rows == len(later)


def test_texts_of_one_group_are_held_out_together():
    told = [replace(one, group=f"g{row // 4}") for row, one in enumerate(complaints(20))]
    folds = parts(told, how())
    assert all(len(set(folds[row : row + 4])) == 1 for row in range(0, len(told), 4))
    assert set(folds.tolist()) == {0, 1, 2}


def test_an_officers_ruling_counts_for_more_than_the_docket():
    docket = complaints(20)
    against = [replace(one, label="食品", by="officer") for one in docket if one.label == "旅游"]
    by_officer = learn(docket + against, how(weights={"officer": 9.0})).model
    by_docket = learn(docket + against, how(weights={"officer": 0.2})).model
    text = ["导游强迫购物，民宿不退押金"]
    food = by_docket.labels.index("食品")
    assert by_officer.probabilities(text)[0, food] > 0.5 > by_docket.probabilities(text)[0, food]


@pytest.mark.parametrize(
    ("new", "old", "serves"),
    [
        ([0] * 50, [0] * 50, True),
        ([0] * 40 + [1] * 10, [0] * 50, False),
        ([0] * 50, [0] * 40 + [1] * 10, True),
        ([0] * 49 + [1], [1] + [0] * 49, True),
        ([1] * 50, [-1] * 50, True),
    ],
)
def test_a_new_model_serves_where_it_is_not_worse(new, old, serves):
    truth = np.zeros(50, np.int64)
    assert comparison.compare(np.array(old), np.array(new), truth, how().comparing).serves is serves


def test_the_chance_of_mcnemar_is_exact():
    found = comparison.compare(
        np.array([0] * 8 + [1] * 2), np.array([1] * 8 + [0] * 2), np.zeros(10, np.int64), how().comparing
    )
    assert (found.only_old, found.only_new) == (8, 2)
    assert found.chance == pytest.approx(56 / 1024)


def test_a_card_tells_of_what_and_how_well():
    learned = learn(complaints(20), how())
    card = learner.carded("goods", learned, how(), DAY)
    assert card.sources == {"docket": 60}
    assert card.held_out.rows == 60
    assert card.held_out.macro_f1.low <= card.held_out.macro_f1.value <= card.held_out.macro_f1.high
    assert card.limits
