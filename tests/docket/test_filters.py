"""A view of the inbox goes into an address and comes back the same; nonsense falls back to the plain inbox."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.docket.filters import DUE, OPEN, Filter

WORDS = st.text(max_size=200).map(str.strip)
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
)


@given(FILTERS.filter(lambda chosen: "\x00" not in repr(chosen)))
def test_a_filter_reads_back_from_its_own_query_string(chosen):
    query = chosen.to_query()
    assert Filter.from_query(dict(parse_qsl(query, keep_blank_values=True, errors="surrogatepass"))) == chosen


def test_the_plain_inbox_has_an_empty_query_string():
    assert Filter().to_query() == ""


@pytest.mark.parametrize(
    "query", [{"open": "maybe"}, {"due": "never"}, {"page": "2"}, {"open": "", "due": ""}]
)
def test_unknown_values_fall_back_to_the_plain_inbox(query):
    assert Filter.from_query(query) == Filter()


def test_blanks_around_what_was_typed_do_not_count():
    assert Filter.from_query({"text": "  青禾 酸奶 "}).text == "青禾 酸奶"
