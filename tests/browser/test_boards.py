"""Boards and wall in a real browser: no barrier, nothing too wide, and a wall that refreshes and never lies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.test_pages import LONG, _barriers, _flawed
from tests.docket.board_cast import docket, give, supervise
from xiaobao.docket import liveness
from xiaobao.docket.models import Matter
from xiaobao.staff.models import Office, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALLEST = {"width": 320, "height": 640}
WALL = {"width": 1920, "height": 1080}
BOARDS = {
    "fangzhou": ["/board/", "/board/?period=year", "/board/?office=huli", "/wall/"],
    "suming": ["/board/", "/board/?board=mine"],
    "chensiyuan": ["/board/", "/wall/"],
}


@pytest.fixture
def matters(register) -> dict[str, int]:
    """The docket counted by hand, with long names on it; the clockwork has just run."""
    made = docket(register)
    supervise(made)
    give(made["overdue"], "chensiyuan")
    Office.objects.filter(code="heshan").update(name=LONG)
    User.objects.filter(username="wenlan").update(name=LONG[:20])
    give(made["late"], "wenlan")
    liveness.begun(cast.NOON)
    liveness.finished(cast.NOON, {})
    return made


@pytest.mark.parametrize("who", BOARDS)
def test_no_board_has_a_barrier_or_is_too_wide(window, matters, who) -> None:
    page = window(who)
    assert _flawed(page, BOARDS[who]) == {}
    page.set_viewport_size(SMALLEST)
    assert [address for address in BOARDS[who] if _wide(page, address)] == []


def test_boards_in_english_have_no_barrier(window, matters) -> None:
    page = window("luyiheng")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    assert _flawed(page, ["/board/", "/board/?office=huli", "/board/?board=mine", "/wall/"]) == {}


def test_empty_boards_have_no_barrier(window, officers) -> None:
    page = window("luyiheng")
    assert _flawed(page, ["/board/", "/board/?office=huli", "/board/?board=mine", "/wall/"]) == {}


def test_a_number_opens_its_list_and_the_keyboard_leads_to_the_board(window, matters) -> None:
    page = window("fangzhou")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.get_by_role("heading", name="看板", exact=True).wait_for()
    page.get_by_role("row", name="湖里市场监督管理所").first.get_by_role(
        "link", name="1", exact=True
    ).first.click()
    expect(page.locator("#count")).to_have_text("共 1 件")
    page.go_back()
    page.get_by_role("link", name="本月").click()
    expect(page.get_by_role("link", name="本月")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="怎么算 按期办结率").click()
    expect(page.locator("#how-closing")).to_be_in_viewport()


def test_the_wall_fits_its_screen_and_refreshes_itself(window, matters) -> None:
    page = _wall(window)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= WALL["height"]
    overdue = page.get_by_role("row", name="湖里市场监督管理所").locator("td").first
    expect(overdue).to_have_text("1")
    Matter.objects.filter(pk=matters["in_time"]).update(next_due=date(2026, 5, 1))
    page.clock.run_for(31_000)
    expect(overdue).to_have_text("2")
    assert _barriers(page) == []


def test_the_wall_says_that_its_numbers_are_old_and_takes_it_back(window, matters, complaints) -> None:
    page = _wall(window)
    stale = page.locator("#stale")
    expect(stale).to_be_hidden()
    page.context.set_offline(True)
    page.clock.run_for(31_000)
    expect(stale).to_be_visible()
    expect(stale).to_contain_text("数据没有更新")
    assert _barriers(page) == []
    page.context.set_offline(False)
    page.clock.run_for(31_000)
    expect(stale).to_be_hidden()
    complaints.clear()


def test_the_wall_says_that_the_clockwork_has_stopped(window, matters) -> None:
    page = _wall(window)
    expect(page.get_by_text("自动预警运行正常")).to_be_visible()
    liveness.finished(cast.NOON - timedelta(minutes=11), {})
    page.clock.run_for(31_000)
    expect(page.get_by_role("alert")).to_contain_text("自动预警已经停止运行")
    assert _barriers(page) == []


def test_the_wall_of_one_who_was_signed_out_becomes_the_sign_in(window, matters) -> None:
    page = _wall(window)
    page.context.clear_cookies()
    page.clock.run_for(31_000)
    expect(page.get_by_label("用户名")).to_be_visible()


def _wall(window) -> Page:
    """The wall on a large screen, whose own time is run by the example."""
    page = window("fangzhou", size=WALL)
    page.clock.install()
    page.goto("/wall/")
    page.wait_for_load_state("load")
    return page


def _wide(page: Page, address: str) -> bool:
    page.goto(address)
    return page.evaluate("document.documentElement.scrollWidth") > SMALLEST["width"]
