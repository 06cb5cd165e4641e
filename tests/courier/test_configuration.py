"""``channels.yaml``: what an installation has, and every way of saying something impossible."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.courier.conftest import PARCEL
from xiaobao.courier import Misconfigured, Unreachable, opened, read
from xiaobao.courier.addresses import PUBLIC_HOSTS
from xiaobao.courier.email import EmailChannel
from xiaobao.courier.file import FileChannel
from xiaobao.courier.robot import RobotChannel
from xiaobao.courier.sms import SmsChannel

SMTP = 'email: {kind: smtp, host: smtp.example.org, sender: "xiaobao@example.org"%s}'
SMS = 'sms: {kind: http, url: "%s", body: {to: "{address}", text: "{text}"}%s}'


def write(folder, text, mode=0o600):
    """Write the file as an administrator does."""
    path = folder / "channels.yaml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return folder


def complaint(folder, text, mode=0o600):
    """Read it and return what is wrong with it."""
    with pytest.raises(Misconfigured) as refused:
        read(write(folder, text, mode))
    assert refused.value.code == "COU-003"
    return refused.value.sentence


def test_without_a_file_there_are_no_channels(folder):
    assert read(folder).names == ()
    assert read(folder / "not there").names == ()
    assert read(write(folder, "")).names == ()
    assert opened("email", read(folder)) is None
    assert opened("pigeon", read(folder)) is None


def test_each_channel_that_is_there_can_be_opened_without_connecting(folder):
    text = f"{SMTP % ''}\n{SMS % ('https://sms.example.org/send', '')}\nrobot: {{kind: robot}}\n"
    found = read(write(folder, text))
    assert found.names == ("email", "sms", "robot")
    assert found.robot_hosts == PUBLIC_HOSTS
    kinds = {"email": EmailChannel, "sms": SmsChannel, "robot": RobotChannel}
    for name, kind in kinds.items():
        channel = opened(name, found)
        assert isinstance(channel, kind)
        channel.close()


def test_a_file_others_can_read_is_refused_whatever_it_says(folder):
    for mode in (0o640, 0o604, 0o660):
        assert "chmod 600" in complaint(folder, SMTP % "", mode)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("email: [", "读不出来（ParserError）"),
        ("nonsense", "的“最外层”填写得不对"),
        ("pigeon: {kind: smtp}", "的“pigeon”不是可以填写的一项"),
        ("email: {kind: pigeon}", "的“email”填写得不对"),
        ("email: {kind: smtp, host: smtp.example.org}", "的“email.smtp.sender”没有填写"),
        (SMTP % ", port: 0", "的“email.smtp.port”填写得不对"),
        (SMTP % ", tls: true", "的“email.smtp.tls”不是可以填写的一项"),
        (SMTP % ", timeout: 600", "的“email.smtp.timeout”填写得不对"),
        (SMTP % ", security: ssl", "的“email.smtp.security”填写得不对"),
        (SMTP % ", security: none, username: clerk, password: p4ss", "不加密的连接上不能发送用户名和密码"),
        (SMTP % ', sender_name: "a\\nb"', "的“email.smtp.sender_name”填写得不对"),
        (SMTP % ", ca: own.pem", "的“email.ca”：没有这个证书文件"),
        ('email: {kind: smtp, host: "a..b", sender: "x@example.org"}', "的“email.smtp.host”填写得不对"),
        ("email: {kind: smtp, host: smtp.example.org, sender: 消保}", "sender 应为电子邮件地址"),
        (SMS % ("http://sms.example.org/send", ""), "url 应以 https:// 开头"),
        (SMS % ("http://127.0.0.1.evil.example/send", ""), "url 应以 https:// 开头"),
        (SMS % ("https://[::1/send", ""), "url 不是可用的地址"),
        (SMS % ("https://sms.example.org/发送", ""), "的“sms.http.url”填写得不对"),
        (SMS % ("https://sms.example.org/", ', headers: {X-Key: "a\\r\\nb"}'), "填写得不对"),
        (
            'sms: {kind: http, url: "https://sms.example.org/", body: {to: "{address}"}}',
            "{address} 和 {text}",
        ),
        ("robot: {kind: robot, hosts: []}", "的“robot.robot.hosts”填写得不对"),
        ('robot: {kind: robot, hosts: ["https://ding.example.org"]}', "填写得不对"),
        ("robot: {kind: file}", "的“robot.file.path”没有填写"),
    ],
)
def test_what_is_impossible_is_told_where_it_stands(folder, text, told):
    assert told in complaint(folder, text)


@pytest.mark.parametrize(
    "text",
    [
        SMTP % ', security: none, username: clerk, password: "hunter2"',
        SMTP % ', pasword: "hunter2"',
        SMTP % ", password: [hunter2]",
        SMS % ("https://sms.example.org/", ', headers: {Authorization: "hunter2\\n"}'),
        'email: {kind: smtp, password: "hunter2}',
    ],
)
def test_no_complaint_repeats_what_was_given(folder, text):
    assert "hunter2" not in complaint(folder, text)


def test_no_password_prints_itself(folder):
    text = (
        SMTP % ", username: clerk, password: hunter2"
        + "\n"
        + SMS % ("https://sms.example.org/", ", headers: {Authorization: hunter2}")
    )
    assert "hunter2" not in repr(read(write(folder, text)))


def test_on_this_machine_neither_mail_nor_gateway_needs_tls(folder):
    text = f'email: {{kind: smtp, host: localhost, security: none, username: c, password: p, sender: "x@example.org"}}\n{SMS % ("http://127.0.0.1:8080/send", "")}'
    assert read(write(folder, text)).names == ("email", "sms")


def test_an_own_authority_lies_beside_the_file(folder):
    (folder / "own.pem").write_text("")
    found = read(write(folder, SMTP % ", ca: own.pem"))
    assert found.email
    assert found.email.ca == folder / "own.pem"  # type: ignore[union-attr]


def test_hosts_of_robots_are_compared_in_small_letters(folder):
    found = read(write(folder, "robot: {kind: robot, hosts: [Ding.Example.gov.cn:8443]}"))
    assert found.robot_hosts == ("ding.example.gov.cn:8443",)


def test_in_development_a_file_takes_what_would_go_out(folder):
    found = read(write(folder, "email: {kind: file, path: sent.jsonl}"))
    channel = opened("email", found)
    assert isinstance(channel, FileChannel)
    channel.send(PARCEL)
    channel.send(replace(PARCEL, key="alert:13:5:email", body="两行\n文字"))
    channel.close()
    path = folder / "sent.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["key"] for line in lines] == [PARCEL.key, "alert:13:5:email"]
    assert lines[0] == {
        "key": PARCEL.key,
        "address": PARCEL.address,
        "title": PARCEL.title,
        "body": PARCEL.body,
        "at": "2026-05-20T12:00:00+08:00",
    }
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_the_way_closed(folder):
    channel = FileChannel(folder / "no such folder" / "sent.jsonl")
    with pytest.raises(Unreachable, match="FileNotFoundError"):
        channel.send(PARCEL)


def test_a_full_disk_is_the_way_closed():
    with pytest.raises(Unreachable):
        FileChannel(Path("/dev/full")).send(PARCEL)
