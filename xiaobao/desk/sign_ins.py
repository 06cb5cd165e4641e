"""Every sign-in, sign-out and failed attempt goes into the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import authority
from xiaobao.vault.audit import DONE, REFUSED, record


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
    _audit("sign_in.refused", None, request, result=REFUSED)


def _audit(act: str, user: Any, request: HttpRequest | None, result: str = DONE) -> None:
    now = timezone.now()
    with transaction.atomic():
        record(
            act=act,
            subject=f"officer:{user.username}" if user else "officer:unknown",
            at=now,
            actor=user,
            post=_post(user, now) if user else "",
            result=result,
            address=str(request.META.get("REMOTE_ADDR", "")) if request else "",
        )


def _post(user: Any, now: datetime) -> str:
    rulebook = current()
    return authority(user, rulebook.locality, rulebook.today(now)).post
