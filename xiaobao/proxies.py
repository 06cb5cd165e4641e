"""Where a request comes from when a proxy stands in front: by the address the trusted proxy has seen.

Sign-in failures, wrong codes and what is handed in are counted by this address, and it stands in the audit
trail. Without ``XIAOBAO_PROXIES`` nothing a request says of its origin is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class Origin:
    """Puts the address a trusted proxy has passed on in place of the proxy's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request as coming from where it came from."""
        told = origin(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))
        request.META["REMOTE_ADDR"] = told
        return self.get_response(request)


def origin(peer: str, passed_on: str) -> str:
    """Return the last address before the trusted proxies; ``peer`` itself where it is none of them."""
    for address in reversed(passed_on.split(",")):
        if peer not in settings.PROXIES:
            return peer
        address = address.strip()
        if not _is_address(address):
            return peer
        peer = address
    return peer


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
