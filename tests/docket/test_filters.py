"""A view of the inbox goes into an address and comes back the same; nonsense falls back to the plain inbox."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.docket.endings import Ended, Measure
from xiaobao.docket.filters import DUE, OPEN, Filter
from xiaobao.rules.ladder import Grade

WORDS = st.text(max_size=200).map(str.strip)
DAYS = st.just("") | st.dates(date(1949, 1, 1), date(2199, 12, 31)).map(date.isoformat)
FILTERS = st.builds(
    Filter,
    office=WORDS,
    state=WORDS,
    kind=WORDS,
    channel=WORDS,
    category=WORDS,
    text=WORDS,
    due=st.sampled_from(DUE),
    open=st.sampled_from(OPEN),
    handler=WORDS,
    clock=st.sampled_from(["", *(measure.value for measure in Measure)]),
    ended=st.sampled_from(["", *(how.value for how in Ended)]),
    alert=st.sampled_from(["", *(grade.value for grade in Grade)]),
    since=DAYS,
    until=DAYS,
)


@given(FILTERS.filter(lambda chosen: "\x00" not in repr(chosen)))
def test_a_filter_reads_back_from_its_own_query_string(chosen):
    query = chosen.to_query()
    assert Filter.from_query(dict(parse_qsl(query, keep_blank_values=True, errors="surrogatepass"))) == chosen


def test_the_plain_inbox_has_an_empty_query_string():
    assert Filter().to_query() == ""


@pytest.mark.parametrize(
    "query",
    [
        {"open": "maybe"},
        {"due": "never"},
        {"page": "2"},
        {"open": "", "due": ""},
        {"clock": "complaint.acceptance", "ended": "sometime", "alert": "purple"},
        {"since": "yesterday", "until": "2026-02-30"},
        {"since": "0001-01-01", "until": "9999-12-31"},
    ],
)
def test_unknown_values_fall_back_to_the_plain_inbox(query):
    assert Filter.from_query(query) == Filter()


def test_blanks_around_what_was_typed_do_not_count():
    assert Filter.from_query({"text": "  青禾 酸奶 "}).text == "青禾 酸奶"
