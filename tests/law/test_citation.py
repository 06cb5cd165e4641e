"""Article references, written short and read in full."""

from __future__ import annotations

import pytest

from xiaobao.law import citation


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15", "第十五条"),
        ("15(1)", "第十五条第一款"),
        ("23(1)(5)", "第二十三条第一款第五项"),
        ("16[3]", "第十六条第三项"),
        ("10", "第十条"),
        ("101", "第一百零一条"),
        ("110", "第一百一十条"),
        ("121", "第一百二十一条"),
        ("200", "第二百条"),
        ("1005", "第一千零五条"),
        ("1132", "第一千一百三十二条"),
    ],
)
def test_a_reference_is_read_as_the_law_reads_it(written: str, read: str) -> None:
    assert str(citation.parse(written)) == read


@pytest.mark.parametrize("written", ["", "第十五条", "15.1", "15(1", "15(1)[2]", "15()", "15000"])
def test_a_reference_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="无法识别"):
        citation.parse(written)
