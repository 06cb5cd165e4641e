"""SMS through a real gateway: the body a bureau configures, and what the answer means."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.courier import servers
from tests.courier.conftest import PARCEL, TITLE
from xiaobao.courier import Undelivered, Unreachable
from xiaobao.courier.configuration import Gateway
from xiaobao.courier.sms import SmsChannel, fill

SMS = replace(PARCEL, key="alert:12:5:sms", address="13900000005")
BODY = {"phones": ["{address}"], "message": {"text": "【湖里市场监管】{text}"}, "id": "{key}", "type": 1}


def channel(web: servers.Web, known: servers.Certificate | None, **given: object) -> SmsChannel:
    """A channel to this gateway."""
    terms = {"kind": "http", "url": web.url("/send?account=9"), "body": BODY, "timeout": 5}
    return SmsChannel(Gateway.model_validate({**terms, "ca": known.ca if known else None, **given}))


def refusal(one: SmsChannel) -> Undelivered:
    """Send and return how it was refused."""
    with pytest.raises(Undelivered) as refused:
        one.send(SMS)
    return refused.value


def test_the_gateway_gets_the_body_the_bureau_wrote_filled_in(web, known):
    channel(web, known, headers={"Authorization": "Bearer t0ken"}).send(SMS)
    (post,) = web.posts
    assert post.path == "/send?account=9"
    assert post.body == {
        "phones": ["13900000005"],
        "message": {"text": f"【湖里市场监管】{TITLE}"},
        "id": "alert:12:5:sms",
        "type": 1,
    }
    assert post.headers["Authorization"] == "Bearer t0ken"
    assert post.headers["Idempotency-Key"] == "alert:12:5:sms"
    assert post.headers["Content-Type"] == "application/json; charset=utf-8"


def test_what_is_filled_in_is_not_filled_in_again():
    told = fill(BODY, {"address": "{key}", "text": "写着{address}和{key}", "key": "k1"})
    assert told["phones"] == ["{key}"]
    assert told["message"]["text"] == "【湖里市场监管】写着{address}和{key}"
    assert told["id"] == "k1"


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        ({"code": "0"}, {"code": 0}),
        ({"code": 0}, {"code": "0"}),
        ({"success": True}, {"success": True}),
        ({"success": "true"}, {"success": True}),
        ({"Response.SendStatusSet.0.Code": "Ok"}, {"Response": {"SendStatusSet": [{"Code": "Ok"}]}}),
        ({}, {"anything": "goes"}),
        ({}, b"OK"),
    ],
)
def test_the_answer_that_means_taken_is_the_bureaus_to_say(web, known, accepted, answer):
    web.says(answer)
    channel(web, known, accepted=accepted).send(SMS)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"code": "LIMIT_PER_DAY"}, "LIMIT_PER_DAY"),
        ({"code": "13900000005"}, "?"),
        ({"code": "号码13900000005不存在"}, "?"),
        ({}, "None"),
        ([{"code": 0}], "None"),
        (b"<html>welcome</html>", "None"),
    ],
)
def test_any_other_answer_is_a_refusal_that_may_pass_and_names_nobody(web, known, answer, code):
    web.says(answer)
    refused = refusal(channel(web, known, accepted={"code": "0"}))
    assert (refused.temporary, refused.reason) == (True, f"短信网关没有接受（{code}）")
    assert not isinstance(refused, Unreachable)


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 405, 407, 502, 503, 504])
def test_a_gateway_that_is_elsewhere_or_lets_nobody_in_closes_the_way(web, known, status):
    web.says({}, status=status)
    refused = refusal(channel(web, known))
    assert isinstance(refused, Unreachable)
    assert refused.reason == f"服务器没有接受（HTTP {status}）"
    assert len(web.posts) == 1


@pytest.mark.parametrize(
    ("status", "temporary"), [(400, False), (422, False), (408, True), (429, True), (500, True)]
)
def test_what_it_says_of_one_message_holds_for_that_one(web, known, status, temporary):
    web.says({}, status=status)
    refused = refusal(channel(web, known))
    assert (refused.temporary, isinstance(refused, Unreachable)) == (temporary, False)


def test_a_gateway_nobody_vouches_for_gets_nothing(web):
    assert refusal(channel(web, None)).reason == "服务器连不上（SSLCertVerificationError）"
    assert web.posts == []


def test_nobody_there_and_no_answer_in_time_are_the_way_closed(web, known):
    nobody = servers.Web(port=servers.unused_port())
    assert isinstance(refusal(channel(nobody, known)), Unreachable)
    web.silent = threading.Event()
    refused = refusal(channel(web, known, timeout=0.3))
    web.silent.set()
    assert isinstance(refused, Unreachable)
    assert refused.reason == "服务器连不上（TimeoutError）"


def test_no_proxy_of_the_machine_stands_in_between(web, known, monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{servers.HERE}:{servers.unused_port()}")
    channel(web, known).send(SMS)
    assert len(web.posts) == 1


def test_a_gateway_on_this_machine_needs_no_tls():
    with servers.web(None) as web:
        channel(web, None).send(SMS)
    assert len(web.posts) == 1


def test_an_endless_answer_is_not_read_to_its_end(web, known):
    web.says(b'{"code": "0", "more": "' + b"x" * 5_000_000)
    channel(web, known).send(SMS)
    refused = refusal(channel(web, known, accepted={"code": "0"}))
    assert refused.temporary
