"""What is told when messages do not get through (发送失败): to whose address it is, to the administrators.

On screen at once, and by the other channels; at most once a day for an address, once an hour for a channel.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.alarms import alarm
from xiaobao.docket.channels import LABELS, OWN
from xiaobao.docket.models import ContactPoint, Delivery
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.models import Post, User

KEEPS_ROBOT = "office_robot"
"""The right to set the robot of one's office; with the whole bureau or none in reach, of every office."""


def tell_given_up(one: Delivery, reason: str, *, at: datetime, rulebook: Rulebook) -> None:
    """Tell that a message will not be sent; the caller holds the transaction."""
    name = LABELS[one.channel]
    alarm(
        f"given-up:{one.channel}",
        f"有{name}消息没有送达（{reason}），不再重试；消息在系统里看得到，请在通道状态中查看。",
        at=at,
        rulebook=rulebook,
        channels=_others(one.channel),
    )
    if one.point is not None:
        _tell_owners(one.point, reason, at=at, rulebook=rulebook)


def tell_held_up(channel: str, reason: str, *, at: datetime, rulebook: Rulebook) -> None:
    """Tell that a channel is out of order for some time; the caller holds the transaction."""
    told = f"{LABELS[channel]}消息持续发送失败（{reason}），系统会继续重试；请检查通道。"
    alarm(f"held-up:{channel}", told, at=at, rulebook=rulebook, channels=_others(channel))


def tell_misconfigured(reason: str, *, at: datetime, rulebook: Rulebook) -> None:
    """Tell that it is not known which channels there are; the caller holds the transaction."""
    alarm("channels", f"消息通道的设置有误，暂时都发不出去：{reason}", at=at, rulebook=rulebook, channels=())


def _tell_owners(point: ContactPoint, reason: str, *, at: datetime, rulebook: Rulebook) -> None:
    name, day = LABELS[point.channel], rulebook.today(at)
    whose = f"{point.office.name}的" if point.office is not None else "您的"
    title = f"{whose}{name}收不到消息（{reason}），请在“联系方式”里核对。"
    letters = [
        Letter(
            about=f"unreached:{point.pk}:{day}",
            user_id=user.pk,
            kind="alarm",
            title=title,
            channels=_others(point.channel),
        )
        for user in _owners(point, rulebook, at)
    ]
    post(letters, at=at, rulebook=rulebook)


def _owners(point: ContactPoint, rulebook: Rulebook, at: datetime) -> list[User]:
    if point.user is not None:
        return [point.user]
    people = Recipients(rulebook, rulebook.today(at))
    keeping = (one for one in rulebook.locality.posts if KEEPS_ROBOT in one.acts)
    codes = [one.code for one in keeping if one.reach == "own_office"]
    kept = Post.objects.on(rulebook.today(at)).filter(office=point.office_id, code__in=codes)
    ids = set(kept.values_list("user_id", flat=True))
    return [user for user in people.everybody() if user.pk in ids]


def _others(channel: str) -> tuple[str, ...]:
    return tuple(one for one in OWN if one != channel)
