"""The acts in a real browser: no barrier, nothing too wide, the letter beside the form, the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.test_pages import _barriers, _flawed
from tests.desk.acts import Doing
from xiaobao.rules.workflow import Act

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_home"),
]
LONG = "厦门青禾生鲜超市有限公司思明南路中山路步行街二期地下一层进口冷链专柜与线上团购提货联营门店"
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture
def busy(register, signed_in) -> Doing:
    """A complaint on which a good deal has happened, with long names."""
    one = Doing(register(cast.complaint(respondent_name=LONG, title=LONG * 2)), signed_in)
    for act in (Act.PLACE, Act.ASK_MATERIAL, Act.SUPPLEMENT, Act.JOIN):
        one.do(act)
    one.accept()
    one.do(Act.SERVE)
    one.do(Act.CONSENT)
    one.do(Act.CONSENT, side="respondent", proof="录音" * 60)
    one.do(Act.APPOINT_AGENT, matters="代为参加调解" * 20)
    one.do(Act.INVITE, place=LONG)
    one.do(Act.LEAD)
    one.do(Act.VOID)
    return one


@pytest.fixture
def fresh(register, signed_in) -> Doing:
    """A complaint nobody has touched."""
    return Doing(
        register(cast.complaint(external_id="13502062026051800000077", digest=b"fresh".ljust(16))), signed_in
    )


def test_the_page_of_a_busy_matter_and_its_forms(window, busy) -> None:
    page = window("suming")
    acts = (
        Act.INVITE,
        Act.MEDIATE,
        Act.SETTLE,
        Act.TERMINATE,
        Act.SERVE,
        Act.CONSENT,
        Act.APPRAISE,
        Act.VOID,
    )
    matter = f"/matters/{busy.matter}/"
    addresses = [matter, *(f"{matter}acts/{act.value}/" for act in acts)]
    assert _flawed(page, addresses) == {}
    page.set_viewport_size(SMALLEST)
    wide = {}
    for address in addresses:
        page.goto(address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
            wide[address] = width
    assert wide == {}


def test_the_forms_before_acceptance_in_english_too(window, fresh) -> None:
    page = window("luyiheng")
    acts = (
        Act.SPLIT,
        Act.JOIN,
        Act.APPOINT_AGENT,
        Act.ASK_MATERIAL,
        Act.PLACE,
        Act.REDIRECT,
        Act.WITHDRAW,
        Act.DISPUTE,
    )
    addresses = [f"/matters/{fresh.matter}/acts/{act.value}/" for act in acts]
    home = page.url
    assert _flawed(page, [*addresses, f"/matters/{fresh.matter}/decline/"]) == {}
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": home}])
    assert _flawed(page, addresses[:3]) == {}
    expect(page.get_by_role("heading", level=1)).to_have_text("Register an agent")


def test_a_form_sent_back_has_no_barrier_and_leads_to_the_field(window, busy) -> None:
    page = window("suming")
    page.goto(f"/matters/{busy.matter}/acts/settle/")
    page.get_by_role("button", name="记录达成调解").click()
    expect(page.locator("#summary")).to_be_focused()
    assert _barriers(page) == []
    page.get_by_role("link", name="协议内容：请写明双方达成的协议内容。").click()
    expect(page.locator("#id_terms")).to_be_focused()


def test_the_letter_follows_the_form_and_fields_follow_the_answer(window, busy) -> None:
    page = window("suming")
    page.goto(f"/matters/{busy.matter}/acts/terminate/")
    bar = page.get_by_label("存在哪一项不应受理的情形")
    expect(bar).to_be_hidden()
    page.get_by_label("（六）").check()
    expect(bar).to_be_visible()
    page.get_by_label("具体情况").fill("受理后查明投诉人以同一盒酸奶在三家店索赔。")
    letter = page.get_by_role("group", name="文书预览")
    expect(letter).to_contain_text("以同一盒酸奶在三家店索赔")
    expect(letter).to_contain_text("第〔六〕项")
    page.goto(f"/matters/{busy.matter}/acts/invite/")
    expect(page.locator("#issued")).to_contain_text("投诉调解通知书")
    page.get_by_label("电话调解").check()
    expect(page.locator("#issued")).to_have_text("")
    expect(page.get_by_label("调解地点")).to_be_hidden()


def test_letters_of_the_keyboard_open_the_common_acts(window, fresh) -> None:
    page = window("chensiyuan")
    matter = f"/matters/{fresh.matter}/"
    for key, place in (("a", "accept/"), ("d", "decline/"), ("b", "acts/ask_material/")):
        page.goto(matter)
        page.keyboard.press(key)
        page.wait_for_url(f"**{matter}{place}")
    page.goto(matter)
    page.keyboard.press("t")
    page.locator("#id_note").focus()
    page.keyboard.press("a")
    assert page.url.endswith(matter)
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("要求补正材料")


def test_without_a_script_every_field_is_there_and_the_act_is_done(window, fresh) -> None:
    page = window("chensiyuan", script=False)
    page.goto(f"/matters/{fresh.matter}/acts/place/")
    expect(page.get_by_role("group", name="平台经营者住所地在本区")).to_be_visible()
    page.get_by_label("一般经营者").check()
    for name in ("是否属于市场监督管理部门职责", "实际经营地在本区", "住所地在本区"):
        page.get_by_role("group", name=name, exact=True).get_by_label("是").check(force=True)
    page.get_by_role("button", name="确认管辖").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理“确认管辖”。")
    expect(page.get_by_text("本局有处理权限").first).to_be_visible()


def test_a_further_person_joins_by_a_further_row(window, fresh) -> None:
    page = window("luyiheng")
    page.goto(f"/matters/{fresh.matter}/acts/join/")
    page.get_by_role("button", name="再加一位").click()
    row = page.get_by_role("group", name="同一争议的其他投诉人 3")
    row.get_by_label("姓名").fill("沈一帆")
    row.get_by_label("电话").fill("13900000011")
    row.get_by_label("推选为代表人").check()
    page.get_by_label("全体投诉人同意").check()
    page.get_by_label("表示同意的方式").select_option("in_person")
    page.get_by_label("同意的凭据").fill("共同签名的投诉书")
    page.get_by_label("推选书").fill("推选书，2026年5月19日")
    page.get_by_role("button", name="登记共同投诉人").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理“登记共同投诉人”。")
    expect(page.locator("#people")).to_contain_text("代表人")
    expect(page.locator("#people")).to_contain_text("沈**")
