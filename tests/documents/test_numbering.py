"""Document numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao.documents.errors import BadNumberPattern
from xiaobao.documents.numbering import format_date, format_number


@pytest.mark.parametrize(
    ("pattern", "year", "sequence", "number"),
    [
        ("湖市监投受〔{year}〕{sequence}号", 2026, 12, "湖市监投受〔2026〕12号"),
        ("湖市监投不受〔{year}〕第{sequence}号", 2026, 1, "湖市监投不受〔2026〕第1号"),
        ("湖消〔{year}〕{sequence:06d}", 2026, 31, "湖消〔2026〕000031"),
    ],
)
def test_a_pattern_of_the_locality_is_filled(pattern, year, sequence, number):
    assert format_number(pattern, year, sequence) == number


@pytest.mark.parametrize(
    "pattern",
    [
        "湖市监投受12号",
        "湖〔{year}〕号",
        "湖〔{year}〕{sequence}{sequence}号",
        "湖〔{year.__class__}〕{sequence}号",
        "湖〔{year}〕{sequence:9999999d}号",
        "湖〔{year}〕{sequence}{office}号",
        "湖〔{year}〕{sequence}号\n",
    ],
)
def test_a_pattern_that_is_no_pattern_is_refused(pattern):
    with pytest.raises(BadNumberPattern, match="DOC-020"):
        format_number(pattern, 2026, 1)


@pytest.mark.parametrize(("year", "sequence"), [(26, 1), (2026, 0), (2026, -3)])
def test_a_year_is_written_in_full_and_counting_starts_at_one(year, sequence):
    with pytest.raises(BadNumberPattern):
        format_number("湖〔{year}〕{sequence}号", year, sequence)


def test_dates_have_no_leading_zeros():
    assert format_date(date(2026, 4, 5)) == "2026年4月5日"
    assert format_date(date(2026, 10, 12)) == "2026年10月12日"
