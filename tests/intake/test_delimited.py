from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.intake.conftest import hotline, platform, read, table
from xiaobao.intake import Registration, Rejection, delimited
from xiaobao.intake.errors import TooLarge, UnknownFileType


def as_csv(path: Path, rows: list[list[Any]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_reads_alike_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    record = platform(
        具体问题="草莓发霉，\n商家说“不退”；电话13900000002", 企业名称="厦门青禾生鲜超市有限公司"
    )
    reading = read(as_csv(tmp_path / "业务信息.csv", table(record), encoding, delimiter))
    (found,) = reading
    assert isinstance(found, Registration)
    assert reading.system == "platform_12315"
    assert reading.unknown_headers == []
    assert (found.person_name, found.content) == ("林晓禾", "草莓发霉，\n商家说“不退”；电话13900000002")
    assert str(found.amount) == "128.50"


def test_rare_characters_survive_in_gb18030(tmp_path: Path) -> None:
    (found,) = read(as_csv(tmp_path / "工单.csv", table(hotline(诉求人="叶喆堃昇玥𠮷")), "gb18030"))
    assert isinstance(found, Registration)
    assert found.person_name == "叶喆堃昇玥𠮷"


def test_a_short_line_is_read_with_blanks_and_a_line_that_spills_goes_to_a_person(tmp_path: Path) -> None:
    headers, row = table(hotline())
    longer = ["XM2", *row[1:], "", "多出来的"]
    short, spilled = read(as_csv(tmp_path / "工单.csv", [headers, row[:9], longer]))
    assert isinstance(short, Registration)
    assert isinstance(spilled, Rejection)
    assert spilled.code == "INT-411"
    assert "多出来的" in spilled.values.values()


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "照片.csv"
    path.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(UnknownFileType, match="编码"):
        read(path)


def test_a_text_table_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "工单.csv", table(hotline()))
    with pytest.raises(TooLarge):
        next(delimited.rows(path, limit_bytes=10))
