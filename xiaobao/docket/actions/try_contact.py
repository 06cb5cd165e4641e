"""Send a test message to a contact point at once, outside of the outbox, and say what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from xiaobao.courier import Channel, Misconfigured, Parcel, Undelivered, opened
from xiaobao.docket.actions.set_contact import office_of_robot
from xiaobao.docket.channels import LABELS, address_of, configured
from xiaobao.docket.models import ContactPoint
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.errors import VaultError
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

ACT = "contact.tried"
MOST, WITHIN = 5, timedelta(hours=1)
"""Tests of one officer: an address typed may be anybody's, who would get them all."""
TITLE = "测试消息：消保系统的消息能够送达这里。"


def try_contact(
    *, channel: str, officer: Authority, at: datetime, office: str = "", address: str = ""
) -> ContactPoint:
    """Send the test message; on return somebody has taken it. Raises NotFound, NotAllowed, Refused.

    That it was asked for is on record before anything is sent.
    """
    owner = {"office": office_of_robot(officer, office, at)} if office else {"user": officer.user}
    point = ContactPoint.objects.filter(channel=channel, **owner).first()
    if point is None:
        raise NotFound("还没有填写这种联系方式。")
    way = channel_of(channel)
    entry = _ask(point, officer, at, address)
    try:
        send(way, address_of(point), key=f"try:{entry.pk}", at=at)
    except VaultError as error:
        raise Refused(error.sentence, code=error.code) from error
    return point


def channel_of(name: str) -> Channel:
    """Return a channel of this installation; raises Refused where it has none."""
    try:
        way = opened(name, configured())
    except Misconfigured as error:
        raise Refused(error.sentence, code=error.code) from error
    if way is None:
        raise Refused(f"本单位没有开通{LABELS.get(name, name)}，请联系系统管理员。")
    return way


def send(way: Channel, address: str, *, key: str, at: datetime) -> None:
    """Send the test message over a channel and close it; raises Refused with what stood in the way."""
    body = f"{current().locality.bureau.short_name}消保系统发出，用来核对联系方式，不需要回复。"
    try:
        way.send(Parcel(key=key, address=address, title=TITLE, body=body, at=at))
    except Undelivered as error:
        raise Refused(f"没有送达：{error.reason}。", code=error.code) from error
    finally:
        way.close()


def _ask(point: ContactPoint, officer: Authority, at: datetime, address: str) -> AuditEntry:
    lately = AuditEntry.objects.filter(act=ACT, actor=officer.user, at__gt=at - WITHIN)
    with writing():
        if lately.count() >= MOST:
            raise Refused(f"一小时内最多发送{MOST}条测试消息，请稍后再试。")
        office = point.office
        return record(
            act=ACT, subject=f"office:{office.code}" if office else f"officer:{officer.user.username}",
            at=at, actor=officer.user, post=officer.post, address=address,
            detail={"channel": LABELS[point.channel]},
        )  # fmt: skip
