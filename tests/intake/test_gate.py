from __future__ import annotations

import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.conftest import platform, read, table, write_book
from xiaobao.intake import gate
from xiaobao.intake.errors import Damaged, FileRefused, ForbiddenXml, TooLarge, UnknownFileType
from xiaobao.intake.gate import Limits

SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
FIRST = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def altered(path: Path, parts: dict[str, bytes]) -> Path:
    """A good workbook in which these parts are replaced or added."""
    good = write_book(path.with_name("good.xlsx"), table(platform()))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {**dict.fromkeys(source.namelist()), **parts}:
            target.writestr(name, parts.get(name) or source.read(name))
    return path


def sheet(path: Path, rows: bytes) -> Path:
    """A workbook whose only sheet has these rows."""
    return altered(path, {SHEET: HEAD + b"<sheetData>" + rows + b"</sheetData></worksheet>"})


def refused(path: Path) -> FileRefused:
    """The refusal of a bad file, which must come within a second."""
    began = time.perf_counter()
    with pytest.raises(FileRefused) as caught:
        read(path)
    assert time.perf_counter() - began < 1
    assert caught.value.message.endswith("。")
    return caught.value


def test_a_good_workbook_passes(tmp_path: Path) -> None:
    assert gate.inspect(write_book(tmp_path / "好.xlsx", table(platform()))) is False


def test_the_1904_epoch_is_seen_before_the_workbook_is_opened(tmp_path: Path) -> None:
    assert gate.inspect(write_book(tmp_path / "1904.xlsx", table(platform()), date_1904=True)) is True


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = altered(tmp_path / "bomb.xlsx", {SHEET: HEAD + b" " * (64 * 1024 * 1024)})
    assert "压缩炸弹" in refused(bomb).message


def test_a_workbook_that_unfolds_beyond_the_limit_is_refused_by_the_directory_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for number in range(5):
            target.writestr(f"xl/part{number}.xml", b"<a/>" * (16 * 1024 * 1024))
    assert isinstance(refused(path), TooLarge)


def test_a_directory_that_lies_about_sizes_is_found_out(tmp_path: Path) -> None:
    path = sheet(tmp_path / "liar.xlsx", FIRST * 100_000)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(SHEET.encode()) - 46  # the sheet's entry in the central directory
    assert raw[at : at + 4] == b"PK\x01\x02"
    raw[at + 24 : at + 28] = (5_000).to_bytes(4, "little")
    path.write_bytes(raw)
    assert isinstance(refused(path), Damaged)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row\tr = "999999"><c\n r="CC999999"><v>1</v></c></row>',
        b'<row r="2"><c s="1" r="ABC2"><v>1</v></c></row>',
        b'<row r="2"><c r="ZZZZZZZZZ2"><v>1</v></c></row>',
        b'<row r="900000">' + b"<c><v>1</v></c>" * 600 + b"</row>",
        b'<x:row r="900000"><x:c r="ZZ900000"><x:v>1</x:v></x:c></x:row>',
        b'<row r="2"><c r="ZZ0000000900000"><v>1</v></c></row>',
        b'<row r="2"><c r="ZZ2"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>',
    ],
    ids=[
        "corner",
        "single quotes",
        "odd blanks",
        "attributes turned round",
        "column beyond counting",
        "cells without reference",
        "prefixed tags",
        "row hidden behind zeros",
        "wide and long",
    ],
)
def test_two_cells_in_opposite_corners_are_refused_however_they_are_written(
    tmp_path: Path, rows: bytes
) -> None:
    assert isinstance(refused(sheet(tmp_path / "sparse.xlsx", FIRST + rows)), TooLarge)


def test_a_sheet_named_like_a_picture_is_measured_too(tmp_path: Path) -> None:
    rows = FIRST + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = altered(tmp_path / "disguise.xlsx", {"xl/media/a.png": HEAD + b"<sheetData>" + rows})
    assert isinstance(refused(path), TooLarge)


def test_a_dimension_that_lies_does_no_harm(tmp_path: Path) -> None:
    path = write_book(tmp_path / "d.xlsx", table(platform()))
    with zipfile.ZipFile(path) as book:
        original = book.read(SHEET)
    start, end = original.index(b"<dimension"), original.index(b"/>", original.index(b"<dimension")) + 2
    lie = original[:start] + b'<dimension ref="A1:XFD1048576"/>' + original[end:]
    assert len(list(read(altered(tmp_path / "lie.xlsx", {SHEET: lie})))) == 1


@pytest.mark.parametrize(
    "part",
    [
        SHEET,
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "docProps/core.xml",
    ],
)
def test_an_entity_in_any_part_is_refused(tmp_path: Path, part: str) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert isinstance(refused(altered(tmp_path / "entity.xlsx", {part: laughs})), ForbiddenXml)


def test_an_entity_far_into_a_part_or_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    late = b"<a>" + b" " * 3_000_000 + b"<!DOCTYPE x []></a>"
    assert isinstance(refused(altered(tmp_path / "late.xlsx", {"docProps/app.xml": late})), ForbiddenXml)
    wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x []><x/>'.encode("utf-16")
    assert isinstance(refused(altered(tmp_path / "wide.xlsx", {"docProps/app.xml": wide})), ForbiddenXml)


def test_too_many_parts_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "好.xlsx", table(platform()))
    with pytest.raises(TooLarge):
        gate.inspect(path, Limits(parts=3))
    with pytest.raises(TooLarge):
        gate.inspect(path, Limits(file_bytes=10))


@pytest.mark.parametrize(
    ("head", "name", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.xls", "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密.xlsx", "密码"),
        (b"\xef\xbb\xbf\r\n<html><body><table>", "网页.xls", "网页"),
        (b'<?xml version="1.0"?><Workbook>', "表.xls", "网页或XML"),
        (b"", "空.xlsx", "空的"),
        (b"%PDF-1.7", "扫描.pdf", "既不是"),
        (b"PK\x03\x04 cut off", "断.xlsx", "损坏"),
    ],
)
def test_what_only_looks_like_a_table_is_named_for_what_it_is(
    tmp_path: Path, head: bytes, name: str, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    assert word in refused(path).message


@pytest.mark.parametrize(("part", "word"), [("xl/workbook.bin", "xlsb"), ("word/document.xml", "不是Excel")])
def test_other_zip_files_are_named_for_what_they_are(tmp_path: Path, part: str, word: str) -> None:
    path = tmp_path / "别的.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(part, "<a/>")
    assert word in refused(path).message


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnknownFileType, match="找不到"):
        read(tmp_path / "无此文件.xlsx")


def test_a_sheet_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    broken = altered(tmp_path / "cut.xlsx", {SHEET: HEAD + b"<sheetData>" + b'<row r="1"><c r="A1"><v>1'})
    assert isinstance(refused(broken), Damaged)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
def test_bad_files_are_refused_in_150_megabytes(tmp_path: Path) -> None:
    bomb = altered(tmp_path / "bomb.xlsx", {SHEET: HEAD + b" " * (64 * 1024 * 1024)})
    corner = sheet(tmp_path / "corner.xlsx", FIRST + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    script = textwrap.dedent("""
        import sys
        from datetime import date
        from pathlib import Path
        from xiaobao import intake
        for name in sys.argv[2:]:
            try:
                intake.read(Path(name), content=Path(sys.argv[1]), today=date(2026, 11, 20))
            except intake.IntakeError as refusal:
                peak = next(l for l in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in l)
                print(refusal.code, peak.split()[1])
    """)
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", script, root / "content", bomb, corner],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert told[::2] == ["INT-001", "INT-001"]
    assert max(map(int, told[1::2])) < 150 * 1024


def test_a_real_size_year_passes_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for line in range(3_000):
            page.write_row(line, 0, [f"第{line}行"] * 29)
    gate.inspect(path, Limits(cells=3_000 * 29))
    with pytest.raises(TooLarge):
        gate.inspect(path, Limits(cells=3_000 * 29 - 1))


def test_a_compression_nobody_knows_is_damage_and_no_crash(tmp_path):
    path = tmp_path / "业务信息.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in ("[Content_Types].xml", "xl/workbook.xml", SHEET):
            target.writestr(part, HEAD + b"</worksheet>")
    data = bytearray(path.read_bytes())
    # The method stands 8 bytes into a local header and 10 into an entry of the directory.
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] = 99
            at = data.find(signature, at + 1)
    path.write_bytes(data)
    with pytest.raises(Damaged):
        gate.inspect(path)
