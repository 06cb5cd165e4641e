"""The register of other regulations: one file, a regulation of the lawbook for each of its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaobao import law
from xiaobao.law.register import FAMILY, REGISTER

ROW = "  - {id: lake-law, title: 湖泊法, confidence: verified, articles: {'4': 湖泊由水务部门管理}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "law").mkdir()
    return tmp_path / "law"


def write(folder: Path, *rows: str) -> Path:
    """Write a register of these rows and return the content directory."""
    (folder / REGISTER).write_text("id: other-regulations\nregulations:\n" + "".join(rows), encoding="utf-8")
    return folder.parent


def test_a_row_is_a_regulation_like_any_other(folder: Path) -> None:
    book = law.load(write(folder, ROW))
    assert book.cite("lake-law", "4") == "《湖泊法》第四条"
    assert book.regulation("lake-law").family == f"{FAMILY}lake-law"


def test_an_older_copy_says_which_text_was_read(folder: Path) -> None:
    older = "  - {id: lake-law, title: 湖泊法, version: 2017-09-01版, confidence: single_source, articles: {'4': 水务}}\n"
    assert "读到的是2017-09-01版" in law.load(write(folder, older)).regulation("lake-law").note


def test_what_was_not_read_is_cited_as_a_whole_and_says_so(folder: Path) -> None:
    book = law.load(write(folder, "  - {id: lake-law, title: 湖泊法, confidence: unverified}\n"))
    assert book.cite("lake-law", None) == "《湖泊法》"
    assert "未核实" in book.regulation("lake-law").note
    with pytest.raises(law.UnknownArticle):
        book.cite("lake-law", "4")


def test_a_regulation_with_a_file_of_its_own_is_held_as_that_file_says(folder: Path) -> None:
    shipped = law.content_dir() / "law" / "ecology-code.yaml"
    (folder / shipped.name).write_text(shipped.read_text("utf-8"), encoding="utf-8")
    book = law.load(write(folder, ROW.replace("lake-law", "ecology-code")))
    assert book.regulation("ecology-code").family == "ecology"


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ((ROW, ROW), 4, "编号“lake-law”重复"),
        ((ROW.replace("'4'", "第四条"),), 3, "条号“第四条”应为阿拉伯数字"),
        (("  - {id: lake-law, title: 湖泊法, confidence: verified}\n",), 3, "没有收录条文"),
        ((ROW.replace("title", "titel"),), 3, "不认识的键"),
    ],
)
def test_each_slip_is_named_by_file_and_line(
    rows: tuple[str, ...], line: int, reason: str, folder: Path
) -> None:
    found = [one for one in law.check_law(write(folder, *rows)) if one.file.name == REGISTER]
    assert any(one.line == line and reason in one.reason for one in found)


def test_the_shipped_register_is_sound_and_apart_from_the_files() -> None:
    names = {file.stem for file in (law.content_dir() / "law").glob("*.yaml")}
    listed = [one for one in law.load().regulations.values() if one.family.startswith(FAMILY)]
    assert len(listed) == 112
    assert not names & {one.id for one in listed}
