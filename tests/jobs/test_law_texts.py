"""``xiaobao law load-texts``: a folder of official texts, plain or Word, each told apart."""

from __future__ import annotations

import json
import os

import docx
import pytest
from click.testing import CliRunner

from tests.handbook.law_cast import published, published_lines
from xiaobao.handbook.models import Revisit
from xiaobao.home import official_texts
from xiaobao.jobs.cli import main
from xiaobao.law import official
from xiaobao.vault.models import AuditEntry

WHERE = os.environ.get("XIAOBAO_OFFICIAL_TEXTS", "")


@pytest.fixture
def texts(own_home, officers, tmp_path):
    """A folder for files."""
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def load(folder):
    """Run the command; return its exit code, what came of each file, and the sentences."""
    found = CliRunner().invoke(main, ["law", "load-texts", str(folder), "--json"])
    document = json.loads(found.stdout)
    return (
        found.exit_code,
        {one["file"]: one["came"] for one in document["files"]},
        {one["file"]: one["sentence"] for one in document["files"]},
    )


def word_file(path, lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)


def test_what_is_no_regulation_is_told_and_stops_no_other(texts):
    published(texts)
    (texts / "文书式样.txt").write_text("投诉举报文书式样\n第一条　略。", "utf-8")
    (texts / "照片.png").write_bytes(b"")
    code, came, sentences = load(texts)
    assert (code, came) == (0, {"办法.txt": "loaded", "文书式样.txt": "foreign", "照片.png": "foreign"})
    assert sentences["办法.txt"] == "已载入《市场监督管理投诉举报处理办法》，共 46 条。"
    assert "没有与它对应的法规" in sentences["文书式样.txt"]
    assert AuditEntry.objects.filter(act="official.load").count() == 1


def test_a_text_of_a_known_regulation_that_does_not_fit_makes_exit_1(texts):
    published(texts)
    (texts / "坏.txt").write_text("消费者权益保护法\n第一条　略。", "utf-8")
    (texts / "坏.docx").write_bytes(b"no archive")
    code, came, _sentences = load(texts)
    assert (code, came) == (1, {"办法.txt": "loaded", "坏.txt": "refused", "坏.docx": "refused"})


def test_nothing_loaded_makes_exit_1(texts):
    assert load(texts)[:2] == (1, {})


def test_a_word_file_gives_the_same_articles_and_so_changes_nothing(texts, tmp_path):
    published(tmp_path / "plain")
    load(tmp_path / "plain")
    before = official.current(official_texts(), "samr-order-121")
    word_file(texts / "办法.docx", published_lines())
    assert load(texts)[:2] == (0, {"办法.docx": "unchanged"})
    assert official.versions(official_texts(), "samr-order-121") == (before,)


def test_of_two_files_of_one_regulation_the_second_waits_for_a_person(texts):
    published(texts, "1.txt")
    published(texts, "2.txt", fifteen="另一个文本。")
    assert load(texts)[1] == {"1.txt": "loaded", "2.txt": "foreign"}


def test_another_text_lists_what_cites_it_and_keeps_the_former(texts):
    published(texts)
    load(texts)
    assert not Revisit.objects.exists()
    published(texts, fifteen="改过的句子。")
    load(texts)
    assert Revisit.objects.filter(subject="chapters/complaint.md", regulation="samr-order-121").exists()
    told = CliRunner().invoke(main, ["law", "versions", "samr-order-121", "--json"])
    assert [row["articles"] for row in json.loads(told.stdout)] == [46, 46]


@pytest.mark.skipif(not WHERE, reason="XIAOBAO_OFFICIAL_TEXTS names no folder with the published texts")
def test_the_published_texts_load_whole(texts):
    code, came, _sentences = load(WHERE)
    assert code == 0
    assert [file for file, what in came.items() if what != "loaded"] == [
        "市场监督管理部门处理投诉举报文书式样-2026年4月.txt"
    ]
