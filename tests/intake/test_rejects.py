from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.intake.conftest import platform, read, table, write_book
from xiaobao.intake import Rejection, rejects, write_rejects
from xiaobao.intake.errors import RejectsNotWritten


def cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_rejected_rows_lie_beside_the_input_with_row_reason_code_and_their_cells(tmp_path: Path) -> None:
    path = write_book(tmp_path / "业务信息.xlsx", table(platform(), platform(登记编号="2", 类型="咨询")))
    reading = read(path)
    rejected = [found for found in reading if isinstance(found, Rejection)]
    written = write_rejects(path, rejected, reading.headers)
    assert written == tmp_path / "业务信息.rejected.xlsx"
    header, row = cells(written)
    assert header[:5] == ["行号", "原因", "代码", "登记编号", "类型"]
    assert row[:5] == [3, "“类型”为“咨询”，不是投诉或举报，未登记", "INT-406", "2", "咨询"]


def test_a_corrected_workbook_of_rejects_can_be_read_again(tmp_path: Path) -> None:
    path = write_book(tmp_path / "业务信息.xlsx", table(platform(类型="")))
    reading = read(path)
    written = write_rejects(
        path, [found for found in reading if isinstance(found, Rejection)], reading.headers
    )
    assert written is not None
    book = openpyxl.load_workbook(written)
    assert book.active is not None
    book.active["E2"] = "投诉"
    book.save(written)
    again = read(written)
    (found,) = again
    assert not isinstance(found, Rejection)
    assert found.external_id == platform()["登记编号"]
    assert again.unknown_headers == ["行号", "原因", "代码"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://example.invalid")', "+86 139", "-1", "@SUM(A1)", "http://a.b"]
)
def test_what_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path, text: str) -> None:
    written = write_rejects(tmp_path / "a.csv", [Rejection(2, "INT-401", "空的", {"具体问题": text})])
    assert written is not None
    sheet = openpyxl.load_workbook(written).active
    assert sheet is not None
    cell = sheet["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    written = write_rejects(
        tmp_path / "a.csv", [Rejection(2, "INT-401", "空的", {"具体问题": "长" * 40_000})]
    )
    assert written is not None
    value = cells(written)[1][3]
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert "全文见原文件" in value


def test_nothing_rejected_writes_nothing(tmp_path: Path) -> None:
    assert write_rejects(tmp_path / "a.xlsx", []) is None
    assert list(tmp_path.iterdir()) == []


def test_the_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    earlier = write_rejects(tmp_path / "a.xlsx", [Rejection(2, "INT-401", "空的", {})])
    assert earlier is not None
    before = earlier.read_bytes()
    monkeypatch.setattr(rejects, "_write", fails)
    with pytest.raises(RejectsNotWritten, match=r"a\.rejected\.xlsx"):
        write_rejects(tmp_path / "a.xlsx", [Rejection(3, "INT-401", "空的", {})])
    assert earlier.read_bytes() == before
    assert list(tmp_path.iterdir()) == [earlier]


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RejectsNotWritten, match="权限"):
        write_rejects(tmp_path / "无" / "a.xlsx", [Rejection(2, "INT-401", "空的", {})])
