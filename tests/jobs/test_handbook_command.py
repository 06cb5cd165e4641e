"""``xiaobao handbook build``: which edition, which part, which forms, and where they were written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests import cast
from tests.handbook import product_cast
from xiaobao.handbook import shelf
from xiaobao.handbook.actions.seed_edition import seed_edition
from xiaobao.jobs.cli import main


@pytest.fixture
def build(own_home, officers, monkeypatch):
    """Run the command over a small handbook, the first edition."""
    monkeypatch.setattr("xiaobao.handbook.actions.seed_edition.shipped", product_cast.book)
    seed_edition(today=cast.TODAY, at=cast.NOON)
    assert len(shelf.in_service()) == len(product_cast.TEXTS)

    def run(*words):
        found = CliRunner().invoke(main, ["handbook", "build", *map(str, words), "--json"])
        return found.exit_code, json.loads(found.stdout)

    return run


def test_it_tells_which_edition_it_made_into_which_files(build, tmp_path) -> None:
    code, told = build("--format", "html", "--format", "docx", "--out", tmp_path / "new")
    files = told.pop("files")
    assert (code, told) == (
        0, {"edition": 1, "dated": "2026-05-20", "part": "internal", "entries": len(product_cast.TEXTS)},
    )  # fmt: skip
    assert [one["format"] for one in files] == ["html", "docx"]
    assert {one["path"]: one["bytes"] for one in files} == {
        str(file): file.stat().st_size for file in (tmp_path / "new").iterdir()
    }


def test_the_public_part_counts_only_what_citizens_may_read(build, tmp_path) -> None:
    code, told = build("--format", "html", "--part", "public", "--out", tmp_path / "new")
    assert (code, told["part"], told["entries"]) == (0, "public", 2)
    assert [file.name for file in (tmp_path / "new").iterdir()] == [
        "消费投诉举报处置指导手册-第一版-公开部分.html"
    ]


def test_an_edition_there_is_not_is_refused_and_nothing_is_written(build, tmp_path) -> None:
    code, told = build("--format", "html", "--edition", 7, "--out", tmp_path / "new")
    assert (code, told["error"]) == (1, {"code": "DKT-001", "message": "手册没有第 7 版。"})
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_none_is_refused_in_words(build, tmp_path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    code, told = build("--format", "html", "--out", tmp_path / "taken" / "below")
    assert (code, told["error"]["code"]) == (1, "JOB-001")
    assert "不能写入" in told["error"]["message"]
