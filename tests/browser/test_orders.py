"""Supervision orders in a real browser: from a warning to the lifted order, and no barrier on any of the pages."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.test_pages import LONG, _barriers, _flawed
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, do, look, standing
from xiaobao.docket.actions.appeal_order import appeal_order
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.extend_order import ask_extension

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_home"),
]
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture
def matter(register, officers) -> int:
    """A complaint with long names in 陈思远's hands, on which nobody decides."""
    key = register(cast.complaint(office_name="", respondent_name=LONG, title=LONG * 2))
    assign(
        matter_id=key, version=1, officer=officers["hemin"], at=cast.NOON, office="huli", handler="chensiyuan"
    )
    return key


def at_three(monkeypatch, day: str) -> None:
    """Let the desk's clock stand at three in the afternoon of a day."""
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.at(day, "15:00")))


def test_a_leaders_order_from_the_page_of_the_matter_to_the_points(window, matter, monkeypatch) -> None:
    at_three(monkeypatch, "2026-05-22")
    leader = window("fangzhou")
    leader.goto(f"/matters/{matter}/")
    leader.locator("#supervision").get_by_role("link", name="发督办单").click()
    leader.get_by_label("领导交办").check(force=True)
    leader.get_by_label("督办要求").fill("请三日内书面说明办理情况。")
    leader.get_by_label("责任人").select_option("suming")
    leader.get_by_role("button", name="发督办单").click()
    expect(leader.locator("#id_reply_due_error")).to_have_text("请填写“回复期限”。")
    expect(leader.get_by_label("督办要求")).to_have_value("请三日内书面说明办理情况。")
    leader.get_by_label("回复期限").fill("2026-05-26")
    leader.get_by_role("button", name="发督办单").click()
    expect(leader.get_by_role("status").first).to_contain_text("已发出督办单 湖市监督办〔2026〕1号。")
    owner = window("suming")
    owner.keyboard.press("g")
    owner.keyboard.press("o")
    owner.get_by_role("link", name="湖市监督办〔2026〕1号").click()
    owner.get_by_role("link", name="回复督办").first.click()
    owner.get_by_label("原因说明").fill("承办人外出检查，未安排他人。")
    owner.get_by_label("整改措施").fill("今日由所长接手，两日内决定。")
    owner.get_by_role("button", name="回复督办").dblclick()
    owner.get_by_role("heading", name="湖市监督办〔2026〕1号").wait_for()
    assert standing().steps.filter(verb="order_reply").count() == 1
    leader.goto(f"/orders/{standing().pk}/review/")
    again = leader.get_by_label("重新回复的期限")
    expect(again).to_be_hidden()
    leader.get_by_label("退回重报").check(force=True)
    expect(again).to_be_visible()
    leader.get_by_label("认可").check(force=True)
    expect(again).to_be_hidden()
    leader.get_by_label("审核意见").fill("同意。")
    leader.get_by_role("button", name="审核回复").click()
    leader.get_by_role("link", name="解除督办").first.click()
    expect(leader.get_by_label("扣分")).to_have_value("0")
    leader.get_by_label("解除的理由").fill("已经说明。")
    leader.get_by_role("button", name="解除督办").click()
    expect(leader.get_by_role("status").first).to_contain_text("已解除督办。")
    leader.goto("/orders/?state=lifted")
    expect(leader.get_by_role("table", name="督办单")).to_contain_text("已解除")


def test_no_page_of_an_order_has_a_barrier_or_is_too_wide(window, matter, officers, monkeypatch) -> None:
    look(YELLOW_DAY)
    do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 6, 1), words=LONG * 3)
    do(appeal_order, "suming", officers, YELLOW_DAY, words=LONG * 3)
    first = standing().pk
    look(RED_DAY)
    at_three(monkeypatch, RED_DAY)
    order = f"/orders/{standing().pk}/"
    acts = ("reply", "ask-extension", "decide-extension", "review", "lift", "appeal", "decide-appeal")
    addresses = [
        "/orders/",
        "/orders/?state=all",
        "/orders/?grade=urge&due=overdue",
        order,
        f"/orders/{first}/",
    ]
    addresses += [f"{order}{act}/" for act in acts]
    addresses += [f"/matters/{matter}/", f"/matters/{matter}/orders/new/", "/?ordered=open"]
    page = window("luyiheng")
    assert _flawed(page, addresses) == {}
    page.set_viewport_size(SMALLEST)
    wide = {}
    for address in addresses:
        page.goto(address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
            wide[address] = width
    assert wide == {}


def test_a_form_sent_back_has_no_barrier_and_keeps_what_was_typed(window, matter, monkeypatch) -> None:
    look(YELLOW_DAY)
    at_three(monkeypatch, YELLOW_DAY)
    page = window("suming")
    page.goto(f"/orders/{standing().pk}/reply/")
    page.get_by_label("原因说明").fill("承办人外出检查。")
    page.get_by_role("button", name="回复督办").click()
    expect(page.locator("#summary")).to_be_focused()
    assert _barriers(page) == []
    expect(page.get_by_label("原因说明")).to_have_value("承办人外出检查。")
    page.get_by_role("link", name="整改措施：请写明整改措施。").click()
    expect(page.locator("#id_measures")).to_be_focused()
