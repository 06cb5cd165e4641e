"""The page of hot issues: ranked, by street, by other weights, and what stands there before anything was mined."""

from __future__ import annotations

import pytest

from tests.docket.findings_cast import came, found

pytestmark = pytest.mark.django_db


def body(answer) -> str:
    """The page as text."""
    return answer.content.decode()


@pytest.fixture
def yoghurt(officers):
    """Two complaints of yoghurt past its date, in 禾山街道."""
    parts = [{"criterion": "concentrated", "name": "count", "value": 2, "unit": "matter", "measure": 0.8,
              "weight": 1.0, "why": "计2件"}]  # fmt: skip
    told = {"words": ["酸奶", "过期"], "quotes": []}
    return found("issue", came(2, place="禾山街道"), title="酸奶过期", parts=parts, score=0.8, evidence=told)


def test_an_issue_stands_with_its_rank_words_criteria_and_street(yoghurt, signed_in) -> None:
    page = body(signed_in("luyiheng").get("/mining/hot/"))
    assert f'href="/mining/findings/{yoghurt.pk}/">酸奶过期</a>' in page
    assert "酸奶、过期" in page
    assert "禾山街道：2件" in page
    assert 'value="80" aria-label="反映集中"' in page


def test_a_street_is_a_link_that_narrows_and_leads_back(yoghurt, signed_in) -> None:
    client = signed_in("luyiheng")
    assert 'href="?street=%E7%A6%BE%E5%B1%B1%E8%A1%97%E9%81%93"' in body(client.get("/mining/hot/"))
    narrowed = body(client.get("/mining/hot/?street=江头街道&harmful=2"))
    assert "这个街道没有热点问题" in narrowed
    assert 'href="?harmful=2"' in narrowed


def test_before_anything_was_mined_the_page_says_so(signed_in, officers) -> None:
    assert "还没有挖掘过" in body(signed_in("luyiheng").get("/mining/hot/"))


@pytest.mark.parametrize(("username", "status"), [("chensiyuan", 200), ("fangzhou", 200), ("heqing", 403)])
def test_only_posts_of_mining_see_the_board(username, status, yoghurt, signed_in) -> None:
    assert signed_in(username).get("/mining/hot/").status_code == status
