"""Telling the administrators that the clockwork itself needs somebody (系统告警); no matter is named."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import SHANGHAI, Rulebook

ALARMED, _ELSE = "system_admin", "section_head"


def alarm(
    about: str,
    title: str,
    *,
    at: datetime,
    rulebook: Rulebook,
    channels: tuple[str, ...] = ("email", "sms"),
) -> int:
    """Tell every administrator, at most once an hour about the same; returns how many messages are new.

    Where there is no administrator, the heads of the section are told. The caller holds the transaction.
    """
    hour = at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")
    people = Recipients(rulebook, rulebook.today(at))
    letters = [
        Letter(about=f"{about}:{hour}", user_id=user.pk, kind="alarm", title=title, channels=channels)
        for user in people.holding(ALARMED) or people.holding(_ELSE)
    ]
    return post(letters, at=at, rulebook=rulebook)
