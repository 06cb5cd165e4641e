"""Seeing who reported on screen: asked why, shown shortly, and kept by no page, address, message or session."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests import cast, desk_cast
from tests.docket.reveal_cast import WHY, handed_to, party_of, trail
from xiaobao.docket.actions.enrol import enrol
from xiaobao.docket.models import Attachment, Document, Matter, Release, Submission
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.texts import keep_text

ASKED = {"purpose": "contact", "words": WHY}
ZHOU = ("周喆", "13900000002")


@pytest.fixture
def report(register, officers) -> int:
    """周喆's report, in 陈思远's hands."""
    return handed_to(officers["chensiyuan"], register(cast.report()))


@pytest.fixture
def confirmed(signed_in):
    """Return the browser of an officer who has just given the password again."""

    def sign_in(name: str) -> Client:
        client = signed_in(name)
        client.post("/confirm/", {"password": cast.PASSWORD})
        return client

    return sign_in


def address(key: int) -> str:
    return f"/matters/{key}/people/{party_of(key)}/"


def test_the_page_of_the_matter_leads_there_and_says_who_has_looked(report, confirmed) -> None:
    chen = confirmed("chensiyuan")
    page = chen.get(f"/matters/{report}/").content.decode()
    assert f'href="{address(report)}"' in page
    assert "还没有人查阅过" in page
    chen.post(address(report), ASKED)
    page = chen.get(f"/matters/{report}/").content.decode()
    assert "身份查阅记录" in page
    assert re.search(r"<strong>陈思远</strong> 查阅身份 周\*.*2026-05-20 12:00</span> · 联系核实", page)


def test_everybody_who_sees_the_matter_sees_who_has_looked_and_no_button(
    report, confirmed, signed_in
) -> None:
    confirmed("chensiyuan").post(address(report), ASKED)
    for name in ("wenlan", "suming", "luyiheng", "hemin", "tangyue", "fangzhou"):
        page = signed_in(name).get(f"/matters/{report}/").content.decode()
        assert "<strong>陈思远</strong> 查阅身份 周*" in page
        assert "查看身份" not in page


def test_it_is_shown_for_a_minute_and_kept_nowhere(report, confirmed) -> None:
    chen = confirmed("chensiyuan")
    answer = chen.post(address(report), ASKED)
    page = answer.content.decode()
    assert all(part in page for part in ZHOU)
    assert answer["Refresh"] == f"60;url=/matters/{report}/#identity"
    assert "no-store" in answer["Cache-Control"]
    assert not any(part in re.search(r"<title>.*?</title>", page)[0] for part in ZHOU)
    assert "wide no-print" in page
    assert "<input" not in page
    assert not any(part in json.dumps(dict(chen.session)) for part in ZHOU)
    for later in (chen.get(f"/matters/{report}/"), chen.get("/"), chen.get(address(report))):
        assert not any(part in later.content.decode() for part in ZHOU)


def test_what_was_typed_stays_when_something_is_missing(report, confirmed) -> None:
    answer = confirmed("chensiyuan").post(address(report), {"words": WHY})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择查阅目的。" in page
    assert WHY in page
    assert trail()[-1][0] == "identity.refused"


def test_what_was_typed_stays_when_the_password_is_too_long_ago(report, signed_in) -> None:
    answer = signed_in("chensiyuan").post(address(report), ASKED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "再次输入密码（新窗口）" in page
    assert WHY in page
    assert not any(part in page for part in ZHOU)


def test_who_is_not_assigned_is_told_so(report, confirmed) -> None:
    wen = confirmed("wenlan")
    assert wen.get(address(report)).status_code == 403
    answer = wen.post(address(report), ASKED)
    assert answer.status_code == 422
    assert "只有本件的承办人" in answer.content.decode()
    assert trail() == [("identity.refused", "refused", "温岚", f"party:{party_of(report)}")]


@pytest.mark.parametrize("name", ["lian", "xuan", "guning", "heqing", "admin"])
def test_out_of_reach_it_looks_absent(name, report, confirmed) -> None:
    client = confirmed(name)
    assert client.get(address(report)).status_code == 404
    assert client.post(address(report), ASKED).status_code == 404


@pytest.mark.parametrize("officer", [one.username for one in cast.OFFICERS])
def test_of_a_complaint_s_page_only_who_may_decide_gets_the_button(officer, register, signed_in) -> None:
    answer = signed_in(officer).get(f"/matters/{register()}/")
    shown = answer.status_code == 200 and "查看身份" in answer.content.decode()
    assert shown is (officer in {"chensiyuan", "wenlan", "suming", "luyiheng"})


def test_the_words_as_they_came(report, confirmed) -> None:
    Submission.objects.filter(pk=report).update(original=keep_text("我是周喆，请查处。"))
    chen = confirmed("chensiyuan")
    assert f"/matters/{report}/original/" in chen.get(f"/matters/{report}/").content.decode()
    assert chen.get(f"/matters/{report}/original/").status_code == 200
    answer = chen.post(f"/matters/{report}/original/", ASKED)
    assert "我是周喆，请查处。" in answer.content.decode()
    assert answer["Refresh"]


def test_without_words_kept_apart_there_is_no_such_page(report, confirmed) -> None:
    Submission.objects.filter(pk=report).update(original=None)
    assert confirmed("chensiyuan").get(f"/matters/{report}/original/").status_code == 404


@pytest.fixture
def letter(officers, own_home) -> int:
    """周喆's report by letter, with its form, its receipt and a picture; in 陈思远's hands."""
    form = desk_cast.REPORT | {"office": "huli", "key": "by-letter", "files": [("周喆.png", desk_cast.PNG)]}
    enrolled = enrol(officer=officers["hemin"], at=cast.NOON, **form)
    return handed_to(officers["chensiyuan"], enrolled.matter_id)


def test_a_document_opens_masked_and_in_full_only_for_a_purpose(letter, confirmed) -> None:
    chen, document = confirmed("chensiyuan"), Document.objects.get(series="report_form")
    full = f"/documents/{document.pk}/pdf/original/"
    page = chen.get(f"/matters/{letter}/").content.decode()
    assert f'href="/documents/{document.pk}/pdf/"' in page
    assert f'href="{full}"' in page
    masked = chen.get(f"/documents/{document.pk}/pdf/")
    assert "%E9%81%AE%E7%9B%96%E4%BB%B6" in masked["Content-Disposition"]
    assert chen.get(full).status_code == 200
    answer = chen.post(full, ASKED | {"purpose": "serve"})
    assert answer["Content-Type"] == "application/pdf"
    assert "%E9%81%AE" not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.get(act="document.revealed").subject == f"document:{document.pk}"
    assert document.number in chen.get(f"/matters/{letter}/").content.decode()


def test_who_is_not_assigned_gets_the_masked_copy_alone(letter, signed_in) -> None:
    wen, document = signed_in("wenlan"), Document.objects.get(series="report_form")
    page = wen.get(f"/matters/{letter}/").content.decode()
    assert "/original/" not in page
    assert "打开的是遮盖件" in page
    assert wen.get(f"/documents/{document.pk}/docx/").status_code == 200
    assert wen.get(f"/documents/{document.pk}/pdf/original/").status_code == 403


def test_a_file_as_it_was_handed_in(letter, confirmed) -> None:
    key = Attachment.objects.get().pk
    chen = confirmed("chensiyuan")
    assert chen.get(f"/attachments/{key}/original/").status_code == 200
    answer = chen.post(f"/attachments/{key}/original/", ASKED)
    assert (answer.content, answer["Content-Type"]) == (desk_cast.PNG, "image/png")
    assert "%E5%91%A8" not in answer["Content-Disposition"]


def test_batch_printing_says_where_a_report_s_documents_are(letter, signed_in) -> None:
    page = signed_in("chensiyuan").get("/printing/", {"open": "all"}).content.decode()
    assert "另有 2 份举报文书不批量打印" in page
    assert signed_in("chensiyuan").post("/printing/", {"in": "open=all"}).status_code == 422


# An insider: asked, released by another, seen once.


@pytest.fixture
def insider(report) -> int:
    """The same report, by somebody who works there."""
    Matter.objects.filter(pk=report).update(guarded=True)
    return report


def test_an_insider_is_asked_for_released_by_another_and_seen_once(insider, confirmed) -> None:
    chen, su = confirmed("chensiyuan"), confirmed("suming")
    asking = f"{address(insider)}release/"
    assert f'href="{asking}"' in chen.get(f"/matters/{insider}/").content.decode()
    assert chen.get(asking).status_code == 200
    assert chen.post(asking, ASKED)["Location"] == f"/matters/{insider}/#identity"
    assert "等待放行" in chen.get(f"/matters/{insider}/").content.decode()
    waiting = su.get("/releases/").content.decode()
    assert "周*" in waiting
    assert not any(part in waiting for part in ZHOU)
    given = {"granted": "yes", "words": "确有必要联系本人核实批次。"}
    assert su.post(f"/releases/{Release.objects.get().pk}/", given)["Location"] == "/releases/"
    assert "查看身份" in chen.get(f"/matters/{insider}/").content.decode()
    assert "周喆" in chen.post(address(insider), ASKED).content.decode()
    assert chen.post(address(insider), ASKED).status_code == 422
    assert "申请放行" in chen.get(f"/matters/{insider}/").content.decode()


def test_an_answer_without_the_password_given_again_is_refused_with_the_way_to_it(
    insider, confirmed, signed_in
) -> None:
    confirmed("chensiyuan").post(f"{address(insider)}release/", ASKED)
    su = signed_in("suming")
    assert "/confirm/?next=%2Freleases%2F" in su.get("/releases/").content.decode()
    given = {"granted": "no", "words": "先通过平台询问即可。"}
    answer = su.post(f"/releases/{Release.objects.get().pk}/", given)
    assert answer.status_code == 422
    assert "请再次输入密码" in answer.content.decode()
    assert "先通过平台询问即可。" in answer.content.decode()


def test_one_s_own_request_waits_for_another(register, officers, confirmed) -> None:
    key = handed_to(officers["suming"], register(cast.report()), guarded=True)
    su = confirmed("suming")
    su.post(f"{address(key)}release/", ASKED)
    assert "这是您自己的申请" in su.get("/releases/").content.decode()
    given = {"granted": "yes", "words": "确有必要联系本人核实批次。"}
    assert su.post(f"/releases/{Release.objects.get().pk}/", given).status_code == 422


@pytest.mark.parametrize("name", ["hemin", "chensiyuan", "wenlan", "tangyue", "heqing", "admin"])
def test_who_may_not_release_has_no_such_list(name, insider, signed_in) -> None:
    assert signed_in(name).get("/releases/").status_code == 403


def test_an_insider_s_page_looks_absent_to_a_colleague(insider, signed_in) -> None:
    hidden = signed_in("wenlan").get(f"/matters/{insider}/")
    absent = signed_in("wenlan").get("/matters/999999/")
    assert (hidden.status_code, hidden.content) == (404, absent.content)


# By telephone.


def test_a_number_is_sent_by_post_and_not_said_back(register, signed_in) -> None:
    key = register()
    chen = signed_in("chensiyuan")
    assert chen.get("/lookup/").status_code == 200
    answer = chen.post("/lookup/", {"phone": "139 0000 0001"})
    page = answer.content.decode()
    assert f'href="/matters/{key}/"' in page
    assert "林**" in page
    assert not re.search(r"139\s?0000\s?0001", page)


def test_a_reporter_s_number_finds_nothing_for_a_colleague(report, signed_in) -> None:
    page = signed_in("wenlan").post("/lookup/", {"phone": "13900000002"}).content.decode()
    assert "没有查到" in page


def test_half_a_number_is_refused_beside_its_field(signed_in) -> None:
    answer = signed_in("chensiyuan").post("/lookup/", {"phone": "1390"})
    assert answer.status_code == 422
    assert "请填写完整的电话号码。" in answer.content.decode()


@pytest.mark.parametrize("name", ["fangzhou", "tangyue", "xuan", "heqing", "admin"])
def test_other_posts_look_nobody_up(name, signed_in) -> None:
    assert signed_in(name).get("/lookup/").status_code == 403
    assert signed_in(name).post("/lookup/", {"phone": "13900000001"}).status_code == 403
