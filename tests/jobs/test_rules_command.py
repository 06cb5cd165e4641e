"""``xiaobao rules preview``: everything is said, and nothing is written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests import cast, notices_2027
from tests.docket import rule_cast
from xiaobao.docket.models import Clock, Event, Matter, RuleChange
from xiaobao.jobs.cli import main
from xiaobao.vault.models import AuditEntry

NOTICE_DAY = cast.at("2026-12-28")


@pytest.fixture
def preview(own_home, officers, monkeypatch):
    """Ask of a file on the day before the last working days of the year."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOTICE_DAY)

    def run(path, *more):
        return CliRunner().invoke(main, ["rules", "preview", str(path), *more])

    return run


def test_a_notice_is_told_with_every_clock_and_warning_it_would_move(preview, register, own_home, tmp_path):
    key = register(cast.complaint(received_at=cast.at("2026-12-25")))
    path = notices_2027.write(tmp_path)
    document = json.loads(preview(path, "--json").stdout)
    number = Matter.objects.get(pk=key).number
    assert (document["file"], document["kind"]) == (str(path), "calendar")
    assert document["counts"]["clocks"] == 1
    assert document["clocks"] == [
        {
            "matter": number,
            "clock": "complaint.acceptance",
            "before": {"earliest": "2027-01-04", "latest": None},
            "after": {"earliest": "2027-01-06", "latest": "2027-01-06"},
        }
    ]
    assert document["warnings"][0] == {
        "matter": number,
        "clock": "complaint.acceptance",
        "stage": "remind",
        "name": "提醒（剩3个工作日）",
        "effect": "later",
        "before": "2026-12-29T09:00:00+08:00",
        "after": "2026-12-31T09:00:00+08:00",
    }


def test_in_words_it_is_read_aloud(preview, register, tmp_path):
    number = Matter.objects.get(pk=register(cast.complaint(received_at=cast.at("2026-12-25")))).number
    said = preview(notices_2027.write(tmp_path)).stdout.splitlines()
    assert (
        said[0] == "变动的期限 1 个；预警：立即发出 0，新增 0，提前 0，推后 4，不再发出 0。没有作任何改动。"
    )
    assert said[1] == f"  {number} 投诉受理决定：届满日 2027-01-04（暂定） → 2027-01-06"
    assert said[2] == f"  {number} 投诉受理决定 提醒（剩3个工作日）推后：2026-12-29 09:00 → 2026-12-31 09:00"


def test_nothing_is_written(preview, register, own_home, tmp_path):
    register(cast.complaint(received_at=cast.at("2026-12-25")))
    before = list(Clock.objects.values_list())
    preview(notices_2027.write(tmp_path))
    assert list(Clock.objects.values_list()) == before
    assert not (own_home / "calendar").exists()
    assert not Event.objects.filter(verb="recompute").exists()
    assert (RuleChange.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_ladder_is_told_by_what_it_holds(preview, register, tmp_path):
    register(cast.complaint(received_at=cast.at("2026-12-25")))
    path = tmp_path / "huli.yaml"
    path.write_text(rule_cast.ladder(("left: 3\n", "left: 4\n")).text, encoding="utf-8")
    document = json.loads(preview(path, "--json").stdout)
    assert (document["kind"], document["counts"]["clocks"], document["counts"]["at_once"]) == ("ladder", 0, 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("huli.yaml", "你好", "不能读取"),
        ("huli.yaml", "id: huli\n", "既不是督办阶梯"),
        ("2027.yaml", "year: 2027\nscope: whole_year\n", "不是可用的节假日安排"),
        ("jimei.yaml", rule_cast.LADDER, "本局的阶梯文件名应为 huli.yaml"),
    ],
)
def test_a_file_that_is_none_of_them_is_refused_with_exit_1(preview, tmp_path, name, text, said):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answer = preview(path, "--json")
    assert answer.exit_code == 1
    assert said in json.loads(answer.stdout)["error"]["message"]
