"""What an officer types outlives a lost connection; a double click registers once; bulk decisions run through."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import PHONE
from xiaobao.docket.models import Draft, Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "购买数量明显超出生活消费需要，不能证明与商家之间存在消费者权益争议。"
OFFLINE = "网络已断开，内容保留在本页，恢复后自动保存。"
CONTENT = "5月16日在厦门青禾生鲜超市购买的酸奶已过保质期三天，店家拒绝退货。"


def declining(page: Page, matter: int) -> Page:
    """Open the form that declines a matter."""
    page.goto(f"/matters/{matter}/decline/")
    return page


def left_in(page: Page) -> list[str]:
    """Return the names of the texts that lie in the tab."""
    names: list[str] = page.evaluate(
        "Object.keys(sessionStorage).filter((name) => name.startsWith('draft/'))"
    )
    return names


def test_typed_while_offline_it_is_saved_when_the_line_is_back_and_there_after_a_reload(
    window, register, complaints
) -> None:
    page = declining(window("chensiyuan"), register())
    page.locator('[name="ground"][value="3"]').check()
    page.context.set_offline(True)
    page.locator("#id_words").fill(REASON)
    expect(page.locator("#draft-state")).to_have_text(OFFLINE)
    assert len(left_in(page)) == 1
    page.context.set_offline(False)
    expect(page.locator("#draft-state")).to_contain_text("网络已恢复，草稿已保存")
    assert left_in(page) == []
    page.reload()
    expect(page.locator("#id_words")).to_have_value(REASON)
    expect(page.locator('[name="ground"][value="3"]')).to_be_checked()
    expect(page.locator(".draft-note")).to_contain_text("已恢复 12:00 保存的草稿")
    complaints.clear()


def test_a_submit_while_offline_is_held_with_a_sentence(window, register, complaints) -> None:
    page = declining(window("chensiyuan"), register())
    page.locator('[name="ground"][value="3"]').check()
    page.locator('[name="evidence"]').first.fill("近三个月投诉记录12件")
    page.locator("#id_words").fill(REASON)
    page.context.set_offline(True)
    send = page.get_by_role("button", name="不予受理并签发")
    send.click()
    expect(page.locator("#draft-state")).to_contain_text("网络已断开，没有提交。内容保留在本页")
    expect(page.locator("#id_words")).to_have_value(REASON)
    page.context.set_offline(False)
    expect(page.locator("#draft-state")).to_contain_text("网络已恢复")
    send.click()
    expect(page.get_by_text("湖市监投不受〔2026〕1号").first).to_be_visible()
    assert Draft.objects.count() == 0
    assert left_in(page) == []
    complaints.clear()


def test_a_draft_with_more_lines_than_the_form_comes_back_whole_and_can_be_given_up(window, register) -> None:
    matter = register()
    page = declining(window("chensiyuan"), matter)
    adder = page.get_by_role("button", name="再加一行").first
    adder.click()
    adder.click()
    for number, line in enumerate(("一", "二", "三", "四", "五")):
        page.locator('[name="evidence"]').nth(number).fill(line)
    expect(page.locator("#draft-state")).to_contain_text("草稿已保存")
    declining(page, matter)
    expect(page.locator('[name="evidence"]')).to_have_count(5)
    expect(page.locator('[name="evidence"]').nth(4)).to_have_value("五")
    page.get_by_role("button", name="放弃草稿").click()
    expect(page.locator(".draft-note")).to_have_count(0)
    expect(page.locator('[name="evidence"]').first).to_have_value("")
    declining(page, matter)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".draft-note")).to_have_count(0)
    assert Draft.objects.count() == 0


def test_signing_out_leaves_nothing_in_the_tab(window, register, complaints) -> None:
    page = declining(window("chensiyuan"), register())
    page.context.set_offline(True)
    page.locator("#id_words").fill(REASON)
    expect(page.locator("#draft-state")).to_have_text(OFFLINE)
    page.context.set_offline(False)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("heading", name="登录").wait_for()
    assert left_in(page) == []
    complaints.clear()


def test_leftovers_of_another_officer_in_the_tab_are_thrown_away(window, register) -> None:
    page = declining(window("chensiyuan"), register())
    page.evaluate("sessionStorage.setItem('draft/999/decline:1', '{}')")
    page.reload()
    assert left_in(page) == []


def fill_in(page: Page) -> None:
    """Fill in a sheet for a complaint by phone."""
    page.goto("/register/")
    page.get_by_label("来电", exact=True).check()
    page.locator("#id_person_name").fill("林晓禾")
    page.locator("#id_person_phone").fill("13900000001")
    page.locator("#id_respondent_name").fill("厦门青禾生鲜超市有限公司")
    page.locator("#id_content").fill(CONTENT)
    page.locator("#id_requests").fill("退货")


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_double_click_registers_once(size, window, officers) -> None:
    page = window("chensiyuan", size=size)
    fill_in(page)
    page.get_by_role("button", name="登记", exact=True).dblclick(no_wait_after=True)
    expect(page.get_by_role("status").filter(has_text="已登记，编号")).to_be_visible()
    assert Matter.objects.count() == 1
    assert Draft.objects.count() == 0


def test_the_sheet_asks_only_what_belongs_to_the_track_and_the_channel(window, officers) -> None:
    page = window("chensiyuan")
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/register/")
    expect(page.locator("#id_distribution_sender")).to_be_hidden()
    page.get_by_label("上级分送").check()
    expect(page.locator("#id_distribution_sender")).to_be_visible()
    expect(page.locator("#id_requests")).to_be_visible()
    page.get_by_label("举报", exact=True).check()
    expect(page.locator("#id_requests")).to_be_hidden()
    expect(page.get_by_role("heading", name="举报人", exact=True)).to_be_visible()


def test_a_duplicate_is_hinted_while_typing_and_linked(window, register) -> None:
    earlier = Matter.objects.get(pk=register())
    page = window("chensiyuan")
    fill_in(page)
    hint = page.get_by_label("关联为同一争议")
    expect(page.locator("#hints")).to_contain_text("同一投诉人")
    hint.check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="已登记，编号")).to_be_visible()
    assert earlier.led_to.count() == 1


def test_bulk_decisions_run_to_the_end_with_a_row_corrected(window, register) -> None:
    for number in range(6):
        register(
            cast.complaint(
                external_id=f"135020620260518000050{number}", digest=f"w{number}".ljust(16).encode()
            )
        )
    page = window("chensiyuan")
    page.get_by_role("link", name="批量办理").click()
    rows = page.locator(".bulk-row")
    for number in range(5):
        rows.nth(number).get_by_label("受理", exact=True).check()
    rows.nth(5).get_by_label("决定不予受理", exact=True).check()
    expect(page.locator("#bulk-count")).to_have_text("已勾选 6 件：受理 5 件，不予受理 1 件")
    page.get_by_role("button", name="核对所选").click()
    expect(page.locator("#summary")).to_be_focused()
    rows.nth(5).locator("select").select_option("3")
    rows.nth(5).get_by_label("证据材料").fill("近三个月投诉记录12件")
    rows.nth(5).get_by_label("不予受理的理由").fill(REASON)
    page.get_by_role("button", name="核对所选").click()
    page.get_by_role("button", name="确认办理 6 件").click()
    expect(page.get_by_role("heading", name="办好 6 件")).to_be_visible()
    expect(page.locator("#told li")).to_have_count(6)
    assert sorted(Matter.objects.values_list("state", flat=True)) == ["accepted"] * 5 + ["declined"]
    assert Draft.objects.count() == 0
