"""Telling the administrators that the clockwork itself needs somebody (系统告警); no matter is named."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import SHANGHAI, Rulebook

ALARMED = "system_admin"


def alarm(about: str, title: str, *, at: datetime, rulebook: Rulebook) -> int:
    """Tell every administrator, at most once an hour about the same; returns how many messages are new.

    The caller holds the transaction.
    """
    hour = at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")
    people = Recipients(rulebook, rulebook.today(at)).holding(ALARMED)
    letters = [
        Letter(about=f"{about}:{hour}", user_id=user.pk, kind="alarm", title=title, channels=("email", "sms"))
        for user in people
    ]
    return post(letters, at=at, rulebook=rulebook)
