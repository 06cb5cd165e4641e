"""An article in its official words, taken apart into paragraphs and items."""

from __future__ import annotations

import pytest

from xiaobao.law import citation, wording

GLUED = "有下列情形之一的，终止： （一）撤回的； （二）期满的。 终止的，应当告知。"
APART = "有下列情形之一的，终止：\n（一）撤回的；\n（二）期满的。\n终止的，应当告知。"


@pytest.mark.parametrize("words", [GLUED, APART])
def test_items_belong_to_the_paragraph_that_opens_them(words):
    assert wording.paragraphs(words) == (
        "有下列情形之一的，终止：\n（一）撤回的；\n（二）期满的。",
        "终止的，应当告知。",
    )


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("23(2)", "终止的，应当告知。"),
        ("23(1)(2)", "有下列情形之一的，终止：\n（二）期满的。"),
        ("23[1]", "有下列情形之一的，终止：\n（一）撤回的。"),
        ("23(3)", None),
        ("23(1)(3)", None),
    ],
)
def test_a_reference_names_a_part(article, said):
    assert wording.part(GLUED, citation.parse(article)) == said


def test_items_are_counted_whichever_brackets_a_publisher_takes():
    assert wording.items("应当附有下列材料： (一)移送书； (二)清单。") == ("移送书", "清单")


def test_sentences_of_one_paragraph_stay_together():
    assert wording.paragraphs("甲。乙。丙。") == ("甲。乙。丙。",)
