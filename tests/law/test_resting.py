"""What rests on an article: clocks, what they leave out, grounds."""

from __future__ import annotations

from tests.conftest import CONTENT
from xiaobao import law
from xiaobao.law.resting import resting

BOOK = law.load(CONTENT)


def resting_on(article, regulation="samr-order-121"):
    return [
        (one.kind, one.words) for one in resting(BOOK, regulation) if one.article.split("(")[0] == article
    ]


def test_a_clock_rests_on_its_article():
    assert ("期限", "投诉受理决定：7个工作日") in resting_on("15")


def test_what_a_clock_leaves_out_rests_on_the_article_that_says_so():
    assert any(kind == "不计入期限" for kind, _ in resting_on("22"))


def test_grounds_rest_on_theirs_with_their_numbers():
    said = [words for kind, words in resting_on("23") if kind == "终止调解情形"]
    assert (len(said), said[4][:3]) == (8, "（五）")
