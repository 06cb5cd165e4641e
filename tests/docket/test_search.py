"""Search: whatever stands in a matter is found, however short the query, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from xiaobao.docket import search
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Matter

TEXTS = (
    "厦门青禾生鲜超市有限公司（湖里店）",
    "在“青禾”购买的酸奶已过保质期三天，店家拒绝退货！",
    "订单号JD2026-0518/A17，付款￥36.50元；客服说：“不退。”",
    "ＡＢＣ１２３全角字符，half-width abc123 too",
    "生僻字：𬱖、㐂、鿃、鿿、龦，以及emoji🍓和100%",
    "一 二\n三\t四",
    "a'b\"c*d(e)f^g:h-i+j{k}l~m|n AND OR NOT NEAR",
)


@pytest.fixture
def indexed(db):
    """Each text indexed under its place in TEXTS."""
    search.add(enumerate(TEXTS, start=1))


def found(query):
    """The numbers of the texts a query finds."""
    from django.db import connection

    condition = search.condition(query)
    assert condition is not None
    sql, parameters = condition
    with connection.cursor() as cursor:
        cursor.execute(sql.partition("IN ")[2].strip("()") + " ORDER BY rowid", parameters)
        return [key for (key,) in cursor.fetchall()]


def plain(text):
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def containing(query, texts=TEXTS):
    """What should be found: a plain reading of every text."""
    return [key for key, text in enumerate(texts, start=1) if plain(query) in plain(text)]


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_every_piece_of_every_text_is_found_and_only_where_it_stands(indexed, length):
    pieces = {text[start : start + length] for text in TEXTS for start in range(len(text) - length + 1)}
    looked_for = {piece for piece in pieces if piece.strip() and not any(char.isspace() for char in piece)}
    assert {piece: found(piece) for piece in looked_for} == {piece: containing(piece) for piece in looked_for}


@pytest.mark.parametrize(
    "absent", ["乳", "青木", "酸奶过", "17A", "𬱗", "鿄", "abc124", "AND NOT 乳", "公司在", "酸*", "body:酸"]
)
def test_what_stands_nowhere_is_not_found(indexed, absent):
    assert found(absent) == []


ALPHABET = st.sampled_from("青禾酸奶店退货12aAＡｂ，。“”-/%𬱖鿿\"'*()^: \n")


@given(
    st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=6),
    st.text(ALPHABET, min_size=1, max_size=4),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_over_any_texts_finds_exactly_what_contains_its_terms(db, texts, query):
    from django.db import transaction

    with transaction.atomic():
        search.add(enumerate(texts, start=1))
        if query.split():
            each = [containing(term, texts) for term in query.split()]
            assert found(query) == sorted(set.intersection(*map(set, each)))
        else:
            assert search.condition(query) is None
        transaction.set_rollback(True)


def test_blanks_separate_terms_that_must_all_occur(indexed):
    assert found("青禾 酸奶") == [2]
    assert found("酸奶　青禾") == [2]
    assert found("青禾 草莓") == []


def test_a_text_broken_over_lines_is_found_as_one(indexed):
    assert found("一二三四") == [6]


@pytest.mark.parametrize("query", ["ABC123", "abc123", "ａｂｃ１２３", "Abc１23"])
def test_capital_and_full_width_forms_meet_the_plain_ones(indexed, query):
    assert found(query) == [4]


def test_replacing_leaves_no_trace_of_the_old_words_and_keeps_everything_else(indexed):
    search.replace(2, TEXTS[1], "草莓发霉。")
    after = (TEXTS[0], "草莓发霉。", *TEXTS[2:])
    pieces = {text[start : start + 2] for text in (*TEXTS, "草莓发霉。") for start in range(len(text) - 1)}
    looked_for = {piece for piece in pieces if not any(char.isspace() for char in piece)}
    assert {piece: found(piece) for piece in looked_for} == {
        piece: containing(piece, after) for piece in looked_for
    }


def matters(text):
    return list(Filter(text=text).apply(Matter.objects.all(), today=cast.TODAY, soon=cast.TODAY))


@pytest.mark.parametrize(
    "query",
    [
        "湖消〔2026〕000001",
        "13502062026051800000001",
        "青禾生鲜",
        "虚构路1号",
        "过保质期",
        "乳制品",
        "食品安全",
    ],
)
def test_a_matter_is_found_by_its_numbers_its_shop_its_words_and_its_paths(register, query):
    register()
    assert [matter.number for matter in matters(query)] == ["湖消〔2026〕000001"]


@pytest.mark.parametrize("query", ["林晓禾", "晓禾", "林", "周喆", "喆"])
def test_nobody_is_found_by_the_name_of_who_complained_or_reported(register, query):
    register()
    register(cast.report())
    assert matters(query) == []


def test_no_query_reaches_from_one_field_into_the_next(register):
    register()
    assert matters("000001135020") == []
    assert matters("虚构路1号5月16日") == []


def test_an_empty_query_asks_nothing(register):
    register()
    assert len(matters("")) == len(matters(" 　\n")) == 1
