"""The registration screen: one sheet, registered once, nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xiaobao.docket.models import Distribution, Document, Draft, Link, Matter
from xiaobao.vault.identities import reveal

PDF = b"%PDF-1.4 receipt"
SHEET: dict[str, Any] = {
    "key": "0b6a1c1e-5d9a-4f5e-9a43-6f6a1a4f0001",
    "kind": "complaint",
    "channel": "phone",
    "received_at": "2026-05-20T09:30",
    "person_name": "林晓禾",
    "person_phone": "139 0000 0001",
    "person_postal": "厦门市湖里区虚构路2号",
    "respondent_name": "厦门青禾生鲜超市有限公司",
    "respondent_address": "厦门市湖里区虚构路1号",
    "content": "5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货。",
    "requests": ["退货", "", "赔偿损失"],
    "amount": "36.50",
    "publication": "yes",
    "delegation": "",
}


def send(client, **changes: Any):
    """Send the sheet."""
    return client.post("/register/", SHEET | changes)


def test_the_empty_sheet_has_a_key_and_the_present_moment(signed_in) -> None:
    page = signed_in("chensiyuan").get("/register/").content.decode()
    assert re.search(r'name="key" value="[0-9a-f-]{36}"', page)
    assert 'value="2026-05-20T12:00"' in page
    assert 'data-draft="register"' in page
    assert re.findall(r'name="channel" value="(\w+)"', page) == [
        "12315",
        "12345",
        "window",
        "phone",
        "post",
        "superior",
    ]


def test_two_sheets_have_two_keys(signed_in) -> None:
    client = signed_in("chensiyuan")
    keys = {
        re.search(r'name="key" value="([^"]+)"', client.get("/register/").content.decode())[1]
        for _ in range(2)
    }
    assert len(keys) == 2


def test_registering_leads_to_the_matter_with_its_number_and_documents(signed_in) -> None:
    client = signed_in("chensiyuan")
    answer = send(client)
    matter = Matter.objects.get()
    assert answer["Location"] == f"/matters/{matter.pk}/"
    page = client.get(f"/matters/{matter.pk}/").content.decode()
    assert f"已登记，编号 {matter.number}；文书 " in page
    for document in Document.objects.filter(matter=matter):
        assert document.number in page
    assert (matter.kind, matter.channel, matter.office.code) == ("complaint", "来电", "huli")
    assert matter.submission.requests.split() or matter.submission.requests
    assert matter.complaint.publication is True
    assert matter.complaint.delegation is None
    assert reveal(matter.parties.get().identity).name == "林晓禾"
    assert "林晓禾" not in page


def test_the_same_sheet_twice_registers_once(signed_in) -> None:
    client = signed_in("chensiyuan")
    send(client)
    answer = send(client)
    assert Matter.objects.count() == 1
    assert "没有重复登记" in client.get(answer["Location"]).content.decode()


def test_what_the_rule_refuses_stands_beside_its_field_and_nothing_is_lost(signed_in) -> None:
    answer = send(
        signed_in("chensiyuan"),
        content="",
        respondent_credit_code="123",
        files=SimpleUploadedFile("小票.pdf", PDF),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_content_error"' in page
    assert 'id="id_respondent_credit_code_error"' in page
    for typed in ("林晓禾", "139 0000 0001", "厦门市湖里区虚构路2号", "赔偿损失", "36.50"):
        assert typed in page
    assert f'name="key" value="{SHEET["key"]}"' in page
    assert "刚才选择的 1 份文件浏览器不能保留" in page
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("received_at", "", "请填写“收到时间”。"),
        ("received_at", "2026-05-21T09:00", "收到时间晚于现在"),
        ("channel", "", "请选择“接收渠道”。"),
        ("amount", "三十", "请填写金额（元）"),
        ("kind", "question", "请从列出的各项中选择。"),
    ],
)
def test_a_field_that_cannot_be_read_says_so(field, value, sentence, signed_in) -> None:
    answer = send(signed_in("chensiyuan"), **{field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_report_may_be_anonymous_and_has_no_requests(signed_in) -> None:
    send(signed_in("chensiyuan"), kind="report", person_name="", person_phone="", person_postal="")
    matter = Matter.objects.get()
    assert matter.kind == "report"
    assert matter.submission.requests == ""
    assert matter.parties.count() == 0 or matter.parties.get().shown_name == ""


def test_a_distribution_is_asked_for_with_its_channel_only(signed_in) -> None:
    sent = {
        "distribution_sender": "厦门市市场监督管理局",
        "distribution_number": "厦市监分送〔2026〕8号",
        "distribution_sent_on": "2026-05-19",
        "distribution_report_back_on": "2026-06-19",
    }
    client = signed_in("luyiheng")
    send(client, **sent)
    assert Distribution.objects.count() == 0
    send(client, key="second", channel="superior", **sent)
    assert Distribution.objects.get().number == "厦市监分送〔2026〕8号"
    refused = send(client, key="third", channel="superior")
    assert "请写明分送机关。" in refused.content.decode()


def test_who_distributes_chooses_the_office(signed_in) -> None:
    assert 'name="office"' in signed_in("hemin").get("/register/").content.decode()
    assert 'name="office"' not in signed_in("chensiyuan").get("/register/").content.decode()
    send(signed_in("hemin"), office="jiangtou")
    assert Matter.objects.get().office.code == "jiangtou"


def test_files_are_kept_with_the_matter(signed_in) -> None:
    files = [SimpleUploadedFile("林晓禾小票.pdf", PDF), SimpleUploadedFile("聊天.txt", "三天前".encode())]
    send(signed_in("chensiyuan"), files=files)
    assert [a.shown_name for a in Matter.objects.get().attachments.all()] == ["附件1.pdf", "附件2.txt"]


def test_a_near_duplicate_is_hinted_while_typing_and_can_be_linked(signed_in, register) -> None:
    earlier, client = register(), signed_in("chensiyuan")
    asked = {
        name: SHEET[name] for name in ("kind", "respondent_name", "person_name", "person_phone", "content")
    }
    page = client.post("/register/hints/", asked).content.decode()
    number = Matter.objects.get().number
    assert page.startswith('<section class="card" id="hints"')
    assert number in page
    assert f'name="same_as" value="{earlier}"' in page
    assert "同一投诉人" in page
    assert "林晓禾" not in page
    send(client, same_as=str(earlier))
    later = Matter.objects.exclude(pk=earlier).get()
    assert (Link.objects.get().earlier_id, Link.objects.get().later_id) == (earlier, later.pk)


def test_no_hint_says_so(signed_in) -> None:
    page = signed_in("chensiyuan").post("/register/hints/", {"kind": "complaint"}).content.decode()
    assert "没有发现可能重复的来件。" in page


def test_the_draft_goes_with_the_registration(signed_in) -> None:
    client = signed_in("chensiyuan")
    client.post("/drafts/", {"form": "register", "fields": '{"content": ["半句"]}'})
    send(client, draft="register:")
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("who", ["tangyue", "fangzhou", "admin"])
def test_posts_that_do_not_register_are_refused(who, signed_in) -> None:
    client = signed_in(who)
    assert client.get("/register/").status_code == 403
    assert send(client).status_code == 403
    assert client.post("/register/hints/", {}).status_code == 403
    assert 'href="/register/"' not in client.get("/").content.decode()


def test_the_bar_leads_there(signed_in) -> None:
    assert 'href="/register/" data-go="r"' in signed_in("hemin").get("/").content.decode()


REPORTED = {"kind": "report", "requests": [], "content": "该店货架上有过期酸奶在售。"}


def test_a_report_is_asked_what_it_is_about_and_whether_an_insider_reports(signed_in) -> None:
    client = signed_in("chensiyuan")
    page = client.get("/register/").content.decode()
    for words in ("举报事项（可以登记后再确定）", "鼓励内部人员依法举报", "无证无照经营"):
        assert words in page, words
    send(client, **REPORTED, subjects=["food", "advertising"], evidenced="yes")
    report = Matter.objects.get().report
    assert (report.subjects, report.evidenced) == (["advertising", "food"], True)


def test_a_complaint_keeps_nothing_ticked_for_a_report(signed_in) -> None:
    send(signed_in("chensiyuan"), subjects=["food"], insider="on")
    assert Matter.objects.get().guarded is False


def test_an_insiders_report_is_registered_and_out_of_sight(signed_in) -> None:
    client = signed_in("hemin")
    answer = send(client, **REPORTED, insider="on")
    matter = Matter.objects.get()
    assert matter.guarded
    assert answer["Location"] == "/"
    page = client.get(answer["Location"]).content.decode()
    assert f"已登记，编号 {matter.number}" in page
    assert "您已不能打开此件" in page
    assert client.get(f"/matters/{matter.pk}/").status_code == 404
