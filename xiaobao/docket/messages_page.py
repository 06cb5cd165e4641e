"""The messages of one officer as the inbox of messages shows them: what is unread, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from xiaobao.docket.models import Message
from xiaobao.docket.queries import hidden, visible
from xiaobao.rules.ladder import Grade
from xiaobao.staff.permissions import Authority

PAGE = 30
UNREAD, ALL = "unread", "all"
SHOWN = (UNREAD, ALL)
"""What can be shown: what has not been acknowledged, and everything."""


@dataclass(frozen=True)
class MessageLine:
    """One message as shown. ``matter_id`` and ``order_id`` are empty where the officer may not go there."""

    id: int
    kind: str
    kind_label: str
    grade: str
    grade_label: str
    copy: bool
    title: str
    body: str
    created_at: datetime
    reply_by: date | None
    acknowledged_at: datetime | None
    matter_id: int | None
    order_id: int | None


@dataclass(frozen=True)
class MessagesPage:
    """One page of messages, newest first: ``total`` of what is shown, ``unread`` of all, ``ever`` any."""

    lines: list[MessageLine]
    shown: str
    total: int
    unread: int
    page: int
    pages: int
    ever: bool


def messages_page(officer: Authority, *, shown: str, page: int) -> MessagesPage:
    """Return one page of the officer's messages; a page too far shows the last."""
    shown = shown if shown in SHOWN else UNREAD
    unread = count_unread(officer)
    chosen = _unread(officer) if shown == UNREAD else messages_of(officer)
    total = unread if shown == UNREAD else chosen.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    found = list(chosen.order_by("-id")[(page - 1) * PAGE : page * PAGE])
    ever = total > 0 or messages_of(officer).exists()
    return MessagesPage(_lines(officer, found), shown, total, unread, page, pages, ever)


def count_unread(officer: Authority) -> int:
    """Return how many messages the officer has not acknowledged, as the list counts them."""
    return _unread(officer).count()


def messages_of(officer: Authority) -> QuerySet[Message]:
    """Return the officer's messages: the list, its counts and acknowledging all start here."""
    # An insider's report that has been withdrawn from somebody's sight takes along what told of it.
    return Message.objects.filter(user=officer.user).exclude(matter__in=hidden(officer))


def _unread(officer: Authority) -> QuerySet[Message]:
    return messages_of(officer).filter(acknowledged_at=None)


def _lines(officer: Authority, found: Sequence[Message]) -> list[MessageLine]:
    wanted = {message.matter_id for message in found if message.matter_id}
    seen = set(visible(officer).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [_line(message, within_reach=message.matter_id in seen) for message in found]


def _line(message: Message, *, within_reach: bool) -> MessageLine:
    return MessageLine(
        id=message.pk,
        kind=message.kind,
        kind_label=str(message.get_kind_display()),
        grade=message.grade,
        grade_label=grade_label(message.grade),
        copy=message.copy,
        title=message.title,
        body=message.body,
        created_at=message.created_at,
        reply_by=message.reply_by,
        acknowledged_at=message.acknowledged_at,
        matter_id=message.matter_id if within_reach else None,
        order_id=message.order_id if within_reach else None,
    )


def grade_label(code: str) -> str:
    """Return the Chinese word of a grade; empty for none."""
    return next((grade.label for grade in Grade if grade.value == code), "")
