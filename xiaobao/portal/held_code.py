"""The code a consumer has given, held for this browser for a while, sealed: never in an address or a page."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from django.http import HttpRequest

from xiaobao.vault.errors import VaultError
from xiaobao.vault.sealing import seal, unseal

HELD_FOR = timedelta(minutes=30)
_KEY, _ABOUT = "portal_code", b"portal-code"


def hold(request: HttpRequest, code: str, at: datetime, *, fresh: bool = False) -> None:
    """Hold a code from now on; ``fresh``: it has just been made and may be shown.

    The session gets a new key: whoever knew the old one has not given the code.
    """
    request.session.cycle_key()
    sealed = b64encode(seal(code.encode(), about=_ABOUT)).decode()
    request.session[_KEY] = {"code": sealed, "at": at.isoformat(), "fresh": fresh}


def held(request: HttpRequest, now: datetime, *, fresh: bool = False) -> str:
    """Return the code that is held, empty where none is or it has not been used for half an hour.

    ``fresh``: only one that may be shown.
    """
    kept = request.session.get(_KEY)
    if not kept or (fresh and not kept["fresh"]):
        return ""
    if not now - HELD_FOR <= datetime.fromisoformat(kept["at"]) <= now:
        forget(request)
        return ""
    if not fresh:
        request.session[_KEY] = kept | {"at": now.isoformat()}
    return _opened(request, kept["code"])


def forget(request: HttpRequest) -> None:
    """Hold no code any more."""
    request.session.pop(_KEY, None)


def _opened(request: HttpRequest, sealed: str) -> str:
    try:
        return unseal(b64decode(sealed), about=_ABOUT).decode()
    except VaultError:
        forget(request)
        return ""
