"""Search in the handbook, the law and the cases: every place that holds what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaobao import law
from xiaobao.handbook.search import Found, Group, Text, folded, plain, search, texts_of
from xiaobao.law import official
from xiaobao.law.published import OfficialText
from xiaobao.rules.handbook.book import Book, of_texts

BOOK: Book = of_texts(
    {
        "chapters/return.md": "---\ntitle: 七日无理由退货\norder: 10\n---\n**网购**商品自签收之日起\n七日内可以退货（[[samr-order-121:15(1)]]）。\n\n{{flowchart complaint}}\n",
        "phrases/first.md": "---\ntitle: 首次联系\nsituation: 第一次打电话\napplies: {tracks: [complaint]}\n---\n您好，这里是{{bureau}}，关于您的网购退货。\n",
        "questions/q.md": "---\ntitle: 退货几日\nchapter: return\noptions: [七日, 十日]\nanswer: 1\n---\n退货。\n",
    }
)  # fmt: skip


def found(query: str, texts: tuple[Text, ...] | None = None, only: str = "") -> dict[str, Found]:
    """Return what is found, by group."""
    held = texts if texts is not None else texts_of(BOOK, law.load(), Path("/nothing/here"))
    return {one.group.value: one for one in search(held, query, only)}


@pytest.mark.parametrize(
    "query", ["购", "退货", "网购 退货", "  网购　退货 ", "七日无理由", "自签收之日起七日内"]
)
def test_a_query_of_any_length_finds_every_text_that_holds_all_its_terms(query: str) -> None:
    assert found(query)["handbook"].hits[0].text.path == "chapters/return.md"


def test_what_holds_only_one_of_the_terms_is_not_found() -> None:
    assert found("网购 烟花爆竹") == {}


def test_nothing_asked_finds_nothing() -> None:
    assert found("") == found("　 ") == {}


def test_full_width_and_capital_forms_meet_plain_ones() -> None:
    texts = (
        Text(Group.LAW, "ＯＤＲ", "第12315号", folded=folded("第12315号"), folded_title=folded("ＯＤＲ")),
    )
    assert found("odr １２３１５", texts)["law"].total == 1


def test_hits_in_the_title_come_first_and_what_was_asked_is_marked() -> None:
    hits = found("退货")["handbook"].hits
    assert hits[0].title == (("七日无理由", False), ("退货", True))
    assert ("退货", True) in hits[0].excerpt
    assert "flowchart" not in "".join(piece for piece, _ in hits[0].excerpt)


def test_a_question_is_never_found_with_its_answer() -> None:
    paths = [hit.text.path for group in found("退货").values() for hit in group.hits]
    assert "questions/q.md" not in paths


def test_the_law_is_found_in_paraphrase_and_in_official_words_where_they_are_loaded(tmp_path: Path) -> None:
    book = law.load()
    held = texts_of(BOOK, book, tmp_path)
    assert not found("七个工作日", held)["law"].hits[0].text.official
    official.keep(tmp_path, OfficialText("samr-order-121", "", "", {"15": "鲲鹏自收到之日起。"}))
    hit = found("鲲鹏", texts_of(BOOK, book, tmp_path))["law"].hits[0]
    assert (hit.text.official, str(hit.text.cite)) == (True, "samr-order-121:15")


def test_one_group_asked_for_alone_shows_more_of_it_and_counts_the_others() -> None:
    all_groups, laws = found("消费者"), found("消费者", only="law")
    assert len(all_groups["law"].hits) < len(laws["law"].hits) <= laws["law"].total == all_groups["law"].total
    assert all(one.hits == () for code, one in laws.items() if code != "law")


def test_a_citation_is_found_by_what_it_says_in_full() -> None:
    assert "第十五条第一款" in plain(next(iter(BOOK)).body, law.load())
    assert "handbook" in found("投诉举报处理办法》第十五条")
