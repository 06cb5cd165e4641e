"""When an officer last gave the password again; the session keeps the moment, and signing out clears it.

How long that counts is the rule's to say (``rules.reveal.FRESH``).
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from xiaobao.rules.reveal import is_fresh

_KEY = "confirmed_at"


def remember(request: HttpRequest, at: datetime) -> None:
    """Keep the moment, under a new session key: whoever knew the old one has not given the password."""
    request.session.cycle_key()
    request.session[_KEY] = at.isoformat()


def confirmed_at(request: HttpRequest) -> datetime | None:
    """Return the moment, None when the password has not been given again in this session."""
    kept = request.session.get(_KEY, "")
    return datetime.fromisoformat(kept) if kept else None


def is_confirmed(request: HttpRequest, now: datetime) -> bool:
    """Tell whether it is still recent enough."""
    return is_fresh(confirmed_at(request), now)


def confirm_address(back: str) -> str:
    """Return the address of the page that asks for the password and then leads back."""
    return f"{reverse('confirm')}?{urlencode({'next': back})}"
