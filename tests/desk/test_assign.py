"""The page of what waits at intake, and the proposal beside the others."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.desk.rules_cast import text
from tests.docket.test_routing_facts import partner
from xiaobao.docket.models import Matter


@pytest.fixture
def waits(register):
    """Register what waits at intake."""
    count = iter(range(100))

    def waits(**changes):
        row = cast.complaint(
            **{"external_id": f"A{next(count)}", "office_name": "湖里区市场监管局"} | changes
        )
        return Matter.objects.get(pk=register(row))

    return waits


@pytest.fixture
def clerk(own_home, signed_in):
    """何敏, who receives."""
    return signed_in("hemin")


def boxes(answer) -> list[tuple[str, bool]]:
    """The tick boxes: value and whether ticked."""
    found = re.findall(
        r'<input type="checkbox" name="row" value="([^"]+)"( checked)?>', answer.content.decode()
    )
    return [(value, bool(checked)) for value, checked in found]


class TestWaiting:
    """One line a matter, with where it would go and why."""

    def test_it_says_where_and_why_and_ticks_only_what_is_sure(self, clerk, waits) -> None:
        sure, unsure = waits(), waits(respondent_address="厦门市湖里区", place="")
        page = clerk.get("/assign/")
        said = text(page)
        assert "建议分派给湖里市场监督管理所 地址写明街道的，由管该街道的所办理 · 湖里街道" in said
        assert "需要人工判断" in said
        assert boxes(page) == [(f"{sure.pk}:1:huli", True)]
        assert f'href="/matters/{unsure.pk}/acts/assign/"' in page.content.decode()

    def test_ticked_they_are_given_out_and_the_answer_is_told(self, clerk, waits) -> None:
        one, two = waits(), waits()
        answer = clerk.post("/assign/?to=", {"row": [f"{one.pk}:1:huli", f"{two.pk}:9:huli"]})
        said = text(answer)
        assert "已分派 1 件，没有分派 1 件" in said
        assert f"没有分派 {two.number}" in said
        assert Matter.objects.get(pk=one.pk).office.code == "huli"

    def test_nothing_ticked_is_said(self, clerk, waits) -> None:
        waits()
        answer = clerk.post("/assign/", {"row": ["", "1:2", "x:1:huli"]})
        assert answer.status_code == 422
        assert "请先勾选要分派的来件" in text(answer)

    def test_what_the_consumer_may_be_asked_is_beside_it(self, clerk, waits) -> None:
        partner()
        matter = waits()
        page = clerk.get("/assign/")
        assert "可以征求消费者意见先行和解 厦门青禾生鲜超市有限公司" in text(page)
        assert f'href="/matters/{matter.pk}/acts/settle_first/"' in page.content.decode()

    def test_with_nothing_to_do_the_page_says_so(self, clerk) -> None:
        assert "没有等待分派的来件" in text(clerk.get("/assign/"))

    def test_who_does_not_give_out_is_turned_away(self, own_home, signed_in) -> None:
        for who in ("chensiyuan", "fangzhou", "admin"):
            assert signed_in(who).get("/assign/").status_code == 403
            assert signed_in(who).post("/assign/", {"row": "1:1:huli"}).status_code == 403


class TestTheMatter:
    """The proposal on the page of a matter and in the form of the act."""

    def test_the_page_shows_the_way_beside_the_other_proposals(self, clerk, waits) -> None:
        said = text(clerk.get(f"/matters/{waits().pk}/"))
        assert "分办建议 由分派的人决定 建议分派给湖里市场监督管理所 适用分办规则" in said

    def test_the_form_begins_with_that_office_and_says_why(self, clerk, waits) -> None:
        page = clerk.get(f"/matters/{waits().pk}/acts/assign/")
        assert '<option value="huli" selected>' in page.content.decode()
        assert "已按分办规则预选，可以改选。适用分办规则" in text(page)

    def test_once_given_out_nothing_is_proposed(self, clerk, register) -> None:
        assert "分办建议" not in text(clerk.get(f"/matters/{register()}/"))
