"""Telling officers: the message on screen and its deliveries, written in the transaction of what they tell.

What goes out is sent afterwards (``actions.deliver``), at least once, with the key of the delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.models import ContactPoint, Delivery, Message
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.supervision import next_opening

ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one officer is told. ``about`` such as alert:12; the key is that and the officer.

    Neither ``title`` (200 characters) nor ``body`` may hold personal data or words of the matter: they go
    out as they stand. ``office_id`` is whose group robot says it, once for all who are told the same.
    """

    about: str
    user_id: int
    kind: str
    title: str
    body: str = ""
    grade: str = ""
    copy: bool = False
    matter_id: int | None = None
    alert_id: int | None = None
    order_id: int | None = None
    office_id: int | None = None
    reply_by: date | None = None
    channels: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes telling it twice impossible."""
        return f"{self.about}:{self.user_id}"


def post(letters: Sequence[Letter], *, at: datetime, rulebook: Rulebook) -> int:
    """Write the messages that are not there yet and what is to be sent of them; returns how many are new.

    The caller holds the transaction of what the letters tell of.
    """
    known = set(Message.objects.filter(key__in=[one.key for one in letters]).values_list("key", flat=True))
    new = {one.key: one for one in letters if one.key not in known}
    messages = Message.objects.bulk_create(
        Message(
            key=one.key, user_id=one.user_id, kind=one.kind, grade=one.grade, copy=one.copy,
            matter_id=one.matter_id, alert_id=one.alert_id, order_id=one.order_id,
            title=one.title[:200], body=one.body, created_at=at, reply_by=one.reply_by,
        )
        for one in new.values()
    )  # fmt: skip
    _send_later(list(zip(new.values(), messages, strict=True)), at, rulebook)
    return len(messages)


def _send_later(told: list[tuple[Letter, Message]], at: datetime, rulebook: Rulebook) -> None:
    asked = [(letter, message) for letter, message in told if letter.channels]
    if not asked:
        return
    points = _points(letter for letter, _ in asked)
    opening = next_opening(at, rulebook.ladder.office_hours, rulebook.calendar)
    deliveries: dict[str, Delivery] = {}
    for letter, message in asked:
        for channel in letter.channels:
            owner = ("office", letter.office_id) if channel == ROBOT else ("user", letter.user_id)
            point = points.get((*owner, channel))
            key = f"{letter.about if channel == ROBOT else letter.key}:{channel}"
            if point is not None and key not in deliveries:
                deliveries[key] = Delivery(
                    message=message, point=point, channel=channel, key=key, next_at=opening
                )
    sent = set(Delivery.objects.filter(key__in=list(deliveries)).values_list("key", flat=True))
    Delivery.objects.bulk_create(one for key, one in deliveries.items() if key not in sent)


def _points(letters: Iterable[Letter]) -> dict[tuple[str, int | None, str], ContactPoint]:
    every = list(letters)
    users = ContactPoint.objects.filter(user__in={one.user_id for one in every})
    offices = ContactPoint.objects.filter(office__in={one.office_id for one in every if one.office_id})
    return {("user", one.user_id, one.channel): one for one in users} | {
        ("office", one.office_id, one.channel): one for one in offices
    }
