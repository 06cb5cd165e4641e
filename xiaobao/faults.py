"""Which room says what went wrong: the portal at its own addresses and to its own people, else the desk."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse

from xiaobao.desk.views import errors as desk
from xiaobao.portal.urls import PREFIXES
from xiaobao.portal.views import errors as portal


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _room(request).not_found(request, exception)  # type: ignore[no-any-return]


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _room(request).refused(request, exception)  # type: ignore[no-any-return]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _room(request).bad_request(request, exception)  # type: ignore[no-any-return]


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 of the protection against forgery: the form is too old."""
    return _room(request).too_old(request)  # type: ignore[no-any-return]


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:  # noqa: ARG001
    """429: too many failed sign-ins."""
    return _room(request).locked_out(request)  # type: ignore[no-any-return]


def broken(request: HttpRequest) -> HttpResponse:
    """500: goes by the address alone, for the database may be what is broken."""
    room: Any = portal if _at_the_portal(request) else desk
    return room.broken(request)  # type: ignore[no-any-return]


def _room(request: HttpRequest) -> ModuleType:
    outside = getattr(getattr(request, "user", None), "outside", False)
    return portal if outside or _at_the_portal(request) else desk


def _at_the_portal(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIXES)
