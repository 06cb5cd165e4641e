"""What every template knows: the bureau, and who is signed in with which posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from xiaobao.desk.screen import asking
from xiaobao.docket import liveness, rulebook
from xiaobao.docket.liveness import Liveness
from xiaobao.docket.messages_page import count_unread
from xiaobao.staff.permissions import Authority


def bureau(request: HttpRequest) -> dict[str, Any]:
    """Return the bureau's names and, for a signed-in officer, what the posts of today allow.

    Who is not of the bureau is no officer.

    ``clockwork`` is how the early warning stands: when it has stopped, every page says so. ``unread`` is how
    many messages wait to be acknowledged.
    """
    user = getattr(request, "user", None)
    told: dict[str, Any] = {"bureau": rulebook.current().locality.bureau, "officer": None}
    if user is not None and user.is_authenticated and not user.outside:
        ask = asking(request)
        told |= {"officer": ask.officer, "clockwork": _clockwork(ask.now)}
        # Counted where a page shows it, and there once.
        told["unread"] = SimpleLazyObject(lambda: _unread(ask.officer))
    return told


def _unread(officer: Authority) -> int:
    try:
        return count_unread(officer)
    except DatabaseError:
        return 0


def _clockwork(now: datetime) -> Liveness:
    try:
        return liveness.standing(now)
    except DatabaseError:
        # A page that tells of a broken database must still come: what cannot be asked does not run either.
        return Liveness(alive=False, last_finished=None)
