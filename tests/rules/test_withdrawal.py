"""A withdrawal has a day that can be and a way it was said."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import withdrawal


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def withdraw(law, regulation="samr-order-121", **given):
    told = {
        "on": date(2026, 5, 20),
        "how": "phone",
        "received_on": date(2026, 5, 18),
        "today": date(2026, 5, 20),
    }
    return withdrawal.check_withdraw(regulation=regulation, law=law, **(told | given))


@pytest.mark.parametrize(
    ("on", "how", "fields"),
    [
        (date(2026, 5, 18), "phone", set()),
        (date(2026, 5, 20), "written", set()),
        (date(2026, 5, 17), "phone", {"on"}),
        (date(2026, 5, 21), "phone", {"on"}),
        (date(2026, 5, 20), "", {"how"}),
        (date(2026, 5, 20), "pigeon", {"how"}),
    ],
)
def test_day_and_way(on, how, fields, law):
    decision = withdraw(law, on=on, how=how)
    assert {reason.field for reason in decision.reasons if reason.field} == fields
    assert decision.outcome == ("refused" if fields else "allowed")


@pytest.mark.parametrize(
    ("regulation", "like", "joint"),
    [
        ("samr-order-121", "第二十三条第一款第一项", "第十二条第二款"),
        ("samr-order-20", "第二十一条第一款第一项", "第十一条第二款"),
    ],
)
def test_no_article_speaks_of_it_and_the_nearest_is_followed(regulation, like, joint, law):
    (told,) = withdraw(law, regulation).reasons
    assert "条文没有规定受理前的撤回，参照" in told.text
    assert told.citation.endswith(like)
    (refused,) = withdraw(law, regulation, joint=True).reasons
    assert (refused.field, refused.citation.partition("》")[2]) == ("words", joint)
    assert withdraw(law, regulation, joint=True, words="三人签名的撤回书。").outcome == "allowed"
