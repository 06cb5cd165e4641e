"""Every sign-in, sign-out and failed attempt goes into the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from xiaobao.vault.audit import record


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: Any, **_: Any) -> None:
    """Record who signed in, and from where."""
    _audit("sign_in", user, request)


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Any, **_: Any) -> None:
    """Record who signed out; a session without an officer has nobody to record."""
    if user is not None:
        _audit("sign_out", user, request)


@receiver(user_login_failed)
def refused(request: HttpRequest | None = None, **_: Any) -> None:
    """Record that somebody was refused; what was typed may be a password, so it is not kept."""
    _audit("sign_in.refused", None, request)


def _audit(act: str, user: Any, request: HttpRequest | None) -> None:
    address = str(request.META.get("REMOTE_ADDR", "")) if request else ""
    subject = f"officer:{user.username}" if user else "officer:unknown"
    with transaction.atomic():
        record(act=act, subject=subject, at=timezone.now(), actor=user, address=address)
