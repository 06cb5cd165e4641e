"""What the screens of acts refuse, and what they keep of what was typed: beside its field, and nothing lost."""

from __future__ import annotations

import re

import pytest

from tests.desk.acts import GIVEN
from xiaobao.docket.models import Consent, Matter
from xiaobao.rules.workflow import Act


def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(doing) -> None:
    one = doing()
    one.accept()
    answer = one.post(
        Act.TERMINATE, "chensiyuan", {"ground": "3", "words": "店方拒绝。", "evidence": ["通话记录", ""]}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有办理，请先处理以下问题" in page
    assert re.search(r'id="id_words_error"><p class="error">请用自己的话写明', page)
    assert "店方拒绝。</textarea>" in page
    assert 'value="通话记录"' in page
    assert re.search(r'value="3"[^>]*checked', page)
    assert Matter.objects.get(pk=one.matter).state == "accepted"


def test_a_field_that_cannot_be_read_is_said_before_the_docket_is_asked(doing) -> None:
    one = doing()
    one.accept()
    answer = one.post(
        Act.CONSENT, "chensiyuan", {**GIVEN[Act.CONSENT], "on": "五月二十日", "proof": "录音0520-1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请按 2026-05-20 的样子填写日期。" in page
    assert 'value="五月二十日"' in page
    assert 'value="录音0520-1"' in page
    assert not Consent.objects.exists()


def test_a_change_meanwhile_is_told_with_who_and_what_and_nothing_typed_is_lost(doing) -> None:
    one = doing()
    one.accept()
    stale = one.version()
    one.do(Act.CONSENT, "suming")
    given = {**GIVEN[Act.CONSENT], "side": "respondent", "proof": "店长来电确认，录音0520-2"}
    answer = one.post(Act.CONSENT, "chensiyuan", given, version=stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "苏明已于 2026-05-20 12:00 对此件记录调解意愿" in page
    assert "店长来电确认，录音0520-2" in page
    assert f'name="version" value="{stale + 1}"' in page
    assert one.post(Act.CONSENT, "chensiyuan", given).status_code == 302
    assert [consent.side for consent in Consent.objects.all()] == ["complainant", "respondent"]


def test_whoever_only_mistyped_still_hears_of_a_change_in_between(doing) -> None:
    one = doing()
    one.accept()
    stale = one.version()
    one.do(Act.CONSENT, "suming")
    answer = one.post(Act.CONSENT, "chensiyuan", {**GIVEN[Act.CONSENT], "on": ""}, version=stale)
    assert answer.status_code == 422
    assert f'name="version" value="{stale}"' in answer.content.decode()


def test_the_same_form_sent_twice_acts_once(doing) -> None:
    one = doing()
    one.accept()
    given = {**GIVEN[Act.CONSENT], "once": "eins", "version": str(one.version())}
    address = f"/matters/{one.matter}/acts/consent/"
    client = one.client("chensiyuan")
    assert client.post(address, given).status_code == 302
    answer = client.post(address, given, follow=True)
    assert "此件已经办理，没有重复办理。" in answer.content.decode()
    assert Consent.objects.count() == 1


def test_two_showings_of_a_form_are_two_acts(doing) -> None:
    """Both sides' answers recorded from two windows of one officer: the second is no double click."""
    one = doing()
    one.accept()
    stale = str(one.version())
    address = f"/matters/{one.matter}/acts/consent/"
    client = one.client("chensiyuan")
    client.post(address, {**GIVEN[Act.CONSENT], "once": "eins", "version": stale})
    answer = client.post(
        address, {**GIVEN[Act.CONSENT], "side": "respondent", "once": "zwei", "version": stale}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("act", [Act.CONSENT, Act.TERMINATE, Act.SETTLE, Act.VOID, Act.REOPEN], ids=str)
def test_a_crafted_post_without_the_post_is_refused(act, doing) -> None:
    one = doing()
    one.accept()
    answer = one.client("hemin").post(f"/matters/{one.matter}/acts/{act.value}/", {"version": "2"})
    assert answer.status_code == 403
    assert "DKT-002" in answer.content.decode()


@pytest.mark.parametrize("place", ["acts/consent/", "acts/consent/preview/"])
def test_a_matter_out_of_reach_looks_absent(place, doing) -> None:
    one = doing()
    client = one.client("lian")
    hidden, absent = (client.post(f"/matters/{key}/{place}", {}) for key in (one.matter, one.matter + 1))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content


@pytest.mark.parametrize("act", ["register", "note", "divert", "file", "nothing", "extend"])
def test_what_is_no_act_of_this_screen_looks_absent(act, doing) -> None:
    assert doing().client("fangzhou").get(f"/matters/1/acts/{act}/").status_code == 404


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_the_acts_with_screens_of_their_own_are_led_there(act, doing) -> None:
    one = doing()
    answer = one.client("chensiyuan").get(f"/matters/{one.matter}/acts/{act}/")
    assert answer["Location"] == f"/matters/{one.matter}/{act}/"
