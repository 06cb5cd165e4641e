"""Measuring the check on labelled replies."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tests.mining.found_cast import CONTENT
from xiaobao.jobs.commands.evaluate_replies import replies
from xiaobao.mining import reply_evaluation, settings
from xiaobao.mining.reply_settings import Settings

EXPLAINED = "经核查，商家未按约定发货，依据合同约定，已责令三日内退还定金二百元，并书面道歉。"
UNEXPLAINED = "您的来信收悉，谢谢。"


def test_precision_recall_and_f1_are_of_the_replies_that_do_not_explain():
    told = settings.read(CONTENT, "replies", Settings).explains
    found = reply_evaluation.measured(
        [EXPLAINED, UNEXPLAINED, UNEXPLAINED, EXPLAINED], [False, True, False, True], told
    )
    assert (found.rows, found.said, found.right) == (4, 2, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_nothing_said_and_nothing_to_say_is_no_division_by_zero():
    found = reply_evaluation.at([], [], 25)
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_the_command_prints_the_figures_and_leaves_out_rows_without_a_label(tmp_path):
    file = tmp_path / "a4.csv"
    lines = [f"{EXPLAINED},1", f"{UNEXPLAINED},0.0", f"{UNEXPLAINED},"]
    file.write_text("答复意见,syu_可解释性\n" + "\n".join(lines), encoding="utf-8-sig")
    document = json.loads(CliRunner().invoke(replies, ["--file", str(file), "--json"]).output)
    assert {name: document[name] for name in ("f1", "precision", "recall", "threshold", "rows")} == {
        "f1": 1.0, "precision": 1.0, "recall": 1.0, "threshold": 25.0, "rows": 2,
    }  # fmt: skip


def test_a_file_without_the_column_is_refused_by_name(tmp_path):
    file = tmp_path / "a4.csv"
    file.write_text("答复意见\n您好\n", encoding="utf-8")
    result = CliRunner().invoke(replies, ["--file", str(file), "--json"])
    assert result.exit_code == 1
    assert "没有“syu_可解释性”这一列" in result.output
