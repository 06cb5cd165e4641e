"""Key enterprises, their regulars and key industries on screen."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.docket.key_cast import SHOP, came, listed, planned
from xiaobao.docket.models import Engagement, KeyEnterprise, RegisterPaper, TeamMember, TypicalCase
from xiaobao.vault.models import AuditEntry

LISTING = {
    "name": SHOP, "credit_code": "", "industry": "食品零售", "names": ["青禾生鲜虚构路店", ""],
    "reasons": "保质期问题反映集中。", "since": "2026-04-08", "once": "a",
}  # fmt: skip
MEMBER = {
    "name": "林知夏",
    "duty": "投诉处置",
    "phone": "13900000011",
    "email": "service@example.org",
    "once": "b",
}


@pytest.fixture
def lu(signed_in):
    """The browser of 陆一恒, who leads the consumer section."""
    return signed_in("luyiheng")


def page_of(client, address: str, status: int = 200) -> str:
    """The page at an address, without blanks."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def plain(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_proposal_is_listed_by_a_person_and_only_once(lu):
    came(1, "2024-06-01", respondent_name="厦门虚构旧店")
    came(25)
    words = plain(page_of(lu, "/key-enterprises/"))
    assert "还没有列入重点企业" in words
    assert "建议列入 共 1 家" in words
    form = page_of(lu, f"/key-enterprises/new/?name={SHOP}")
    assert "此前十二个月没有收到" in form
    answer = lu.post("/key-enterprises/new/", LISTING)
    enterprise = KeyEnterprise.objects.get()
    assert answer.url == f"/key-enterprises/{enterprise.pk}/"
    assert enterprise.names == ["青禾生鲜虚构路店"]
    assert lu.post("/key-enterprises/new/", LISTING).url == "/key-enterprises/"
    assert KeyEnterprise.objects.count() == 1
    again = lu.post("/key-enterprises/new/", LISTING | {"once": "other"})
    assert (again.status_code, "已经列为重点企业" in again.content.decode()) == (422, True)
    assert "保质期问题反映集中。" in again.content.decode()
    assert "建议列入 共 0 家" in plain(page_of(lu, "/key-enterprises/"))


def test_the_team_is_masked_until_somebody_asks_and_again_afterwards(lu, officers):
    page = f"/key-enterprises/{listed(officers['luyiheng']).pk}/"
    assert lu.post(f"{page}team/", MEMBER).url == page
    shown = page_of(lu, page)
    assert "139****0011" in shown
    assert "s***@example.org" in shown
    assert "林知夏" not in shown
    member = TeamMember.objects.get()
    seen = lu.post(f"/key-team/{member.pk}/see/").content.decode()
    assert "林知夏" in seen
    assert "13900000011" in seen
    assert AuditEntry.objects.filter(act="key_team.seen").count() == 1
    assert "林知夏" not in page_of(lu, page)
    lu.post(f"/key-team/{member.pk}/end/")
    assert "还没有登记联系人" in page_of(lu, page)
    wrong = lu.post(f"{page}team/", MEMBER | {"phone": "12", "email": "", "once": "c"})
    assert (wrong.status_code, "请填写完整的电话号码。" in wrong.content.decode()) == (422, True)


def test_the_complaint_procedure_is_put_on_file_and_opened_again(lu, officers, own_home):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = f"/key-enterprises/{listed(officers['luyiheng']).pk}/"
    assert "还没有收到企业的内部投诉处理制度" in page_of(lu, page)
    file = SimpleUploadedFile("制度.pdf", b"%PDF-1.7 invented procedure", content_type="application/pdf")
    assert lu.post(f"{page}papers/", {"kind": "procedure", "files": file, "once": "d"}).url == page
    paper = RegisterPaper.objects.get()
    shown = page_of(lu, page)
    assert "还没有收到企业的内部投诉处理制度" not in shown
    assert f'href="/key-papers/{paper.pk}/"' in shown


def test_a_regular_is_walked_from_preparing_to_following_up(lu, officers):
    came(2)
    listed(officers["luyiheng"])
    one = planned("check_in")
    page = f"/engagements/{one.pk}/"
    assert "材料还没有准备" in page_of(lu, page)
    for act, given in (
        ("prepare", {}),
        ("send", {"how": "in_person"}),
        ("hold", {"held_on": "2026-05-20", "agreed": "两日内首次联系。", "follow_up_on": "2026-05-20"}),
    ):
        one.refresh_from_db()
        answer = lu.post(f"{page}{act}/", given | {"version": one.version, "once": act})
        assert answer.status_code == 302, plain(answer.content.decode())
    words = plain(page_of(lu, page))
    assert "湖消〔2026〕000001" in words
    assert "应当跟进" in words
    assert "四定时有 1 次到了日子" in plain(page_of(lu, "/board/?board=mine"))
    one.refresh_from_db()
    refused = lu.post(f"{page}follow_up/", {"version": one.version, "words": " ", "once": "x"})
    assert (refused.status_code, "请填写跟进情况" in refused.content.decode()) == (422, True)
    lu.post(f"{page}follow_up/", {"version": one.version, "words": "已落实。", "once": "y"})
    assert Engagement.objects.get(pk=one.pk).state == "done"
    assert (
        lu.post(f"{page}follow_up/", {"version": one.version, "words": "已落实。", "once": "y"}).status_code
        == 302
    )
    assert page_of(lu, f"{page}nonsense/", 404)


def test_who_comes_second_keeps_what_was_typed_and_goes_on_from_the_present_version(lu, officers):
    listed(officers["luyiheng"])
    one = planned("check_in")
    lu.post(f"/engagements/{one.pk}/prepare/", {"version": 1, "once": "p"})
    answer = lu.post(f"/engagements/{one.pk}/drop/", {"version": 1, "words": "企业停业。", "once": "q"})
    page = answer.content.decode()
    assert (answer.status_code, "企业停业。" in page) == (409, True)
    assert 'name="version" value="2"' in page


def test_a_station_looks_into_its_industry_and_marks_a_typical_case(signed_in):
    given = {
        "object_path": ("服务", "互联网服务"), "respondent_name": "厦门听潮虚构商贸有限公司",
        "closed": True, "closed_at": cast.at("2026-05-19"), "decision": "accepted", "outcome": "settled",
    }  # fmt: skip
    came(3, "2026-05-12", **given)
    su = signed_in("suming")
    assert "电商网购" in page_of(su, "/industries/")
    page = page_of(su, "/industries/online_trade/")
    assert page.count('<rect class="bar complaints') == 12
    assert "先确定管辖" in page
    sent = {"number": "湖消〔2026〕000002", "words": "当天退款。", "once": "m"}
    assert su.post("/industries/online_trade/", sent).url == "/industries/online_trade/"
    assert "当天退款。" in page_of(su, "/industries/online_trade/")
    assert su.post("/industries/online_trade/", sent | {"number": "无", "once": "n"}).status_code == 422
    case = TypicalCase.objects.get()
    su.post(f"/industries/cases/{case.pk}/drop/")
    assert "当天退款。" not in page_of(su, "/industries/online_trade/")


@pytest.mark.parametrize("username", ["chensiyuan", "hemin", "suming", "tangyue", "heqing", "admin"])
def test_who_does_not_take_care_of_key_enterprises_is_turned_away(signed_in, officers, username):
    enterprise = listed(officers["luyiheng"])
    one = planned("check_in")
    client = signed_in(username)
    for address in (
        "/key-enterprises/", "/key-enterprises/new/", f"/key-enterprises/{enterprise.pk}/",
        f"/engagements/{one.pk}/", f"/engagements/{one.pk}/send/", f"/engagements/{one.pk}/paper/pdf/",
    ):  # fmt: skip
        assert client.get(address).status_code == 403, address
    assert ("/key-enterprises/" in page_of(client, "/contact/")) is False
