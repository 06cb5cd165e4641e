"""What an editor writes becomes safe HTML: marks are kept, nothing else is taken for a page."""

from __future__ import annotations

import pytest

from xiaobao.documents.markup import Puts, to_html
from xiaobao.rules.handbook.entry import Citation


def cited(cite: Citation) -> str:
    return f"<a>{cite.regulation} {cite.article}</a>"


PUTS = Puts(
    cite=cited, fact=lambda name: f"<{name}>", drawn=lambda name, argument: f"<svg {name} {argument}>"
)


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[看这里](javascript:alert(1))",
        "<https://example.com>",
        "![图](https://example.com/x.png)",
    ],
)
def test_no_tag_link_or_picture_an_editor_types_is_one(written: str) -> None:
    page = to_html(written, PUTS)
    assert not any(tag in page for tag in ("<script", "<img", "<a "))


def test_an_article_is_put_in_as_a_link_and_a_fact_as_text() -> None:
    page = to_html("依据[[samr-order-121:15(1)]]，{{bureau}}答复。", PUTS)
    assert page.strip() == "<p>依据<a>samr-order-121 15(1)</a>，&lt;bureau&gt;答复。</p>"


def test_what_is_drawn_stands_between_the_paragraphs() -> None:
    page = to_html("前面\n\n{{flowchart complaint}}\n\n后面", PUTS).split("\n")
    assert [line for line in page if line] == ["<p>前面</p>", "<svg flowchart complaint>", "<p>后面</p>"]


def test_a_table_and_a_list_are_kept() -> None:
    page = to_html("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n- 三", PUTS)
    assert "<td>二</td>" in page
    assert "<li>三</li>" in page
