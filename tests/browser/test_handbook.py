"""The handbook at the step: what to say stands there without a click, and is copied with one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import _flawed
from xiaobao.docket.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_to_say_stands_beside_the_matter_is_copied_and_changes_with_its_state(window, register) -> None:
    matter = register()
    page = window("chensiyuan")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/matters/{matter}/")
    said = page.locator("#guidance [data-said]").first
    expect(said).to_be_visible()
    expect(said).to_contain_text(Matter.objects.get(pk=matter).number)
    first = said.inner_text()
    page.locator('#guidance [data-does="copy"]').first.click()
    expect(page.locator("#announce")).to_have_text("已复制")
    # The clipboard gives line breaks back as the system writes them.
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == first.strip()
    Matter.objects.filter(pk=matter).update(state="accepted")
    page.reload()
    expect(said).to_be_visible()
    expect(said).not_to_have_text(first)


def test_without_script_the_words_are_there_to_be_read_and_the_grounds_to_be_opened(window, register) -> None:
    matter = register()
    page = window("chensiyuan", script=False)
    page.goto(f"/matters/{matter}/")
    expect(page.locator("#guidance [data-said]").first).to_be_visible()
    expect(page.locator('#guidance [data-does="copy"]').first).to_be_hidden()
    page.goto(f"/matters/{matter}/decline/")
    page.locator("[data-ground='3'] summary").first.click()
    expect(
        page.locator("[data-ground='3'] .guide-point, [data-ground='3'] .guide-said").first
    ).to_be_visible()


def test_the_ground_that_is_chosen_brings_its_own_words(window, register) -> None:
    page = window("chensiyuan")
    page.goto(f"/matters/{register()}/decline/")
    page.locator('input[name="ground"][value="4"]').check()
    expect(page.locator("[data-ground='4']")).to_have_attribute("open", "")
    expect(page.locator("[data-ground='3']")).to_be_hidden()


def test_pages_of_the_handbook(window, officers) -> None:
    page = window("luyiheng")
    # The longest pages are left out: they are made of the same pieces, and looking for barriers takes long.
    assert _flawed(page, ["/handbook/", "/handbook/flow/report/"]) == {}
