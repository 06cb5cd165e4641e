"""Accepting and declining a complaint on screen."""

from __future__ import annotations

import re

import pytest

from tests import cast
from xiaobao.docket.models import Complaint, Document, Matter

GIVEN = {
    "ground": "3",
    "evidence": ["同一投诉人近三个月投诉记录12件", ""],
    "words": "购买数量明显超出生活消费需要，不能证明存在消费者权益争议。",
}


def test_the_accept_page_previews_the_letter_without_the_name(signed_in, register) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{register()}/accept/").content.decode()
    assert "投诉受理决定书" in page
    assert "（文号在签发时编定）" in page
    assert "我局于2026年5月18日收到你关于厦门青禾生鲜超市有限公司" in page
    assert "林**：" in page
    assert "林晓禾" not in page


def test_accepting_issues_the_numbered_letter_and_keeps_the_filter(signed_in, register) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    answer = client.post(f"/matters/{matter}/accept/", {"version": "1", "in": "due=soon"})
    assert answer["Location"] == f"/matters/{matter}/?in=due%3Dsoon"
    document = Document.objects.get()
    page = client.get(f"/matters/{matter}/").content.decode()
    assert document.number == "湖市监投受〔2026〕1号"
    assert f"已办理，文书编号 {document.number}。" in page
    assert f'href="/documents/{document.pk}/pdf/"' in page
    assert "投诉调解" in page


def test_a_second_click_on_the_same_button_does_nothing_twice(signed_in, register) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    client.post(f"/matters/{matter}/accept/", {"version": "1"})
    answer = client.post(f"/matters/{matter}/accept/", {"version": "1"}, follow=True)
    assert "此件已经办理，没有重复办理。" in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_masked_name_in_the_export_is_asked_for(signed_in, register) -> None:
    matter = register(cast.complaint(person_name="林**"))
    client = signed_in("chensiyuan")
    answer = client.post(f"/matters/{matter}/accept/", {"version": "1", "addressee": ""})
    assert answer.status_code == 422
    assert "请填写投诉人全名" in answer.content.decode()
    assert (
        client.post(f"/matters/{matter}/accept/", {"version": "1", "addressee": "林晓禾"}).status_code == 302
    )


def test_declining_offers_the_closed_list_of_the_regulation(signed_in, register) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{register()}/decline/").content.decode()
    assert re.findall(r'name="ground" value="(\d)"', page) == list("1234567")
    assert "（六）冒用他人名义" in page
    assert "请求消费者协会" in page


def test_an_older_matter_is_declined_on_the_grounds_of_its_own_regulation(signed_in, register) -> None:
    matter = register(cast.complaint(received_at=cast.at("2026-04-13")))
    page = signed_in("chensiyuan").get(f"/matters/{matter}/decline/").content.decode()
    assert re.findall(r'name="ground" value="(\d)"', page) == list("123456")


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(signed_in, register) -> None:
    answer = signed_in("chensiyuan").post(
        f"/matters/{register()}/decline/", {"version": "1", "ground": "3", "words": "理由写在这里。"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有办理，请先处理以下问题" in page
    assert '<p class="error" id="id_evidence_error">请写明所依据的材料。</p>' in page
    assert 'value="3" checked' in page
    assert "理由写在这里。</textarea>" in page
    assert "DKT-003" in page


def test_declining_issues_the_letter(signed_in, register) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    client.post(f"/matters/{matter}/decline/", {"version": "1", **GIVEN})
    page = client.get(f"/matters/{matter}/").content.decode()
    assert "湖市监投不受〔2026〕1号" in page
    assert "第（三）项" in page
    assert "同一投诉人近三个月投诉记录12件" in page


def test_a_conflict_says_who_did_what_and_keeps_what_was_typed(signed_in, register) -> None:
    matter = register()
    signed_in("suming").post(f"/matters/{matter}/accept/", {"version": "1"})
    answer = signed_in("chensiyuan").post(f"/matters/{matter}/decline/", {"version": "1", **GIVEN})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "苏明已于 2026-05-20 12:00 对此件受理" in page
    assert GIVEN["words"] in page
    assert GIVEN["evidence"][0] in page
    assert 'name="version" value="2"' in page
    assert Matter.objects.get(pk=matter).state == "accepted"


@pytest.mark.parametrize("way", ["accept", "decline"])
def test_a_report_is_neither_accepted_nor_declined(way, signed_in, register) -> None:
    matter = register(cast.report())
    client = signed_in("chensiyuan")
    assert "现在不能办理" in client.get(f"/matters/{matter}/{way}/").content.decode()
    assert client.post(f"/matters/{matter}/{way}/", {"version": "1", **GIVEN}).status_code == 422


def test_a_post_that_may_not_decide_is_refused(signed_in, register) -> None:
    matter = register()
    answer = signed_in("hemin").post(f"/matters/{matter}/accept/", {"version": "1"})
    assert answer.status_code == 403
    assert "DKT-002" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_lost_its_version_is_shown_again(version, signed_in, register) -> None:
    answer = signed_in("chensiyuan").post(f"/matters/{register()}/accept/", {"version": version})
    assert answer.status_code == 422
    assert "DSK-409" in answer.content.decode()


def test_factors_are_offered_with_the_ground_they_bear_on_and_kept_in_the_officers_words(
    signed_in, register
) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    page = client.get(f"/matters/{matter}/decline/").content.decode()
    assert len(re.findall(r'<label class="choice with-factors">', page)) == 1
    assert re.findall(r'name="factors" value="(\d)"', page) == list("12345")
    considered = {
        "factors": ["1", "5"],
        "factors_1": "一个月内购买48盒，保质期21天。",
        "factors_2": "没有勾选。",
    }
    client.post(f"/matters/{matter}/decline/", {"version": "1", **GIVEN, **considered})
    assert Complaint.objects.get().factors == {"1": "一个月内购买48盒，保质期21天。", "5": ""}
    page = client.get(f"/matters/{matter}/").content.decode()
    assert "考虑的因素" in page
    assert "一个月内购买48盒，保质期21天。" in page


def test_factors_ticked_under_another_ground_are_not_recorded(signed_in, register) -> None:
    matter = register()
    given = {**GIVEN, "ground": "1", "factors": ["1"], "factors_1": "一个月内购买48盒。"}
    signed_in("chensiyuan").post(f"/matters/{matter}/decline/", {"version": "1", **given})
    assert Complaint.objects.get().factors == {}


def test_what_was_typed_of_a_factor_stays_after_a_refusal(signed_in, register) -> None:
    given = {"version": "1", "ground": "3", "factors": ["2"], "factors_2": "三家店同一天。"}
    answer = signed_in("chensiyuan").post(f"/matters/{register()}/decline/", given)
    assert answer.status_code == 422
    assert 'name="factors" value="2" checked' in answer.content.decode()
    assert 'value="三家店同一天。"' in answer.content.decode()
