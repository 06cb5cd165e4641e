"""What can be an address of each channel, and how much of it a screen shows."""

from __future__ import annotations

import pytest

from xiaobao.courier import BadAddress, Parcel
from xiaobao.courier.addresses import (
    PUBLIC_HOSTS,
    Robot,
    email_address,
    masked,
    mobile_number,
    robot_address,
    robot_of,
)

KEY = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-1111"
TOKEN = "https://oapi.dingtalk.com/robot/send?access_token=aaaa"
SECRET = "SEC" + "a1" * 20


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("chen@example.com", "chen@example.com"),
        ("  chen.si-yuan+duban@mail.example.gov.cn ", "chen.si-yuan+duban@mail.example.gov.cn"),
        ("ｃｈｅｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "chen@example.com"),
    ],
)
def test_an_email_address_is_kept_as_it_is_written_without_wide_letters(typed, kept):
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "chen", "chen@", "@example.com", "chen@example", "a b@example.com", "陈@example.com",
        "chen@example.com\nBcc: x@example.net", "chen@example.com,other@example.com", "a..b@example.com",
        ".a@example.com", "a.@example.com", "chen@-example.com", "chen@example.c", f"{'a' * 65}@example.com",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.com", "<chen@example.com>",
    ],
)  # fmt: skip
def test_what_is_no_email_address_is_refused_in_a_sentence_that_does_not_repeat_it(typed):
    with pytest.raises(BadAddress) as refused:
        email_address(typed)
    assert refused.value.code == "COU-004"
    assert not typed or typed not in str(refused.value)


@pytest.mark.parametrize(
    "typed",
    [
        "13900000005",
        " 139 0000 0005 ",
        "+8613900000005",
        "86-139-0000-0005",
        "１３９０００００００５",
        "(139)00000005",
    ],
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed):
    assert mobile_number(typed) == "13900000005"


@pytest.mark.parametrize(
    "typed", ["", "1390000000", "139000000055", "0592-0000001", "12900000005", "1390000000a", "1390000000٥"]
)
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(BadAddress):
        mobile_number(typed)


def test_a_robot_is_known_by_where_it_lives():
    assert robot_of(robot_address(f" {KEY} ", "", PUBLIC_HOSTS), PUBLIC_HOSTS) == Robot("wecom", KEY)
    assert robot_of(robot_address(TOKEN, f" {SECRET} ", PUBLIC_HOSTS), PUBLIC_HOSTS) == Robot(
        "dingtalk", TOKEN, SECRET
    )
    own = "https://ding.example.gov.cn:8443/robot/send?access_token=b"
    assert robot_of(own, ("ding.example.gov.cn:8443",)).kind == "dingtalk"


@pytest.mark.parametrize(
    "url",
    [
        "", "qyapi.weixin.qq.com", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "https://qyapi.weixin.qq.com/other?key=k",
        "https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=k",
        "https://evil.example/cgi-bin/webhook/send?key=k", "https://169.254.169.254/robot/send?access_token=k",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com:99999/cgi-bin/webhook/send?key=k", "https://[::1/robot/send?access_token=k",
        "https://qyapi.weixin.qq.com\\@evil.example/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k\u00e9", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=\tk",
        f"{KEY}{'0' * 2000}",
    ],
)  # fmt: skip
def test_an_address_that_leads_anywhere_else_is_refused(url):
    with pytest.raises(BadAddress):
        robot_address(url, "", PUBLIC_HOSTS)


def test_only_dingtalk_has_a_secret_and_it_looks_like_one():
    for url, secret in (
        (KEY, SECRET),
        (TOKEN, "secret"),
        (TOKEN, "SEC short"),
        (f"{TOKEN} {SECRET}", SECRET),
    ):
        with pytest.raises(BadAddress):
            robot_address(url, secret, PUBLIC_HOSTS)


def test_a_screen_shows_only_so_much_of_an_address():
    assert masked("email", "chen@example.com") == "c***@example.com"
    assert masked("sms", "13900000005") == "139****0005"
    assert masked("robot", KEY) == "企业微信 qyapi.weixin.qq.com"
    assert masked("robot", f"{TOKEN} {SECRET}") == "钉钉 oapi.dingtalk.com"


def test_neither_a_robot_nor_a_parcel_prints_where_it_goes():
    assert "aaaa" not in repr(Robot("dingtalk", TOKEN, SECRET))
    parcel = Parcel(key="k", address="13900000005", title="t", body="b", at=None)  # type: ignore[arg-type]
    assert "139" not in repr(parcel)
