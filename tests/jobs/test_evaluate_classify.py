"""``xiaobao evaluate classify``: learned from one file, measured on another."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from tests.mining.learning_cast import complaints
from xiaobao.jobs.commands.evaluate_classify import classify

ASKED = ["--text", "text", "--label", "label", "--json"]


def _write(file, rows, header=("text", "label"), encoding="utf-8"):
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return str(file)


def _told(each, seed):
    return [(one.text, one.label) for one in complaints(each, seed)]


def _asked(train, test, *more):
    return CliRunner().invoke(classify, ["--train", train, "--test", test, *ASKED, *more])


def test_good_texts_are_told_rightly_and_every_figure_is_given(tmp_path):
    train = _write(tmp_path / "a.csv", _told(40, 1), encoding="gb18030")
    apart = [(" ".join(text), label) for text, label in _told(15, 2)]
    test = _write(tmp_path / "b.csv", [*apart, ("", "食品"), ("新的种类", "宠物")])
    answer = _asked(train, test)
    document = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert {"macro_f1", "accuracy", "ece", "bands", "train_rows", "test_rows", "seconds"} <= set(document)
    assert (document["train_rows"], document["test_rows"], document["test_empty"]) == (120, 47, 1)
    assert document["unknown_labels"] == {"宠物": 1}
    assert document["f1"]["宠物"] == 0
    assert document["accuracy"] >= 0.95
    assert set(document["bands"]) == {"propose", "ask", "silent"}


@pytest.mark.parametrize(
    ("train", "test", "told"),
    [
        ([("a", "食品")], None, "只有一个类别"),
        (None, "missing", "无法读取"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_code(tmp_path, train, test, told):
    first = _write(tmp_path / "a.csv", train or _told(20, 1))
    second = str(tmp_path / "none.csv") if test else _write(tmp_path / "b.csv", _told(2, 2))
    answer = _asked(first, second)
    error = json.loads(answer.stdout)["error"]
    assert answer.exit_code == 1
    assert error["code"] == "JOB-011"
    assert told in error["message"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    file = _write(tmp_path / "a.csv", _told(20, 1), header=("内容", "label"))
    answer = _asked(file, file)
    assert answer.exit_code == 1
    assert "没有列“text”，现有的列：内容、label" in json.loads(answer.stdout)["error"]["message"]
