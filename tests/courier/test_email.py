"""E-mail through a real server: what arrives, over what, and what every way of not arriving is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.courier import servers
from tests.courier.conftest import PARCEL, TITLE
from xiaobao.courier import Undelivered, Unreachable
from xiaobao.courier.configuration import Smtp
from xiaobao.courier.email import EmailChannel, message_id

SENDER = "xiaobao@example.org"


def channel(mail: servers.Mail, known: servers.Certificate | None = None, **given: object) -> EmailChannel:
    """A channel to this server."""
    ca = known.ca if known else None
    terms = {"kind": "smtp", "host": servers.HERE, "port": mail.port, "sender": SENDER, "timeout": 5}
    return EmailChannel(Smtp.model_validate({**terms, "ca": ca, "security": mail.security, **given}))


def refusal(one: EmailChannel) -> Undelivered:
    """Send and return how it was refused."""
    with pytest.raises(Undelivered) as refused:
        one.send(PARCEL)
    one.close()
    return refused.value


def test_a_letter_arrives_as_plain_chinese_text_marked_as_written_by_a_machine(mail, known):
    one = channel(mail, known)
    one.send(PARCEL)
    one.close()
    (letter,) = mail.letters
    assert (letter.sender, letter.to, letter.encrypted) == (SENDER, ["chen@example.com"], True)
    assert letter.message["Subject"] == TITLE
    assert letter.message["From"] == "消保系统 <xiaobao@example.org>"
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message["Date"].datetime == PARCEL.at
    assert letter.message.get_content() == "请登录系统办理。\n"
    assert letter.raw.isascii()


def test_the_same_parcel_sent_again_is_known_for_the_same(mail, known):
    one = channel(mail, known)
    one.send(PARCEL)
    one.send(PARCEL)
    one.send(replace(PARCEL, key="alert:13:5:email"))
    one.close()
    first, again, other = (letter.message["Message-ID"] for letter in mail.letters)
    assert first == again == message_id(PARCEL.key, SENDER) != other
    assert mail.connections == 1


def test_a_line_break_in_a_title_writes_no_header(mail, known):
    one = channel(mail, known)
    one.send(replace(PARCEL, title="提醒\r\nBcc: somebody@example.net"))
    one.close()
    assert mail.letters[0].message["Bcc"] is None
    assert mail.letters[0].to == ["chen@example.com"]


def test_starttls_is_used_where_it_is_asked_for_and_the_password_goes_over_it(known):
    with servers.mail("starttls", known) as mail:
        mail.accounts["clerk"] = "s3cret"
        one = channel(mail, known, username="clerk", password="s3cret")
        one.send(PARCEL)
        one.close()
    assert mail.letters[0].encrypted


def test_without_tls_nothing_is_sent_to_a_server_that_has_none_but_should(known):
    with servers.mail("none") as mail:
        refused = refusal(channel(mail, known, security="starttls"))
    assert isinstance(refused, Unreachable)
    assert mail.letters == []


def test_within_the_bureau_a_server_may_have_no_tls():
    with servers.mail("none") as mail:
        one = channel(mail)
        one.send(PARCEL)
        one.close()
    assert len(mail.letters) == 1


def test_a_server_that_is_not_known_gets_nothing(mail):
    refused = refusal(channel(mail))
    assert isinstance(refused, Unreachable)
    assert refused.reason == "邮件服务器连不上（SSLCertVerificationError）"
    assert mail.letters == []


def test_a_wrong_password_closes_the_way_for_everybody(mail, known):
    mail.accounts["clerk"] = "s3cret"
    refused = refusal(channel(mail, known, username="clerk", password="old"))
    assert isinstance(refused, Unreachable)
    assert (refused.code, refused.reason) == ("COU-002", "邮件服务器不接受用户名和密码")


@pytest.mark.parametrize(
    ("verb", "reply", "temporary", "reason"),
    [
        ("RCPT", "550 no such user", False, "收件地址被拒收（550）"),
        ("RCPT", "450 mailbox busy", True, "收件地址被拒收（450）"),
        ("TAKEN", "554 looks like spam", False, "邮件被拒收（554）"),
        ("TAKEN", "452 mailbox full", True, "邮件被拒收（452）"),
    ],
)
def test_what_is_refused_for_one_letter_says_whether_it_may_be_tried_again(
    mail, known, verb, reply, temporary, reason
):
    mail.replies[verb] = [reply]
    one = channel(mail, known)
    with pytest.raises(Undelivered) as refused:
        one.send(PARCEL)
    assert not isinstance(refused.value, Unreachable)
    assert (refused.value.code, refused.value.temporary, refused.value.reason) == (
        "COU-001",
        temporary,
        reason,
    )
    one.send(PARCEL)
    one.close()
    assert (len(mail.letters), mail.connections) == (1, 1)


@pytest.mark.parametrize(
    ("verb", "reply"),
    [
        ("GREET", "554 go away"),
        ("MAIL", "550 not from you"),
        ("MAIL", "421 closing"),
        ("RCPT", "421 closing"),
        ("TAKEN", "421 closing"),
        ("DATA", "-"),
    ],
)
def test_what_would_be_refused_to_everybody_is_the_way_closed(mail, known, verb, reply):
    mail.replies[verb] = [reply]
    assert isinstance(refusal(channel(mail, known)), Unreachable)


def test_nobody_there_is_the_way_closed(known):
    mail = servers.Mail(security="tls", port=servers.unused_port())
    assert refusal(channel(mail, known)).reason == "邮件服务器连不上（ConnectionRefusedError）"


def test_a_server_that_ends_connections_after_a_few_letters_still_gets_all(mail, known):
    mail.leaves_after = 2
    one = channel(mail, known)
    for number in range(5):
        one.send(replace(PARCEL, key=f"alert:{number}:5:email"))
    one.close()
    assert len({letter.message["Message-ID"] for letter in mail.letters}) == 5
    assert mail.connections == 3


def test_after_a_failure_it_connects_anew(mail, known):
    one = channel(mail, known)
    mail.replies["MAIL"] = ["421 closing"]
    with pytest.raises(Unreachable):
        one.send(PARCEL)
    one.send(PARCEL)
    one.close()
    assert (len(mail.letters), mail.connections) == (1, 2)


def test_taking_leave_of_a_server_that_has_gone_is_no_fault(mail, known):
    one = channel(mail, known)
    mail.leaves_after = 1
    one.send(PARCEL)
    one.close()
    one.close()
