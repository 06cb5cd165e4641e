"""A ladder is changed by two persons in two windows; the form also works without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.test_pages import _barriers, _flawed
from tests.docket import rule_cast
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.rulebook import current
from xiaobao.home import key

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def waiting(transactional_db, own_home, register):
    """Three complaints that nobody has decided on."""
    key("vault-master-key")
    for number in range(3):
        register(cast.complaint(external_id=f"E{number}"))


def test_one_proposes_another_signs_what_the_page_lists(window) -> None:
    section = window("luyiheng")
    section.goto("/rules/new/")
    section.locator("#at-g0-s0 > summary").click()
    section.get_by_label("工作日数").first.fill("5")
    section.get_by_role("button", name="先看会变动什么").last.click()
    expect(section.locator("#found")).to_contain_text("立即发出")
    section.get_by_label("为什么要变更").fill("提前两天提醒，减少逾期。")
    section.get_by_role("button", name="提出，交另一人签署").click()
    expect(section.get_by_text("已提出，等待另一个人签署。")).to_be_visible()
    leader = window("fangzhou")
    leader.goto("/rules/")
    leader.get_by_role("link", name="第 1 号").click()
    expect(leader.get_by_role("row").filter(has_text="立即发出")).to_have_count(3)
    leader.get_by_role("button", name="签署并生效").click()
    expect(leader.get_by_text("已签署并生效。")).to_be_visible()
    assert current().ladder.of("complaint.acceptance").stages[0].left == 5


@pytest.mark.parametrize("script", [True, False])
def test_a_stage_is_added_with_and_without_a_script(window, script) -> None:
    page = window("luyiheng", script=script)
    page.goto("/rules/new/")
    page.locator("#at-g0-s0 > summary").click()
    page.get_by_label("工作日数").first.fill("6")
    page.get_by_role("button", name="增加一级 一般期限").click()
    added = page.locator("#at-g0-s4")
    expect(added.get_by_label("工作日数")).to_be_visible()
    expect(page.locator("#at-g0-s0 > summary")).to_contain_text("剩6个工作日")
    added.get_by_role("button", name="去掉这一级").click()
    expect(page.locator("#at-g0-s4")).to_have_count(0)


def test_the_pages_have_no_barriers_and_fit_a_phone(window, officers) -> None:
    change = propose_rules(
        file=rule_cast.ladder(("left: 3\n", "left: 5\n")),
        reason="提前两天提醒，减少逾期。",
        officer=officers["luyiheng"],
        at=cast.NOON,
    )
    addresses = [
        "/rules/",
        "/rules/new/",
        "/rules/new/?what=file&of=calendar/2006.yaml",
        "/rules/provisional/",
    ]
    assert _flawed(window("fangzhou"), [*addresses, f"/rules/{change.pk}/"]) == {}


def test_what_is_wrong_is_said_without_a_barrier(window) -> None:
    page = window("luyiheng")
    page.goto("/rules/new/")
    page.locator("#at-g0-s0 > summary").click()
    page.get_by_label("工作日数").first.fill("")
    page.locator("#at-g1-s0 > summary").click()
    page.get_by_role("button", name="提出，交另一人签署").click()
    page.get_by_role("link", name="提醒 · 工作日数：请填写“工作日数”。").click()
    expect(page.locator("#id_g0-s0-days")).to_be_visible()
    assert _barriers(page) == []
