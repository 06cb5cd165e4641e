"""Who is not of the bureau finds none of its addresses, whichever view answers there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

THEIRS = "portal"
"""The namespace of the addresses that are open to enterprises and service points."""


class InsideOnly:
    """Answers 404 to an outside account at every address that is not the portal's.

    What is open is listed, not what is closed: a new screen of the bureau is closed from its first day.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Raise Http404 where the address is none of theirs."""
        user, found = request.user, request.resolver_match
        theirs = found is not None and THEIRS in found.namespaces
        if not theirs and getattr(user, "outside", False):
            raise Http404
