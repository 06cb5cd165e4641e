"""What every template knows: the bureau, and who is signed in with which posts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from xiaobao.desk.screen import asking
from xiaobao.docket import rulebook


def bureau(request: HttpRequest) -> dict[str, Any]:
    """Return the bureau's names and, for a signed-in officer, what the posts of today allow."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "bureau": rulebook.current().locality.bureau,
        "officer": asking(request).officer if signed_in else None,
    }
