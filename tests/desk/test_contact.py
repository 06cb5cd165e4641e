"""The page of contacts: addresses masked, each set by whom it belongs to, tried on the spot; quiet hours and digest."""

from __future__ import annotations

import re

import pytest

from tests.docket.channels_cast import EMAIL, MOBILE, ROBOT, configure, reachable, sent, with_robot
from tests.docket.channels_cast import files as files
from xiaobao.docket.channels import address_of
from xiaobao.docket.models import ContactPoint, Preference
from xiaobao.vault.models import AuditEntry


def text(page) -> str:
    """What a page says, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_an_address_is_set_shown_masked_and_taken_away(files, signed_in) -> None:
    client = signed_in("chensiyuan")
    page = client.post("/contact/email/", {"email": EMAIL}, REMOTE_ADDR="10.0.0.7", follow=True)
    assert page.redirect_chain == [("/contact/", 302)]
    assert "c***@example.com" in text(page)
    assert "2026-05-20 12:00 设置" in text(page)
    assert EMAIL not in page.content.decode()
    assert address_of(ContactPoint.objects.get()) == EMAIL
    assert AuditEntry.objects.get(act="contact.set").address == "10.0.0.7"
    page = client.post("/contact/email/", {"remove": "1"}, follow=True)
    assert "已删除" in text(page)
    assert not ContactPoint.objects.exists()


@pytest.mark.parametrize(("channel", "typed", "sentence"), [("email", "chen", "这不是电子邮件地址"), ("sms", "12345", "这不是手机号码"), ("sms", " ", "请先填写")])  # fmt: skip
def test_what_is_refused_keeps_what_was_typed_beside_its_reason(
    own_home, signed_in, channel, typed, sentence
) -> None:
    page = signed_in("chensiyuan").post(f"/contact/{channel}/", {channel: typed})
    assert page.status_code == 422
    said = page.content.decode()
    assert sentence in said
    assert f'value="{typed}"' in said or not typed.strip()
    assert f'id="id_{channel}_error"' in said
    assert 'id="summary"' in said


def test_a_test_message_is_sent_on_the_spot_and_what_stood_in_the_way_is_said(
    files, signed_in, officers
) -> None:
    reachable(officers["chensiyuan"], "email", "sms")
    client = signed_in("chensiyuan")
    assert "测试消息已发出" in text(client.post("/contact/email/try/", follow=True))
    assert [line["address"] for line in sent(files)] == [EMAIL]
    configure(files, "sms: {kind: file, path: nowhere/out.jsonl}")
    page = client.post("/contact/sms/try/", follow=True)
    assert "没有送达：文件写不进去" in text(page)
    assert MOBILE not in page.content.decode()


def test_the_head_of_a_unit_sees_the_robot_of_the_own_office_only(files, signed_in, officers) -> None:
    page = signed_in("suming").get("/contact/")
    assert "单位的群机器人" in text(page)
    assert "湖里市场监督管理所" in page.content.decode()
    assert "江头市场监督管理所" not in text(page)
    assert "单位的群机器人" not in text(signed_in("chensiyuan").get("/contact/"))
    assert "江头市场监督管理所" in text(signed_in("admin").get("/contact/"))


def test_a_robot_is_set_and_tried_and_its_key_never_shown(files, signed_in) -> None:
    client = signed_in("suming")
    page = client.post("/contact/robot/", {"office": "huli", "robot": ROBOT}, follow=True)
    assert "企业微信 qyapi.weixin.qq.com" in text(page)
    assert "key=0000" not in page.content.decode()
    client.post("/contact/robot/try/", {"office": "huli"})
    assert [line["address"] for line in sent(files, "robot")] == [ROBOT]
    page = client.post(
        "/contact/robot/", {"office": "huli", "robot": "https://evil.example/robot/send?access_token=1"}
    )
    assert page.status_code == 422
    assert "没有允许向 evil.example 发送消息" in text(page)
    assert 'id="id_robot_huli_error"' in page.content.decode()


@pytest.mark.parametrize(("who", "office", "status"), [("chensiyuan", "huli", 403), ("suming", "jiangtou", 403), ("suming", "nowhere", 404), ("suming", "", 404)])  # fmt: skip
def test_nobody_sets_or_tries_the_robot_of_another_office(
    files, signed_in, officers, who, office, status
) -> None:
    with_robot(officers["luyiheng"], "jiangtou")
    client = signed_in(who)
    assert client.post("/contact/robot/", {"office": office, "robot": ROBOT}).status_code == status
    assert client.post("/contact/robot/", {"office": office, "remove": "1"}).status_code == status
    assert client.post("/contact/robot/try/", {"office": office}).status_code in (403, 404)
    assert ContactPoint.objects.count() == 1
    assert sent(files, "robot") == []


def test_there_are_no_other_channels(own_home, signed_in) -> None:
    client = signed_in("suming")
    for address in ("/contact/pigeon/", "/contact/pigeon/try/"):
        assert client.post(address, {"pigeon": "x"}).status_code == 404


def test_one_persons_addresses_are_nobody_elses_business(files, signed_in, officers) -> None:
    reachable(officers["chensiyuan"])
    page = signed_in("suming").get("/contact/")
    assert "c***@example.com" not in page.content.decode()


def test_quiet_hours_and_the_digest_are_chosen_and_shown_as_chosen(own_home, signed_in) -> None:
    client = signed_in("chensiyuan")
    given = {"quiet_from": "12:00", "quiet_until": "14:00", "digest_channels": ["email"]}
    page = client.post("/contact/preference/", given, follow=True).content.decode()
    assert 'value="12:00"' in page
    assert re.search(r'value="email"[^>]*checked', page)
    kept = Preference.objects.get()
    assert (f"{kept.quiet_from:%H:%M}", kept.digest_channels) == ("12:00", ["email"])
    client.post("/contact/preference/", {"quiet_from": "", "quiet_until": ""})
    assert Preference.objects.get().quiet_from is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"quiet_from": "12:00"}, "开始和结束时间要么都填，要么都不填。"),
        ({"quiet_from": "12:00", "quiet_until": "12:00"}, "开始和结束不能是同一时间。"),
        ({"quiet_from": "25:00", "quiet_until": "12:00"}, "请按 09:00 的样子填写时间。"),
        ({"digest_channels": "pigeon"}, "请从列出的各项中选择。"),
    ],
)
def test_what_makes_no_hours_is_refused_at_its_field(own_home, signed_in, given, sentence) -> None:
    page = signed_in("chensiyuan").post("/contact/preference/", given)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Preference.objects.exists()


def test_the_page_says_when_messages_go_out_and_which_channels_there_are(own_home, signed_in) -> None:
    client = signed_in("chensiyuan")
    page = client.get("/contact/")
    assert "消息只在工作日 09:00–17:30 送出" in text(page)
    assert text(page).count("本单位没有开通") == 2
    configure(own_home, "email: {kind: pigeon}")
    assert "channels.yaml 的“email”填写得不对。 请联系系统管理员。" in text(client.get("/contact/"))


def test_in_english_the_page_says_the_same(own_home, signed_in) -> None:
    client = signed_in("suming")
    client.cookies["django_language"] = "en"
    assert client.get("/contact/").status_code == 200
    assert client.get("/messages/").status_code == 200
