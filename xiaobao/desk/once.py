"""One showing of a form, marked: sending it twice is told from acting twice.

The mark goes out with the form, and the session remembers the marks that have been used.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

FIELD = "once"
_USED, _REMEMBERED = "acts_done", 40


def new_once() -> str:
    """Return a fresh mark."""
    return secrets.token_urlsafe(9)


def use(request: HttpRequest) -> None:
    """Remember that the form this request sent has done its act."""
    mark = request.POST.get(FIELD, "")[:64]
    if mark:
        request.session[_USED] = [*request.session.get(_USED, []), mark][-_REMEMBERED:]
        request.session.save()
        # Saved here and now, for a second click in another process; the middleware need not do it again.
        request.session.modified = False


def used(request: HttpRequest) -> bool:
    """Whether the form this request sent has done its act before."""
    return request.POST.get(FIELD, "") in request.session.get(_USED, [])


def used_just_now(request: HttpRequest) -> bool:
    """The same, asked of the stored session: the first click may have ended in another process."""
    stored = request.session.__class__(request.session.session_key)
    return request.POST.get(FIELD, "") in stored.get(_USED, [])
