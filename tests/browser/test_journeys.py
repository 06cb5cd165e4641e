"""From signing in to the letter in hand, with mouse, keyboard, phone and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import PHONE
from xiaobao.docket.models import Document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "购买数量明显超出生活消费需要，不能证明与商家之间存在消费者权益争议。"


def another(number: int, **changes: object):
    """A further complaint, received a day later each."""
    return cast.complaint(
        external_id=f"1350206202605190000000{number}",
        received_at=cast.at("2026-05-19", f"1{number}:00"),
        digest=f"another-{number}".ljust(16).encode(),
        **changes,
    )


def test_an_officer_accepts_a_complaint_and_holds_the_letter(window, register) -> None:
    register()
    register(another(1, content="店内灯箱广告写明买一送一，结账时不认。"))
    page = window("chensiyuan")
    page.keyboard.press("/")
    page.keyboard.type("酸奶")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("共 1 件")
    page.wait_for_url("**/?text=%E9%85%B8%E5%A5%B6")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="受理", exact=True).first.click()
    expect(page.get_by_role("heading", name="投诉受理决定书")).to_be_visible()
    page.get_by_role("button", name="受理并签发决定书").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理，文书编号 湖市监投受〔2026〕1号。")
    link = page.get_by_role("link", name="PDF 湖市监投受〔2026〕1号")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_declining_without_evidence_keeps_the_words_and_then_succeeds(window, register) -> None:
    page = window("chensiyuan")
    page.goto(f"/matters/{register()}/decline/")
    page.get_by_label("（三）").check()
    page.get_by_label("不予受理的理由").fill(REASON)
    page.get_by_role("button", name="不予受理并签发决定书").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#id_evidence_error")).to_have_text("请写明所依据的材料。")
    expect(page.get_by_label("（三）")).to_be_checked()
    expect(page.get_by_label("不予受理的理由")).to_have_value(REASON)
    page.locator("#summary a").first.click()
    expect(page.locator("#id_evidence")).to_be_focused()
    page.keyboard.type("近三个月投诉记录12件")
    page.get_by_role("button", name="再加一行").click()
    page.keyboard.type("购买小票照片")
    page.get_by_role("button", name="不予受理并签发决定书").click()
    expect(page.get_by_text("湖市监投不受〔2026〕1号").first).to_be_visible()
    expect(page.get_by_text("近三个月投诉记录12件；购买小票照片")).to_be_visible()


def test_two_officers_on_one_matter(window, register) -> None:
    matter = register()
    first, second = window("suming"), window("chensiyuan")
    first.goto(f"/matters/{matter}/accept/")
    second.goto(f"/matters/{matter}/decline/")
    second.get_by_label("（三）").check()
    second.get_by_label("不予受理的理由").fill(REASON)
    first.get_by_role("button", name="受理并签发决定书").click()
    first.get_by_text("已办理").wait_for()
    second.get_by_label("证据材料第 1").fill("近三个月投诉记录12件")
    second.get_by_role("button", name="不予受理并签发决定书").click()
    expect(second.locator("#summary")).to_contain_text("苏明已于 2026-05-20 12:00 对此件受理")
    expect(second.get_by_label("不予受理的理由")).to_have_value(REASON)
    expect(second.get_by_role("button", name="不予受理并签发决定书")).to_have_count(0)


def test_a_double_click_issues_one_letter(window, register) -> None:
    page = window("chensiyuan")
    page.goto(f"/matters/{register()}/accept/")
    page.get_by_role("button", name="受理并签发决定书").dblclick(no_wait_after=True)
    page.get_by_text("已办理").wait_for()
    assert Document.objects.count() == 1


def test_the_keyboard_walks_the_list_and_the_matters(window, register) -> None:
    first, second = register(), register(another(1))
    page = window("chensiyuan")
    page.goto("/?kind=complaint")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/matters/{first}/?in=kind%3Dcomplaint")
    page.keyboard.press("n")
    page.wait_for_url(f"**/matters/{second}/?in=kind%3Dcomplaint")
    page.keyboard.press("u")
    page.wait_for_url("**/?kind=complaint")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url(lambda url: url.endswith("/"))


def test_filters_swap_the_list_and_keep_the_address(window, register) -> None:
    register()
    register(cast.report())
    page = window("chensiyuan")
    page.get_by_label("类型", exact=True).focus()
    page.get_by_label("类型", exact=True).select_option("report")
    expect(page.locator("#count")).to_have_text("共 1 件")
    page.wait_for_url("**/?kind=report")
    expect(page.get_by_label("类型", exact=True)).to_be_focused()
    page.get_by_role("link", name="去掉筛选 类型：举报").click()
    expect(page.locator("#count")).to_have_text("共 2 件")
    expect(page.locator("#announce")).to_have_text("共 2 件")
    page.go_back()
    expect(page.locator("#count")).to_have_text("共 1 件")
    expect(page.get_by_label("类型", exact=True)).to_have_value("report")


def test_a_view_is_saved_opened_and_deleted(window, register) -> None:
    register()
    page = window("chensiyuan")
    page.goto("/?kind=complaint&due=soon")
    page.get_by_text("保存当前筛选").click()
    page.get_by_label("视图名称").fill("临期投诉")
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto("/")
    page.get_by_role("link", name="临期投诉").click()
    page.wait_for_url("**/?kind=complaint&due=soon")
    page.get_by_role("button", name="删除视图“临期投诉”").click()
    expect(page.get_by_text("视图已删除。")).to_be_visible()


def test_signed_out_meanwhile_the_list_asks_to_sign_in(window, register) -> None:
    register()
    page = window("chensiyuan")
    page.context.clear_cookies()
    page.get_by_label("类型", exact=True).select_option("report")
    page.get_by_role("heading", name="登录").wait_for()


def test_everything_works_without_javascript(window, register) -> None:
    register()
    register(cast.report())
    page = window("chensiyuan", script=False)
    page.get_by_label("类型", exact=True).select_option("complaint")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("#count")).to_have_text("共 1 件")
    _accept(page)
    page.get_by_role("group").locator("summary").first.click()
    page.get_by_label("写一条记事").fill("已电话告知。")
    page.get_by_role("button", name="保存记事").click()
    expect(page.get_by_text("已电话告知。")).to_be_visible()


def test_everything_works_on_a_phone(window, register) -> None:
    register()
    _accept(window("chensiyuan", size=PHONE))


def _accept(page: Page) -> None:
    page.locator(".row-link").first.click()
    page.get_by_role("link", name="受理", exact=True).first.click()
    page.get_by_role("button", name="受理并签发决定书").click()
    expect(page.get_by_text("已办理，文书编号")).to_be_visible()
