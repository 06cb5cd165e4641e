"""Settling first in a real browser: consumer, enterprise, settlement; or silence, and the bureau takes over."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.test_pages import _barriers, _flawed
from tests.docket.settling_cast import market, point, seat_of
from xiaobao.docket.actions.expire_diversions import expire_diversions
from xiaobao.docket.models import Clock, Matter, PromisingShop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_home", "noon"),
]
SMALLEST = {"width": 320, "height": 640}
LONG = "蓝田广场二期地下一层进口冷链专柜与线上团购提货联营门店消费维权服务站"


@pytest.fixture
def shop(officers, monkeypatch):
    """青禾生鲜 and a point with a long name, on the Wednesday at noon; 袁青 sits for 青禾生鲜."""
    clock_at(monkeypatch, cast.NOON)
    point(name=LONG)
    PromisingShop.objects.create(
        name=LONG,
        street="湖里街道",
        days=7,
        scope="未拆封的商品。" * 9,
        exceptions="生鲜。",
        since=cast.SINCE,
    )
    return seat_of(market(address="湖里区湖里街道虚构路1号"))


def clock_at(monkeypatch, moment) -> None:
    """Let the clocks of both rooms stand at a moment."""
    for room in ("portal", "desk"):
        monkeypatch.setattr(f"xiaobao.{room}.screen.timezone", SimpleNamespace(now=lambda: moment))


def lodge(page: Page) -> str:
    """Hand in a complaint as 林晓禾 and return the code."""
    page.goto("/public/")
    page.get_by_role("link", name="填写投诉").last.click()
    page.get_by_label("由谁先处理").select_option(label="厦门青禾生鲜超市有限公司")
    page.get_by_role("textbox", name="发生了什么").fill("5月18日买的酸奶过期三天，店家不退。")
    page.get_by_label("退款").check()
    page.get_by_label("涉及金额").fill("36.50")
    page.get_by_label("您的姓名").fill("林晓禾")
    page.get_by_label("您的电话").fill("13900000001")
    page.get_by_role("button", name="提交投诉").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经提交")
    return page.locator(".the-code").inner_text()


def sign_in(page: Page) -> None:
    """Sign in for 青禾生鲜."""
    page.goto("/partner/")
    page.get_by_label("用户名").fill("yuanqing")
    page.get_by_label("密码").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("本单位的投诉")


def test_consumer_enterprise_settlement(window, shop) -> None:
    consumer, enterprise = window(script=False), window()
    code = lodge(consumer)
    sign_in(enterprise)
    enterprise.locator("table a").click()
    expect(enterprise.locator("main")).not_to_contain_text("林晓禾")
    enterprise.get_by_label("首次联系的内容").fill("您好，我店愿意处理。")
    enterprise.get_by_role("button", name="首次联系").click()
    enterprise.get_by_role("link", name="提出方案").click()
    enterprise.get_by_label("和解方案").fill("退还货款。")
    enterprise.get_by_label("退款或者赔偿金额").fill("36.50")
    enterprise.get_by_role("button", name="提出方案").click()
    consumer.get_by_role("link", name="我已记下，查看进展").click()
    expect(consumer.locator(".thread")).to_contain_text("退还货款。")
    consumer.get_by_label("给对方留言").fill("可以。")
    consumer.get_by_role("button", name="发送").click()
    consumer.get_by_role("button", name="同意提供姓名和电话").click()
    enterprise.reload()
    enterprise.get_by_role("button", name="查看姓名和电话").click()
    expect(enterprise.locator("main")).to_contain_text("13900000001")
    enterprise.get_by_role("link", name="返回").click()
    enterprise.get_by_role("link", name="报告已和解").click()
    enterprise.get_by_label("和解的内容").fill("已退货款36.50元。")
    enterprise.get_by_label("和解金额").fill("36.50")
    enterprise.get_by_role("button", name="报告已和解").click()
    assert Matter.objects.get().state == "settling"
    consumer.get_by_role("button", name="退出查询").click()
    consumer.get_by_role("link", name="查询进展").first.click()
    consumer.get_by_label("查询码").fill(code)
    consumer.get_by_role("button", name="查询", exact=True).click()
    assert code not in consumer.url
    consumer.get_by_label("满意", exact=True).check()
    consumer.get_by_role("button", name="是这样，确认和解").click()
    expect(consumer.get_by_role("status").first).to_contain_text("您已确认和解，本件办结。")
    enterprise.goto("/partner/?state=ended")
    expect(enterprise.locator("table")).to_contain_text("消费者确认和解")
    officer = window("suming")
    officer.goto(f"/matters/{Matter.objects.get().pk}/")
    expect(officer.locator("main")).to_contain_text("已先行和解")


def test_consumer_enterprise_silent_bureau(window, shop, rulebook, monkeypatch) -> None:
    consumer = window()
    lodge(consumer)
    sign_in(window())
    # Ten working days after Wednesday 2026-05-20 is 2026-06-03; the next morning the clockwork runs.
    morning = cast.at("2026-06-04", "08:00")
    assert expire_diversions(at=cast.at("2026-06-03", "23:59"), rulebook=rulebook) == 0
    assert expire_diversions(at=morning, rulebook=rulebook) == 1
    clock_at(monkeypatch, morning)
    officer = window("suming")
    officer.goto("/")
    expect(officer.locator("table.matters")).to_contain_text("剩7个工作日")
    officer.locator("table.matters a").first.click()
    expect(officer.locator("main")).to_contain_text("待处理")
    running = Clock.objects.get(clock="complaint.acceptance", state="running")
    assert (str(running.ledger[-1]["on"]), str(running.due_on)) == ("2026-06-04", "2026-06-15")
    expect(officer.get_by_role("link", name="受理", exact=True).first).to_be_visible()


def test_no_page_of_the_portal_has_a_barrier_or_is_too_wide(window, shop) -> None:
    page = window()
    public = [f"/public/{name}/" for name in ("partners", "shops", "lodge", "look", "nothing")]
    assert _flawed(page, ["/public/", *public, "/partner/sign-in/"]) == {}
    page.goto("/public/lodge/")
    page.get_by_role("button", name="提交投诉").click()
    assert _barriers(page) == []
    lodge(page)
    assert _flawed(page, ["/public/lodged/", "/public/progress/"]) == {}
    sign_in(page)
    page.locator("table a").click()
    one = page.url.removeprefix(page.evaluate("location.origin"))
    own = ["/partner/", "/partner/?number=0", "/partner/card/", "/partner/password/", one]
    assert _flawed(page, [*own, f"{one}claim/", f"{one}evidence/", f"{one}refuse/"]) == {}
    page.set_viewport_size(SMALLEST)
    wide = {}
    for address in ("/public/", *public, "/public/progress/", *own, f"{one}claim/"):
        page.goto(address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
            wide[address] = width
    assert wide == {}
