"""A suspicion goes to the police under the article that was law, and changes nothing of the complaint."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import transfer

GIVEN = {
    "regulation": "samr-order-121",
    "body": "厦门市公安局湖里分局",
    "suspicion": "swapped",
    "facts": "门店监控显示所持过期酸奶系自行带入。",
    "materials": ("监控录像一份",),
    "today": date(2026, 5, 20),
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def test_the_list_is_that_of_the_article():
    assert [one.label for one in transfer.Suspicion] == [
        "通过夹带方式骗取经营者的赔偿",
        "通过掉包方式骗取经营者的赔偿",
        "通过造假方式骗取经营者的赔偿",
        "通过篡改商品信息方式骗取经营者的赔偿",
        "通过捏造事实方式骗取经营者的赔偿",
        "通过其他方式骗取经营者的赔偿",
        "对经营者进行敲诈勒索",
    ]


@pytest.mark.parametrize(
    ("regulation", "today", "basis"),
    [
        ("samr-order-121", date(2026, 5, 20), "《市场监督管理投诉举报处理办法》第四十二条"),
        (
            "samr-order-20",
            date(2026, 5, 20),
            "《市场监督管理行政处罚程序规定》第十七条第二款、《中华人民共和国消费者权益保护法实施条例》第四十九条第二款",
        ),
        ("samr-order-20", date(2024, 6, 28), "《市场监督管理行政处罚程序规定》第十七条第二款"),
    ],
)
def test_the_basis_is_what_was_law(regulation, today, basis, law):
    assert transfer.basis(regulation, today, law) == basis


def test_ending_the_mediation_for_it_is_another_decision(law):
    decision = transfer.check_transfer(**GIVEN, law=law)
    assert decision.outcome == "allowed"
    assert decision.citations[-1] == "《市场监督管理投诉举报处理办法》第二十三条第一款第六项"
    # 令20 第二十一条第一款第六项 names 第十五条 only.
    old = transfer.check_transfer(**GIVEN | {"regulation": "samr-order-20"}, law=law)
    assert "第二十一条" not in "".join(old.citations)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": " "}, "body"),
        ({"suspicion": ""}, "suspicion"),
        ({"suspicion": "rude"}, "suspicion"),
        ({"facts": "\n"}, "facts"),
        ({"materials": ()}, "materials"),
        ({"materials": (" ",)}, "materials"),
    ],
)
def test_to_whom_what_facts_and_materials_are_each_needed(wrong, field, law):
    decision = transfer.check_transfer(**GIVEN | wrong, law=law)
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])
