"""Checking a report in a real browser: no barrier, nothing too wide, the conditions with what shows them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.test_pages import _barriers, _flawed
from tests.desk.report_acts import TO_FILE, AtReport
from xiaobao.rules.workflow import Act

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_home"),
]


@pytest.fixture
def busy(register, signed_in) -> AtReport:
    """A report checked, with days left out, a proposal sent back and another waiting for its last signature."""
    one = AtReport(register(cast.report()), signed_in)
    for step in (Act.CLASSIFY, Act.CHECK, Act.LEAVE_OUT, Act.PROPOSE, Act.REVIEW, Act.SEND_BACK):
        one.do(step)
    for step in (Act.COUNT_AGAIN, (Act.PROPOSE, TO_FILE), Act.REVIEW):
        one.do(step)
    return one


def test_the_page_of_a_report_and_its_forms_have_no_barrier_and_fit(busy, window):
    page = window("fangzhou")
    acts = ("acts/file/", "acts/send_back/", "acts/extend/")
    assert _flawed(page, [f"/matters/{busy.matter}/{act}" for act in ("", *acts)]) == {}


def test_only_what_belongs_to_the_proposal_is_asked(register, signed_in, window):
    one = AtReport(register(cast.report()), signed_in)
    one.do(Act.CHECK)
    page = window("chensiyuan")
    page.goto(f"/matters/{one.matter}/acts/propose/")
    assert _barriers(page) == []
    page.get_by_label("不予立案", exact=True).check()
    expect(page.get_by_role("group", name="立案的四项条件")).to_be_hidden()
    expect(page.get_by_role("group", name="哪一项立案条件不符合")).to_be_visible()
    page.get_by_label("立案", exact=True).check()
    expect(page.get_by_role("group", name="立案的四项条件")).to_be_visible()
    expect(page.get_by_label("由什么证明第（一）项")).to_be_hidden()
    page.get_by_role("checkbox", name="（一）有证据初步证明").check()
    expect(page.get_by_label("由什么证明第（一）项")).to_be_visible()
