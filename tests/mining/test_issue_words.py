"""What an issue is known by: telling words, no names, sentences that stand for the others."""

from __future__ import annotations

from xiaobao.mining.issue_words import title, told

TEXTS = [
    "安居小区旁的搅拌站日夜轰鸣，粉尘很大。请查处。",
    "搅拌站粉尘太大，家里不敢开窗，张伟明多次投诉无人管。",
    "投诉安居小区附近的搅拌站，粉尘影响居民健康。",
]


def spread(word: str) -> float:
    return 0.9 if word == "投诉" else 0.01


def test_the_words_that_most_have_and_few_others_come_first():
    found = told(TEXTS, spread, words=2, quotes=1)
    assert set(found.words) == {"搅拌站", "粉尘"}
    assert found.quotes == ("安居小区旁的搅拌站日夜轰鸣，粉尘很大",)


def test_a_name_is_neither_a_word_nor_in_a_sentence_shown():
    twice = [TEXTS[1], TEXTS[1] + "张伟明说没有人管。"]
    found = told(twice, spread, words=20, quotes=5)
    assert not any("张伟明" in shown for shown in (*found.words, *found.quotes))
    assert "粉尘" in found.words


def test_what_is_said_in_the_title_already_is_no_word():
    assert "粉尘" not in told(TEXTS, spread, words=20, quotes=0, without=("厦门粉尘材料有限公司",)).words


def test_a_title_says_whom_it_is_about_and_the_first_words():
    assert (
        title(["停业", "退款", "余额", "门店"], "厦门远帆健身服务有限公司")
        == "厦门远帆健身服务有限公司：停业、退款、余额"
    )
    assert title(["停业"], "") == "停业"
    assert title([], "") == "未归纳的问题"
