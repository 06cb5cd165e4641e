"""Send a test message over a channel to an address an administrator types, and say what came of it."""

from __future__ import annotations

from datetime import datetime

from xiaobao.courier import BadAddress
from xiaobao.courier.addresses import email_address, mobile_number, robot_address
from xiaobao.docket.actions.try_contact import ACT, channel_of, send
from xiaobao.docket.channels import EMAIL, LABELS, SMS, configured
from xiaobao.refusals import Refused
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def try_channel(*, channel: str, typed: str, at: datetime, secret: str = "") -> None:
    """Send it; that it was asked for is on record before, without the address. Raises Refused."""
    way = channel_of(channel)
    try:
        address = _address(channel, typed, secret)
    except BadAddress as error:
        raise Refused(error.sentence, code=error.code) from error
    with writing():
        entry = record(
            act=ACT, subject=f"channel:{channel}", at=at, actor=None, detail={"channel": LABELS[channel]}
        )
    send(way, address, key=f"try:{entry.pk}", at=at)


def _address(channel: str, typed: str, secret: str) -> str:
    if channel == EMAIL:
        return email_address(typed)
    return mobile_number(typed) if channel == SMS else robot_address(typed, secret, configured().robot_hosts)
