"""One showing of a form, marked: sending it twice is told from acting twice. The session remembers."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

FIELD = "once"
_USED, _REMEMBERED = "portal_done", 40


def new_once() -> str:
    """Return a fresh mark."""
    return secrets.token_urlsafe(12)


def mark_of(request: HttpRequest) -> str:
    """Return the mark of the form this request sent, a fresh one where it sent none."""
    return request.POST.get(FIELD, "")[:64] or new_once()


def use(request: HttpRequest) -> None:
    """Remember that the form this request sent has been carried out; saved at once, for a second click."""
    request.session[_USED] = [*request.session.get(_USED, []), mark_of(request)][-_REMEMBERED:]
    request.session.save()


def used(request: HttpRequest) -> bool:
    """Whether the form this request sent has been carried out before, in whichever process."""
    stored = request.session.__class__(request.session.session_key)
    return request.POST.get(FIELD, "")[:64] in stored.get(_USED, [])
