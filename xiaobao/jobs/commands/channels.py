"""``xiaobao channels``: which ways out there are beside the screen, how they stand, and whether one works."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

_KINDS = {"": "没有开通", "smtp": "SMTP", "http": "短信网关", "robot": "群机器人", "file": "写入文件，不发送"}


@click.group()
def channels() -> None:
    """消息通道。"""


@channels.command()
@json_option
@in_a_home
def show(as_json: bool) -> None:
    """说明开通了哪些通道、有多少地址、多少消息在等、近七日发送和失败了多少。"""
    from django.utils import timezone

    from xiaobao.courier import Misconfigured
    from xiaobao.docket.channels_state import channel_states

    try:
        states = channel_states(timezone.now())
    except Misconfigured as error:
        refuse(error.code, error.sentence, as_json=as_json)
    put([asdict(one) for one in states], as_json=as_json, words="\n".join(map(_line, states)))


@channels.command()
@click.argument("channel", type=click.Choice(["email", "sms", "robot"]))
@click.argument("address")
@click.option("--secret", default="", help="钉钉机器人的加签密钥。")
@json_option
@in_a_home
def test(channel: str, address: str, secret: str, as_json: bool) -> None:
    """向一个地址（邮箱、手机号、群机器人地址）立即发一条测试消息；记入审计，不记地址。"""
    from django.utils import timezone

    from xiaobao.docket.actions.try_channel import try_channel
    from xiaobao.refusals import Obstacle

    try:
        try_channel(channel=channel, typed=address, secret=secret, at=timezone.now())
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    put({"channel": channel, "sent": True}, as_json=as_json, words="已发出，请查看是否收到。")


def _line(one: Any) -> str:
    told = f"{one.label}：{_KINDS.get(one.kind, one.kind)}，地址 {one.addresses} 个，待发送 {one.waiting} 条"
    if one.due:
        told += f"（已到时间 {one.due} 条）"
    told += f"，近七日已发送 {one.sent} 条、发送失败 {one.given_up} 条"
    return f"{told}；最近的失败：{one.error}" if one.error else told
