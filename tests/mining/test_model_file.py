"""A model on disk: the same bytes for the same model; nothing damaged, changed or foreign is read."""

from __future__ import annotations

import pickle
import zipfile
from datetime import date

import numpy as np
import pytest
import yaml

from tests.mining.learning_cast import CONTENT, complaints, how
from xiaobao.mining import learner, model_file, shelf_of_models
from xiaobao.mining.held_out import learn
from xiaobao.mining.model_file import ModelRefused

LEARNED = learn(complaints(15), how())
CARD = learner.carded("hot", LEARNED, how(), date(2026, 12, 1))


def test_a_model_read_again_says_what_it_said(tmp_path):
    model_file.save(tmp_path, LEARNED.model, CARD)
    model, card = model_file.load(tmp_path, "hot")
    texts = ["沙发掉漆", "酒店没有房间"]
    np.testing.assert_array_equal(model.probabilities(texts), LEARNED.model.probabilities(texts))
    assert card == CARD


def test_equal_models_are_equal_files(tmp_path):
    for name in ("one", "other"):
        model_file.save(tmp_path / name, LEARNED.model, CARD)
    assert (tmp_path / "one/hot.npz").read_bytes() == (tmp_path / "other/hot.npz").read_bytes()


def test_a_folder_without_a_model_has_none(tmp_path):
    assert model_file.load(tmp_path, "hot") is None


def _weights_changed(folder):
    model = model_file.load(folder, "hot")[0]
    other = type(model)(**{**vars(model), "bias": model.bias + 1, "weights": model.weights})
    (folder / "other").mkdir()
    model_file.save(folder / "other", other, CARD)
    (folder / "other/hot.npz").replace(folder / "hot.npz")


def _card_changed(folder, **changed):
    card = yaml.safe_load((folder / "hot.yaml").read_text("utf-8"))
    (folder / "hot.yaml").write_text(yaml.safe_dump({**card, **changed}, allow_unicode=True), "utf-8")


def _cut(folder):
    data = (folder / "hot.npz").read_bytes()
    (folder / "hot.npz").write_bytes(data[: len(data) // 2])


def _pickled(folder):
    with zipfile.ZipFile(folder / "hot.npz", "w") as packed:
        for name in ("slots", "rarity", "weights", "bias"):
            packed.writestr(f"{name}.npy", pickle.dumps([1, 2]))


def _foreign(folder):
    np.savez(folder / "hot.npz", coef=np.zeros(3))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_weights_changed, "校验值不符"),
        (lambda folder: _card_changed(folder, warmth=3.0), "校验值不符"),
        (lambda folder: _card_changed(folder, labels=["旅游", "家具", "食品"]), "校验值不符"),
        (lambda folder: _card_changed(folder, scheme="object"), "不是“hot”的模型"),
        (lambda folder: _card_changed(folder, format="pickle"), "不是“hot”的模型"),
        (lambda folder: _card_changed(folder, more=1), "缺失或者无法读取"),
        (lambda folder: (folder / "hot.yaml").unlink(), "缺失或者无法读取"),
        (lambda folder: (folder / "hot.npz").unlink(), "已损坏"),
        (_cut, "已损坏"),
        (_pickled, "已损坏"),
        (_foreign, "已损坏"),
    ],
)
def test_what_is_damaged_changed_or_foreign_is_refused(tmp_path, spoil, told):
    model_file.save(tmp_path, LEARNED.model, CARD)
    spoil(tmp_path)
    with pytest.raises(ModelRefused, match=told):
        model_file.load(tmp_path, "hot")


def test_the_bureaus_own_model_serves_before_the_shipped_one(tmp_path):
    shipped = shelf_of_models.serving(tmp_path / "none", CONTENT, "hot")
    model_file.save(tmp_path, LEARNED.model, CARD)
    own = shelf_of_models.serving(tmp_path, CONTENT, "hot")
    assert own[1] == CARD
    assert shipped[1] != CARD


@pytest.mark.parametrize("scheme", ["hot", "object"])
def test_the_shipped_models_are_whole_and_say_they_know_invented_texts_alone(scheme):
    card = model_file.load(CONTENT / shelf_of_models.SHIPPED, scheme)[1]
    assert set(card.sources) == {"seed"}
    assert any("没有学过真实来件" in one for one in card.limits)


def test_the_shipped_models_are_small():
    sizes = [file.stat().st_size for file in (CONTENT / shelf_of_models.SHIPPED).iterdir()]
    assert sum(sizes) < 1_500_000
