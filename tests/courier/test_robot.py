"""Group robots of WeCom and DingTalk, stood in for by a server of ours: what is said, signed, cut, refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest

from tests.courier import servers
from tests.courier.conftest import PARCEL, TITLE
from xiaobao.courier import Undelivered, Unreachable
from xiaobao.courier.addresses import robot_address
from xiaobao.courier.configuration import Robots
from xiaobao.courier.robot import RobotChannel, cut

SECRET = "SEC" + "0123456789abcdef" * 4
WECOM, DINGTALK = "/cgi-bin/webhook/send?key=k1", "/robot/send?access_token=t1"


def channel(*hosts: str, known: servers.Certificate | None, **given: object) -> RobotChannel:
    """A channel to the robots of these hosts."""
    terms = {"kind": "robot", "hosts": hosts, "timeout": 5, "ca": known.ca if known else None}
    return RobotChannel(Robots.model_validate({**terms, **given}))


def parcel(web: servers.Web, path: str, secret: str = "", **given: str):
    """A parcel for a robot of this server."""
    address = robot_address(web.url(path), secret, (web.host,))
    return replace(PARCEL, key="alert:12:robot", address=address, **given)


def refusal(one: RobotChannel, what) -> Undelivered:
    """Say it and return how it was refused."""
    with pytest.raises(Undelivered) as refused:
        one.send(what)
    return refused.value


@pytest.mark.parametrize("path", [WECOM, DINGTALK])
def test_a_robot_says_title_and_body_as_one_text(web, known, path):
    channel(web.host, known=known).send(parcel(web, path))
    (post,) = web.posts
    assert post.path == path
    assert post.body == {"msgtype": "text", "text": {"content": f"{TITLE}\n请登录系统办理。"}}


def test_dingtalk_is_signed_with_the_moment_and_the_secret(web, known):
    channel(web.host, known=known).send(parcel(web, DINGTALK, SECRET))
    (post,) = web.posts
    stamp = post.query["timestamp"]
    assert int(stamp) == PARCEL.at.timestamp() * 1000
    digest = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert post.query["sign"] == base64.b64encode(digest).decode()
    assert post.query["access_token"] == "t1"
    assert SECRET not in post.path


def test_the_signature_of_a_known_moment_is_the_known_one(web, known):
    """Worked out once by hand with openssl: printf '1779249600000\\nSEC…' | openssl dgst -sha256 -hmac SEC…"""
    channel(web.host, known=known).send(parcel(web, DINGTALK, SECRET))
    assert web.posts[0].query["timestamp"] == "1779249600000"
    assert web.posts[0].query["sign"] == "lOXTew/A3gSd42RYvy/qOJ+KUjRDK0InVHQE9144fS0="


@pytest.mark.parametrize(("path", "longest"), [(WECOM, 2048), (DINGTALK, 20_000)])
def test_a_long_text_is_cut_at_a_whole_character(web, known, path, longest):
    for shift in range(4):
        channel(web.host, known=known).send(parcel(web, path, title="a" * shift, body="督办" * 5_000))
    for post in web.posts:
        said = post.body["text"]["content"]
        assert longest - 3 < len(said.encode()) <= longest
        assert said.endswith(("督…", "办…"))


def test_what_fits_is_not_cut():
    assert cut("督" * 10, 30) == "督" * 10
    assert cut("督" * 10, 29) == "督" * 8 + "…"


@pytest.mark.parametrize(
    ("path", "code", "temporary"),
    [
        (WECOM, 93000, False),
        (WECOM, 45009, True),
        (DINGTALK, 300001, False),
        (DINGTALK, 400102, False),
        (DINGTALK, 310000, True),
        (DINGTALK, 130101, True),
    ],
)
def test_a_robot_that_is_gone_will_not_come_back_and_one_that_is_busy_may(web, known, path, code, temporary):
    web.says({"errcode": code, "errmsg": f"hint: {TITLE}"})
    refused = refusal(channel(web.host, known=known), parcel(web, path))
    assert (refused.temporary, refused.reason) == (temporary, f"群机器人没有接受（{code}）")


@pytest.mark.parametrize("answer", [b"OK", {}, [], {"errcode": "0"}, {"errcode": False}, {"errcode": None}])
def test_what_is_no_answer_of_a_robot_is_no_yes(web, known, answer):
    web.says(answer)
    assert refusal(channel(web.host, known=known), parcel(web, WECOM)).temporary


def test_a_robot_that_sends_us_elsewhere_is_not_followed(web, known):
    web.says({"errcode": 0}, status=302)
    assert refusal(channel(web.host, known=known), parcel(web, WECOM)).temporary
    assert [post.path for post in web.posts] == [WECOM]


def test_a_host_that_is_away_holds_up_its_own_robots_only_and_is_asked_once_a_run(web, known):
    away = servers.Web(port=servers.unused_port())
    one = channel(away.host, web.host, known=known)
    for _ in range(3):
        refused = refusal(one, parcel(away, WECOM))
        assert refused.temporary
        assert not isinstance(refused, Unreachable)
    one.send(parcel(web, WECOM))
    assert len(web.posts) == 1
    web.says({}, status=503)
    assert refusal(one, parcel(web, WECOM)).temporary
    web.says({"errcode": 0})
    assert refusal(one, parcel(web, WECOM)).reason == "服务器没有接受（HTTP 503）"
    assert len(web.posts) == 2
    channel(web.host, known=known).send(parcel(web, WECOM))


def test_a_robot_of_a_host_no_longer_allowed_is_not_spoken_to(web, known):
    refused = refusal(channel("oapi.dingtalk.com", known=known), parcel(web, WECOM))
    assert not refused.temporary
    assert web.posts == []
