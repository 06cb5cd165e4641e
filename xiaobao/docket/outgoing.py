"""A delivery as it goes out: to whom it still may go, and what is said on which channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaobao.courier import Parcel
from xiaobao.docket.channels import EMAIL, LABELS, OWN, ROBOT, address_of
from xiaobao.docket.models import Delivery, Preference
from xiaobao.docket.queries import visible
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.quiet import quiet_until

NO_POINT = "联系方式已经删除"
CLOSED = "账号已经停用"
NOT_TO_KNOW = "收件人不再知悉此件"
NOT_IN_GROUPS = "此件不在群里发消息"


@dataclass(frozen=True, slots=True)
class Sending:
    """What a run goes by: the law in service and the officers in post on its day."""

    rulebook: Rulebook
    people: Recipients


def why_not(one: Delivery, run: Sending) -> str:
    """Return why a delivery must not go out any more; empty where it may."""
    if one.point is None:
        return NO_POINT
    if one.channel != ROBOT and not one.message.user.is_active:
        return CLOSED
    matter = one.message.matter
    if matter is None or not matter.guarded:
        return ""
    # 令121 第二十八条第二款: of an insider's report nobody learns who need not, and a group are many.
    if one.channel == ROBOT:
        return NOT_IN_GROUPS
    reach = visible(run.people.authority(one.message.user))
    return "" if reach.filter(pk=matter.pk).exists() else NOT_TO_KNOW


def held_until(one: Delivery, chosen: Preference | None, run: Sending, now: datetime) -> datetime | None:
    """Return until when the officer's quiet hours hold a delivery back; None where they do not."""
    if chosen is None or chosen.quiet_from is None or chosen.quiet_until is None or one.channel not in OWN:
        return None
    return quiet_until(
        now,
        since=one.message.created_at,
        begins=chosen.quiet_from,
        ends=chosen.quiet_until,
        hours=run.rulebook.ladder.office_hours,
        calendar=run.rulebook.calendar,
    )


def parcel_of(one: Delivery, run: Sending, now: datetime) -> Parcel:
    """Return what is handed over; raises VaultError where the address does not open."""
    if one.point is None:
        raise ValueError(NO_POINT)
    message = one.message
    body = f"{message.body}\n\n{_signed(run.rulebook)}".strip() if one.channel == EMAIL else message.body
    return Parcel(key=one.key, address=address_of(one.point), title=message.title, body=body, at=now)


def _signed(rulebook: Rulebook) -> str:
    bureau = rulebook.locality.bureau.short_name
    return f"——\n{bureau}消保系统自动发送。请登录系统查看、办理和阅知，不要回复本邮件。"


def label(channel: str) -> str:
    """Return what a channel is called."""
    return LABELS.get(channel, channel)
