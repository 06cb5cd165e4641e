"""Findings in a browser: what a ruling needs shows as it is chosen, and nothing of the page is in anybody's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import _flawed
from tests.docket.findings_cast import labelled, ring, twin
from xiaobao.docket.models import Finding, FindingKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_ruling_asks_for_what_it_needs_and_no_more(window, officers) -> None:
    finding = twin()
    page = window("luyiheng")
    page.goto(f"/mining/findings/{finding.pk}/")
    reason, until = page.get_by_label("不成立的理由"), page.get_by_label("暂缓到")
    expect(reason).to_be_hidden()
    page.get_by_label("暂缓", exact=True).check()
    expect(until).to_be_visible()
    page.get_by_label("不成立", exact=True).check()
    expect(until).to_be_hidden()
    reason.select_option("different_dispute")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已记为不成立")).to_be_visible()
    expect(page.get_by_text("还没有人认定。")).to_be_hidden()


def test_pages_of_findings(window, officers) -> None:
    ring()
    finding = twin()
    matter = finding.members.first().matter_id
    labelled(matter)
    of_ring = Finding.objects.get(kind=FindingKind.RING)
    pages = ["/mining/findings/", f"/mining/findings/{finding.pk}/", f"/mining/findings/{of_ring.pk}/"]
    assert _flawed(window("luyiheng"), [*pages, f"/mining/findings/{of_ring.pk}/contest/"]) == {}
