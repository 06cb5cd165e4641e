"""What only looks like a complaint: the closed list of each regulation, and that telling is allowed, not owed."""

from __future__ import annotations

import pytest

from xiaobao import law as law_room
from xiaobao.rules import routes
from xiaobao.rules.routes import Nature


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def test_petitions_and_charges_are_named_under_order_20_only():
    assert [one.label for one in routes.natures("samr-order-121")] == [
        "咨询",
        "政府信息公开申请",
        "行政复议申请",
        "纪检监察检举控告",
    ]
    assert [one.label for one in routes.natures("samr-order-20")][4:] == ["信访", "行政事业性收费问题"]


@pytest.mark.parametrize(
    ("regulation", "nature", "article"),
    [
        ("samr-order-121", "consultation", "《市场监督管理投诉举报处理办法》第四十四条"),
        ("samr-order-121", "discipline", "《市场监督管理投诉举报处理办法》第四十四条"),
        ("samr-order-20", "disclosure", "《市场监督管理投诉举报处理暂行办法》第三十九条第二款"),
        ("samr-order-20", "petition", "《市场监督管理投诉举报处理暂行办法》第三十九条第二款"),
        ("samr-order-20", "charges", "《市场监督管理投诉举报处理暂行办法》第三十九条第一款"),
    ],
)
def test_each_nature_has_its_article(regulation, nature, article, law):
    decision = routes.check_redirect(regulation=regulation, nature=nature, law=law)
    assert (decision.outcome, decision.citations) == ("allowed", (article,))
    assert ("可以告知" in decision.reasons[1].text) is (nature != "charges")


@pytest.mark.parametrize("nature", ["petition", "charges", "", "poem"])
def test_what_the_article_does_not_name_is_refused(nature, law):
    decision = routes.check_redirect(regulation="samr-order-121", nature=nature, law=law)
    assert (decision.outcome, decision.reasons[0].field) == ("refused", "nature")


@pytest.mark.parametrize("nature", list(Nature))
def test_every_nature_has_a_route_to_propose(nature):
    assert routes.proposed(nature).endswith("。")
