"""Telling officers: the message on screen and its deliveries, written in the transaction of what they tell.

What goes out is sent afterwards (``actions.deliver``), at least once, with the key of the delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xiaobao.docket import bulk
from xiaobao.docket.models import ContactPoint, Delivery, DeliveryState, Message
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.supervision import next_opening

ROBOT = "robot"
"""Says what it is given to the group of an office: once, however many are told."""
_Whose = tuple[str, int | None, str]
"""Whose contact point it is (user or office and its id), and of which channel."""


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
    keys = [one.key for one in letters]
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    new = {one.key: one for one in letters if one.key not in known}
    # Another worker may tell the same in this moment: whoever comes second writes nothing, and goes on.
    bulk.insert(Message, _MESSAGE, [_message(one, at) for one in new.values()], known_stay=True)
    written = dict(Message.objects.filter(key__in=list(new)).values_list("key", "pk"))
    _send_later([(letter, written[key]) for key, letter in new.items()], at, rulebook)
    return len(new)


_MESSAGE = (
    "key", "user_id", "kind", "grade", "copy", "matter_id", "alert_id", "order_id", "title", "body",
    "created_at", "reply_by",
)  # fmt: skip
_DELIVERY = ("message_id", "point_id", "channel", "key", "state", "next_at", "attempts", "error")


def _message(one: Letter, at: datetime) -> tuple[Any, ...]:
    return (
        one.key, one.user_id, one.kind, one.grade, one.copy, one.matter_id, one.alert_id, one.order_id,
        one.title[:200], one.body, at, one.reply_by,
    )  # fmt: skip


def _send_later(told: list[tuple[Letter, int]], at: datetime, rulebook: Rulebook) -> None:
    asked = [(letter, message) for letter, message in told if letter.channels]
    if not asked:
        return
    points = _points(letter for letter, _ in asked)
    opening = next_opening(at, rulebook.ladder.office_hours, rulebook.calendar)
    waiting = (
        (message, point, channel, key, DeliveryState.WAITING.value, opening, 0, "")
        for letter, message in asked
        for channel, key, point in _ways(letter, points)
    )
    bulk.insert(Delivery, _DELIVERY, waiting, known_stay=True)


def _ways(letter: Letter, points: Mapping[_Whose, int]) -> Iterator[tuple[str, str, int]]:
    """Yield channel, key and contact point of each way a letter goes out."""
    for channel in letter.channels:
        robot = channel == ROBOT
        whose = ("office", letter.office_id, channel) if robot else ("user", letter.user_id, channel)
        if (point := points.get(whose)) is not None:
            yield channel, f"{letter.about if robot else letter.key}:{channel}", point


def _points(letters: Iterable[Letter]) -> dict[_Whose, int]:
    every = list(letters)
    users = ContactPoint.objects.filter(user__in={one.user_id for one in every})
    offices = ContactPoint.objects.filter(office__in={one.office_id for one in every if one.office_id})
    points: dict[_Whose, int] = {}
    for whose, found in (("user", users), ("office", offices)):
        for owner, channel, key in found.values_list(whose, "channel", "pk"):
            points[whose, owner, channel] = key
    return points
