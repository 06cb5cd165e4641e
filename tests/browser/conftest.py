"""A real headless Chromium against a live server, with a strict ear for what the browser complains of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests import cast
from tests.desk.conftest import noon as noon

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A promise of the page, however busy the machine: the default of five seconds is for an idle one.
PATIENCE = 15_000
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run: Debian's where there is one, else Playwright's own."""
    # Playwright keeps an event loop in this thread; Django would refuse its own database calls beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = str(CHROMIUM) if CHROMIUM.exists() else None
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of during an example; must be empty at its end."""
    return []


@pytest.fixture
def window(chromium: Browser, live_server, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a fresh window (own cookies), signed in when an officer is named."""
    contexts: list[BrowserContext] = []

    def open_window(officer: str = "", *, script: bool = True, size: dict[str, int] | None = None) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport=size or DESKTOP, java_script_enabled=script
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: _listen(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if officer:
            sign_in(page, officer)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, officer: str) -> None:
    """Sign in by keyboard, as an officer does in the morning."""
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(officer)
    page.get_by_label("密码").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件箱").wait_for()
    # The heading is there before the scripts are: a key or a choice made earlier would go unheard.
    page.wait_for_load_state("load")


def _listen(message: ConsoleMessage, complaints: list[str]) -> None:
    # An answer of 404, 409 or 422 is reported as a resource that failed to load: our answer, no fault.
    if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
        complaints.append(message.text)
