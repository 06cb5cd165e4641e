"""Every act on its screen: the form, one post, what is refused and what somebody else changed meanwhile."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.desk.acts import CHAINS, GIVEN, Doing, key_of
from tests.desk_cast import PNG
from xiaobao.desk.acts import ACTS, KEYS, deed_of
from xiaobao.desk.report_acts import OF_REPORTS
from xiaobao.docket.models import Attachment, Distribution, Document, Matter, Service, Session
from xiaobao.rules.workflow import TABLE, Act, Track

pytestmark = pytest.mark.usefixtures("own_home")
OWN = {Act.ACCEPT, Act.DECLINE, Act.REGISTER, Act.NOTE}


@pytest.mark.parametrize("track", list(Track))
def test_every_act_done_on_screen_has_a_screen(track) -> None:
    on_screen = {row.act for row in TABLE if row.on_desk and row.track is track}
    assert {act for act in Act if deed_of(track, act)} >= on_screen - OWN
    # Nothing has a screen of its own that neither procedure knows.
    assert {*ACTS, *OF_REPORTS} <= {row.act for row in TABLE if row.on_desk}


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_the_fields_are_the_arguments_of_the_action(act) -> None:
    import inspect

    deed = ACTS[act]
    arguments = set(inspect.signature(deed.do).parameters) - {
        "matter_id",
        "version",
        "officer",
        "at",
        "address",
    }
    shown = {argument: deed.form.stands_for.get(argument, argument) for argument in arguments}
    assert set(shown.values()) == set(deed.form.base_fields) - {"version", "once"}


def test_a_letter_of_the_keyboard_means_one_act_and_none_of_the_lists() -> None:
    letters = list(KEYS.values())
    assert len(set(letters)) == len(letters)
    assert not set(letters) & set("jknug")


@pytest.mark.parametrize("act", CHAINS, ids=str)
def test_the_form_shows_its_fields_and_the_post_does_the_act(act, doing) -> None:
    chain, officer, changes = CHAINS[act]
    one = doing(**changes)
    if act is Act.RETURN:
        Distribution.objects.create(
            matter_id=one.matter, sender="厦门市市场监督管理局", number="厦市监分送〔2026〕8号"
        )
    for step in chain:
        one.do(step)
    page = one.page(act, officer)
    fields = set(ACTS[act].form.base_fields) - {"version", "once", "addressee"}
    missing = {name for name in fields if f'name="{name}' not in page}
    assert missing <= ABSENT.get(act, set())
    one.do(act, officer)
    last = Matter.objects.get(pk=one.matter).events.exclude(verb="amend").last()
    assert last is not None
    assert last.verb == act.value


# Asked only where there is something to ask about.
ABSENT = {
    Act.CONSENT: {"party"},
    Act.SPLIT: {"files_here", "files_other"},
    Act.LEAD: {"files"},
    Act.INVITE: {"instead_of"},
    Act.VISIT: {"sample_id"},
    Act.MEDIATE: {"session_id"},
    Act.SERVE: {"everyone"},
}


def test_the_page_says_what_will_happen_and_on_what_article(doing) -> None:
    one = doing()
    one.accept()
    page = one.page(Act.TERMINATE)
    assert "《市场监督管理投诉举报处理办法》第二十三条第一款" in page
    for words in (
        "状态由“已受理”改为“终止调解”",
        "“投诉调解”停止计时",
        "“终止调解的告知”开始计时",
        "编号并制作《投诉终止调解决定书》",
        "电话里怎么说",
    ):
        assert words in page, words
    assert "林晓禾" not in page


def test_the_letter_beside_the_form_follows_what_is_typed(doing) -> None:
    one = doing()
    one.accept()
    address = f"/matters/{one.matter}/acts/terminate/preview/"
    answer = one.client("chensiyuan").post(address, {"ground": "3", "words": "店方明确表示不接受任何方案。"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "第〔三〕项" in page
    assert "店方明确表示不接受任何方案。" in page


def test_an_act_not_lawful_now_shows_why_and_has_no_button(doing) -> None:
    one = doing()
    page = one.page(Act.SETTLE, "chensiyuan")
    assert "现在不能办理" in page
    assert "投诉现为“待处理”，不能记录达成调解" in page
    assert '<button class="button main">' not in page


def test_after_an_act_the_page_says_so_and_keeps_the_filter(doing) -> None:
    one = doing()
    one.accept()
    client = one.client("chensiyuan")
    answer = client.post(
        f"/matters/{one.matter}/acts/consent/",
        {**GIVEN[Act.CONSENT], "version": str(one.version()), "in": "due=soon"},
    )
    assert answer["Location"] == f"/matters/{one.matter}/?in=due%3Dsoon"
    assert "已办理“记录调解意愿”。" in client.get(f"/matters/{one.matter}/").content.decode()


def test_a_service_is_recorded_for_the_addressee_the_page_led_to(doing) -> None:
    one = doing()
    one.accept()
    client = one.client("chensiyuan")
    document = Document.objects.get()
    key = key_of(document)
    page = client.get(f"/matters/{one.matter}/").content.decode()
    assert f'href="/matters/{one.matter}/acts/serve/?to={key}"' in page
    form = client.get(f"/matters/{one.matter}/acts/serve/", {"to": key}).content.decode()
    assert re.search(rf'value="{key}"[^>]*checked', form)
    one.do(Act.SERVE)
    page = client.get(f"/matters/{one.matter}/").content.decode()
    assert "已送达" in page
    assert "本人接听" in page
    assert Service.objects.get().channel == "phone"


def test_a_file_is_added_on_the_page_opened_again_and_named_by_its_kind(doing) -> None:
    one = doing()
    client = one.client("chensiyuan")
    picture = SimpleUploadedFile("林晓禾小票.png", PNG)
    answer = client.post(f"/matters/{one.matter}/acts/attach/", {"files": [picture], "what": "购物小票"})
    assert answer["Location"].endswith("#files")
    page = client.get(f"/matters/{one.matter}/").content.decode()
    assert "附件1.png" in page
    assert "购物小票" in page
    assert "林晓禾" not in page
    file = client.get(f"/attachments/{Attachment.objects.get().pk}/")
    assert file["Content-Type"] == "image/png"
    assert file["Content-Disposition"].startswith("inline")
    assert one.client("lian").get(f"/attachments/{Attachment.objects.get().pk}/").status_code == 404


def test_a_file_of_no_known_kind_is_refused_at_its_field(doing) -> None:
    one = doing()
    program = SimpleUploadedFile("小票.exe", b"MZ\x00\x00")
    answer = one.client("chensiyuan").post(f"/matters/{one.matter}/acts/attach/", {"files": [program]})
    assert answer.status_code == 422
    assert "可以接收：PDF" in answer.content.decode()


def test_the_page_has_few_queries_however_much_has_happened(doing) -> None:
    one = doing()
    one.accept()
    few = _queries(one)
    for _ in range(3):
        for step in (Act.CONSENT, Act.APPOINT_AGENT):
            one.do(step)
    one.do(Act.CONSENT, side="respondent")
    one.do(Act.INVITE)
    one.do(Act.SERVE)
    many = _queries(one)
    assert many - few <= 2
    # Three of them are the handbook's: the edition, closed matters alike, the cases gone by. Two are the
    # mining's: findings, and labels with what was said of them.
    assert many <= 37


def _queries(one: Doing) -> int:
    client = one.client("chensiyuan")
    client.get(f"/matters/{one.matter}/")
    with CaptureQueriesContext(
        connection,
    ) as counted:
        client.get(f"/matters/{one.matter}/")
    return len(counted)


def test_a_whole_life_through_the_web(doing) -> None:
    one = doing()
    for act in (Act.PLACE, Act.ASK_MATERIAL, Act.SUPPLEMENT):
        one.do(act)
    one.accept()
    one.do(Act.SERVE)
    one.do(Act.CONSENT)
    one.do(Act.CONSENT, side="respondent")
    one.do(Act.INVITE)
    session = Session.objects.get()
    Session.objects.update(held_at=cast.at("2026-05-20", "10:00"))
    one.do(Act.MEDIATE, session_id=str(session.pk), held_at="2026-05-20T10:00")
    one.do(Act.SETTLE)
    one.do(Act.PERFORM)
    for _ in one.untold():
        one.do(Act.SERVE)
    one.do(Act.CLOSE)
    assert Matter.objects.get(pk=one.matter).state == "closed"
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    for words in ("调解会", "约定金额", "挽回损失", "投诉调解书", "已送达", "双方各退一步"):
        assert words in page, words


def test_what_belongs_to_an_answer_not_given_is_left_blank(doing) -> None:
    """The bar of the sixth ground, chosen before the officer changed to the third, is not recorded."""
    one = doing()
    for step in CHAINS[Act.TERMINATE][0]:
        one.do(step)
    one.do(Act.TERMINATE, bar="16(3)", how_it_ended="withdrawn")
    event = Matter.objects.get(pk=one.matter).events.get(verb="terminate")
    assert "bar" not in event.data
    assert event.data["outcome"] == "failed"


def test_a_name_hidden_by_the_export_is_asked_for_where_a_letter_needs_it(doing) -> None:
    one = doing(person_name="林**")
    given = GIVEN[Act.ASK_MATERIAL]
    answer = one.post(Act.ASK_MATERIAL, "chensiyuan", given)
    assert answer.status_code == 422
    assert re.search(
        r'id="id_addressee_error"><p class="error">[^<]*请填写投诉人全名', answer.content.decode()
    )
    assert one.post(Act.ASK_MATERIAL, "chensiyuan", {**given, "addressee": "林晓禾"}).status_code == 302
    assert 'name="addressee"' not in one.page(Act.WITHDRAW)


def test_the_page_shows_everybody_and_everything_masked(doing) -> None:
    one = doing()
    for step in (Act.PLACE, Act.JOIN, Act.APPOINT_AGENT, Act.ASK_MATERIAL, Act.SUPPLEMENT):
        one.do(step)
    one.accept()
    one.do(Act.CONSENT, proof="本人来电13900000001确认")
    one.do(Act.LEAD)
    one.do(Act.VOID)
    page = one.client("suming").get(f"/matters/{one.matter}/").content.decode()
    for words in (
        "沈**", "代表人", "代理投诉人 林**", "特别授权", "本局有处理权限", "已补齐", "本人来电139****0001确认",
        "作废：收件日期有误，重新制作。", "已作废", "不再送达", "调解中发现的线索", "推选书，2026年5月19日，两人签名",
    ):  # fmt: skip
        assert words in page, words
    for name in ("林晓禾", "沈一帆", "许知行", "13900000001", "350206199001010000"):
        assert name not in page, name


def test_a_linked_matter_out_of_reach_is_not_mentioned(doing) -> None:
    one = doing()
    one.accept()
    one.do(Act.LEAD)
    report = Matter.objects.get(kind="report")
    assert report.number in one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    report.office_id = Matter.objects.get(pk=one.matter).office.__class__.objects.get(code="jiangtou").pk
    report.save()
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    assert report.number not in page
    assert "关联来件" not in page


def test_why_no_clock_runs_is_said(doing) -> None:
    one = doing()
    one.decline()
    one.do("serve all")
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    assert "现在没有期限在计时：不予受理决定已告知，等待归档办结。" in page


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/matters/1/acts/consent/").status_code == 302
