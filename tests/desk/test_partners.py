"""The registers and the league table on screen: who opens which, what is refused at its field, what shows once."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests import cast
from tests.desk_cast import PDF
from tests.docket.partner_cast import GIVEN, PROMISE, opened, promised, registered
from tests.docket.settling_cast import handed_over
from xiaobao.docket.models import Breach, Partner, PromisingShop, RegisterPaper, Seat
from xiaobao.staff.models import User
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")

ADDRESSES = (
    "/partners/",
    "/partners/new/",
    "/partners/league/",
    "/partners/league/export/",
    "/shops/",
    "/shops/new/",
)
TYPED = {
    "kind": "odr", "name": "厦门虚构海田商场有限公司", "office": "huli", "industry": "大型商超",
    "address": "厦门市湖里区湖里街道虚构路9号", "once": "a1",
}  # fmt: skip
PROMISED = {
    "name": "厦门虚构海田商场有限公司", "street": "湖里街道", "days": "7", "scope": "日用百货",
    "since": "2026-05-06", "once": "a2",
}  # fmt: skip


@pytest.fixture
def head(signed_in):
    return signed_in("luyiheng")


@pytest.fixture
def partner(officers) -> Partner:
    return opened(officers["luyiheng"])


@pytest.mark.parametrize("who", ["hemin", "chensiyuan", "tangyue", "heqing", "admin", "xuan"])
def test_who_keeps_no_register_is_turned_away_from_all_of_it(signed_in, partner, officers, who):
    shop = promised(officers["luyiheng"])
    client = signed_in(who)
    for address in (
        *ADDRESSES,
        f"/partners/{partner.pk}/",
        f"/partners/{partner.pk}/amend/",
        f"/shops/{shop.pk}/",
    ):
        assert client.get(address).status_code == 403, address
    for act in ("open", "close", "seats", "papers"):
        form = {"reason": "停业", "on": "2026-05-20", "username": "abc", "name": "某人", "kind": "licence",
                "files": SimpleUploadedFile("a.pdf", PDF)}  # fmt: skip
        assert client.post(f"/partners/{partner.pk}/{act}/", form).status_code == 403, act
    paper = RegisterPaper.objects.first()
    assert client.get(f"/register-papers/{paper.pk}/").status_code == 404
    assert (Seat.objects.count(), Partner.objects.get().closed_on) == (0, None)


def test_the_register_opens_for_who_keeps_it_empty_and_full(head, signed_in, officers):
    for address in ADDRESSES[:3]:
        assert head.get(address).status_code == 200
    assert "登记册还是空的" in head.get("/partners/").content.decode()
    opened(officers["luyiheng"])
    page = signed_in("suming").get("/partners/?kind=odr").content.decode()
    assert GIVEN.name in page
    assert "没有符合条件的单位" in head.get("/partners/?text=xyz").content.decode()


class TestRegistering:
    def test_a_second_click_registers_once(self, head):
        first, second = (head.post("/partners/new/", TYPED) for _ in range(2))
        partner = Partner.objects.get()
        assert (first.url, second.url, partner.code) == (f"/partners/{partner.pk}/", "/partners/", "odr-01")

    def test_what_is_refused_stands_at_its_field_with_what_was_typed(self, head):
        answer = head.post("/partners/new/", TYPED | {"credit_code": "91350206MA00000000"})
        page = answer.content.decode()
        assert (answer.status_code, Partner.objects.count()) == (422, 0)
        assert "统一社会信用代码的校验位不正确" in page
        assert TYPED["name"] in page

    def test_whoever_amends_what_another_has_amended_is_told(self, head, partner):
        read = head.get(f"/partners/{partner.pk}/amend/").content.decode()
        stamp = re.search(r'name="stamp" value="(\w+)"', read).group(1)
        form = TYPED | {"name": GIVEN.name, "stamp": stamp}
        assert head.post(f"/partners/{partner.pk}/amend/", form | {"industry": "市场"}).status_code == 302
        again = head.post(f"/partners/{partner.pk}/amend/", form | {"industry": "百货"})
        assert (again.status_code, "已经有人改动" in again.content.decode()) == (409, True)


class TestOnePartner:
    def test_papers_then_the_account_then_a_seat_whose_password_shows_once(self, head, officers):
        partner = registered(officers["luyiheng"])
        page = f"/partners/{partner.pk}/"
        refused = head.post(page + "open/", {"on": "2026-05-20", "once": "b0"})
        assert (refused.status_code, "还缺少：申请书" in refused.content.decode()) == (422, True)
        for kind in ("application", "commitment", "licence", "procedure"):
            file = SimpleUploadedFile("材料.pdf", PDF)
            assert head.post(page + "papers/", {"kind": kind, "files": file, "once": kind}).status_code == 302
        assert head.post(page + "open/", {"on": "2026-05-20", "once": "b1"}).status_code == 302
        given = head.post(page + "seats/", {"username": "yuanqing", "name": "袁青", "once": "b2"})
        password = re.search(r'<dt>密码</dt><dd class="number">([\w-]+)</dd>', given.content.decode()).group(
            1
        )
        assert User.objects.get(username="yuanqing").check_password(password)
        assert "no-store" in given["Cache-Control"]
        assert (
            head.post(page + "seats/", {"username": "yuanqing", "name": "袁青", "once": "b2"}).status_code
            == 302
        )
        assert password not in head.get(page).content.decode()

    def test_a_seat_is_ended_on_the_page(self, head, partner):
        head.post(f"/partners/{partner.pk}/seats/", {"username": "yuanqing", "name": "袁青", "once": "b2"})
        seat = Seat.objects.get()
        assert head.post(f"/partners/{partner.pk}/seats/{seat.pk}/end/", {"once": "b3"}).status_code == 302
        assert Seat.objects.get().until == cast.TODAY

    def test_closing_says_how_many_are_being_settled_there(self, head, partner, register, officers):
        handed_over(register(), officers["chensiyuan"], partner)
        answer = head.post(f"/partners/{partner.pk}/close/", {"reason": "停业", "once": "b4"})
        assert (answer.status_code, "还有1件投诉正在由该单位先行和解" in answer.content.decode()) == (
            422,
            True,
        )

    def test_a_paper_opens_and_leaves_a_row(self, head, partner):
        answer = head.get(f"/register-papers/{RegisterPaper.objects.first().pk}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert AuditEntry.objects.latest("pk").act == "register_paper.read"

    def test_no_such_deed(self, head, partner):
        assert head.post(f"/partners/{partner.pk}/nothing/").status_code == 404


class TestTheLeague:
    def test_a_number_opens_the_list_behind_it(self, head, partner, register, officers):
        handed_over(register(), officers["chensiyuan"], partner)
        page = head.get("/partners/league/?period=month").content.decode()
        address = re.search(r'<a class="count" href="([^"]+)">1</a>', page).group(1).replace("&amp;", "&")
        inbox = head.get(address).content.decode()
        assert "共 1 件" in inbox
        assert f"先行和解单位：{GIVEN.name}" in inbox

    def test_the_workbook_holds_text_as_text_and_is_in_the_trail(self, head, partner):
        Partner.objects.update(name='=HYPERLINK("http://x","y")')
        answer = head.get("/partners/league/export/?period=month")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        cell = sheet["D2"]
        assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x","y")', "s")
        assert sheet.max_row == 4
        row = AuditEntry.objects.latest("pk")
        assert (row.act, row.detail["since"]) == ("partner.league_exported", "2026-05-01")

    def test_days_that_make_no_period_are_said_to_be_wrong(self, head, partner):
        page = head.get("/partners/league/?period=own&since=2026-05-20&until=2026-05-01").content.decode()
        assert "自定日期没有填好" in page


class TestShops:
    def test_a_promise_is_registered_amended_and_ended(self, head):
        assert head.post("/shops/new/", PROMISED).status_code == 302
        shop = PromisingShop.objects.get()
        read = head.get(f"/shops/{shop.pk}/amend/").content.decode()
        stamp = re.search(r'name="stamp" value="(\w+)"', read).group(1)
        assert (
            head.post(f"/shops/{shop.pk}/amend/", PROMISED | {"stamp": stamp, "days": "15"}).status_code
            == 302
        )
        refused = head.post(f"/shops/{shop.pk}/end/", {"until": "2026-05-20"})
        assert (refused.status_code, "请填写“终止的理由”" in refused.content.decode()) == (422, True)
        assert (
            head.post(f"/shops/{shop.pk}/end/", {"until": "2026-05-20", "reason": "停业"}).status_code == 302
        )
        shop.refresh_from_db()
        assert (shop.days, shop.until) == (15, cast.TODAY)
        assert shop.name in head.get("/shops/?state=ended").content.decode()

    def test_six_days_are_refused_at_the_field(self, head):
        answer = head.post("/shops/new/", PROMISED | {"days": "6"})
        assert (answer.status_code, "不少于7日" in answer.content.decode()) == (422, True)

    def test_a_matter_of_a_promising_shop_says_so_and_takes_a_breach(self, signed_in, register, officers):
        shop = promised(officers["luyiheng"])
        key, client = register(), signed_in("chensiyuan")
        page = client.get(f"/matters/{key}/").content.decode()
        assert "厦门青禾生鲜超市有限公司承诺 7 日无理由退货" in page
        assert PROMISE.exceptions in page
        refused = client.post(
            f"/matters/{key}/breach/", {"shop_id": shop.pk, "on": "2026-05-20", "words": ""}
        )
        assert (refused.status_code, Breach.objects.count()) == (422, 0)
        words = {"shop_id": shop.pk, "on": "2026-05-20", "words": "店家拒绝退货。"}
        assert client.post(f"/matters/{key}/breach/", words).status_code == 302
        page = client.get(f"/matters/{key}/").content.decode()
        assert "店家拒绝退货。" in page
        assert "记录违反无理由退货承诺" in page

    def test_a_report_says_nothing_of_it(self, signed_in, register, officers):
        promised(officers["luyiheng"])
        page = signed_in("chensiyuan").get(f"/matters/{register(cast.report())}/").content.decode()
        assert "无理由退货" not in page


def test_the_board_of_the_bureau_shows_the_gain_and_how_it_is_counted(signed_in, officers, register):
    page = signed_in("fangzhou").get("/board/?period=year").content.decode()
    assert "先行和解的加减" in page
    assert "0 件 × 115 分钟 ÷ 60" in page
