"""Every page: no barrier axe calls serious, nothing wider than a phone, no complaint of the browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import cast
from tests.browser.conftest import DESKTOP, PHONE
from xiaobao.docket.models import HeldChange, ImportBatch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "厦门青禾生鲜超市有限公司思明南路中山路步行街二期地下一层进口冷链专柜与线上团购提货联营门店"
SERIOUS = ("serious", "critical")


@pytest.fixture
def full(register) -> dict[str, int]:
    """A docket with something on every page, long names among it."""
    matter = register(cast.complaint(respondent_name=LONG, title=LONG * 2, extra={"备注" * 12: "长" * 300}))
    other = register(cast.report())
    batch = ImportBatch.objects.create(
        file_name=f"{LONG}.xlsx",
        sha256="a" * 64,
        state="done",
        started_at=cast.NOON,
        rows=34_437,
        rejected=3,
        rejects_stored="x",
        unknown_headers=["自定义栏", LONG],
    )
    running = ImportBatch.objects.create(
        file_name="正在导入.xlsx", sha256="b" * 64, state="running", started_at=cast.NOON, rows=1_000
    )
    HeldChange.objects.create(
        matter_id=matter,
        batch=batch,
        row=7,
        field="received_at",
        present=cast.at("2026-05-18").isoformat(),
        proposed=cast.at("2026-05-15").isoformat(),
        digest=b"x" * 16,
    )
    return {"matter": matter, "report": other, "batch": batch.pk, "running": running.pk}


def test_pages_of_an_officer(window, full) -> None:
    page = window("luyiheng")
    addresses = [
        "/",
        "/?text=没有这样的来件&kind=complaint&state=received&due=soon&office=huli&channel=12315&open=all",
        "/?open=closed",
        f"/matters/{full['matter']}/",
        f"/matters/{full['report']}/?in=kind%3Dreport",
        f"/matters/{full['matter']}/accept/",
        f"/matters/{full['matter']}/decline/",
        f"/matters/{full['report']}/decline/",
        "/imports/",
        f"/imports/{full['batch']}/",
        f"/imports/{full['running']}/",
        "/held/",
        "/register/",
        "/bulk/",
        "/printing/?open=all",
        "/samples/",
        "/messages/",
        "/messages/?shown=all",
        "/contact/",
        "/matters/999999/",
        "/nothing/here/",
    ]
    assert _flawed(page, addresses) == {}


def test_pages_in_english(window, full) -> None:
    page = window("luyiheng")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    matter = f"/matters/{full['matter']}/"
    addresses = ["/", matter, f"{matter}accept/", f"{matter}decline/", "/imports/", "/held/"]
    addresses += ["/register/", "/bulk/", "/printing/", "/samples/", "/messages/", "/contact/"]
    assert _flawed(page, addresses) == {}


def test_pages_of_posts_that_see_less(window, full) -> None:
    page = window("admin")
    addresses = ["/", "/imports/", "/held/"]
    assert _flawed(page, addresses) == {}


def test_pages_with_errors_and_open_menus(window, full) -> None:
    page = window("luyiheng")
    page.goto(f"/matters/{full['matter']}/decline/")
    page.get_by_role("button", name="不予受理并签发决定书").click()
    page.locator("#summary").wait_for()
    assert _barriers(page) == []
    page.locator(".menu summary").click()
    assert _barriers(page) == []
    page.keyboard.press("Escape")
    page.goto(f"/matters/{full['matter']}/")
    for summary in page.locator("main details > summary").all():
        summary.click()
    assert _barriers(page) == []
    page.locator("#main").focus()
    page.keyboard.press("?")
    assert _barriers(page) == []


def test_pages_before_signing_in(window, officers) -> None:
    page = window()
    assert _flaws(page, "/sign-in/") == []
    for _attempt in range(5):
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill("suming")
        page.get_by_label("密码").fill("wrong")
        page.keyboard.press("Enter")
        page.locator("#summary, h1:has-text('登录已暂停')").first.wait_for()
        assert _barriers(page) == []
    assert page.get_by_role("heading", name="登录已暂停").is_visible()


def _flawed(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """Return the pages with something wrong with them."""
    return {address: flaws for address in addresses if (flaws := _flaws(page, address))}


def _flaws(page: Page, address: str) -> list[str]:
    """Return what is wrong with a page at a desk and on a phone."""
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{size['width']}: {width} px wide"] if width > size["width"] else []
        found += [f"{size['width']}: {barrier}" for barrier in _barriers(page)]
    page.set_viewport_size(DESKTOP)
    return found


def _barriers(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
