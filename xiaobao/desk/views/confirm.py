"""Ask for the password again before an identity is opened: the officer may have left the desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from xiaobao.desk import fresh
from xiaobao.desk.screen import Asking, Screen, with_status
from xiaobao.vault import audit
from xiaobao.writing import writing


class Confirm(Screen):
    """Wrong passwords count as wrong sign-ins do, and lock the account for this address alike."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self._show(request)

    @method_decorator(sensitive_post_parameters("password"))
    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember that the password was given now, or ask again."""
        ask = self.ask
        given = {"username": ask.officer.user.username, "password": request.POST.get("password", "")}
        found = authenticate(request, **given)
        if found is None or found.pk != ask.officer.user.pk:
            _record(ask, "confirm.refused", audit.REFUSED)
            return with_status(self._show(request, wrong=True), 422)
        _record(ask, "confirm", audit.DONE)
        fresh.remember(request, ask.now)
        return redirect(_back(request))

    def _show(self, request: HttpRequest, *, wrong: bool = False) -> HttpResponse:
        context = {"next": _back(request), "wrong": wrong, "attempts": settings.AXES_FAILURE_LIMIT}
        return render(request, "desk/confirm.html", context)


def _record(ask: Asking, act: str, result: str) -> None:
    user = ask.officer.user
    with writing():
        audit.record(
            act=act,
            subject=f"officer:{user.username}",
            at=ask.now,
            actor=user,
            post=ask.officer.post,
            result=result,
            address=ask.address,
        )


def _back(request: HttpRequest) -> str:
    """Return where to go on: a page of this server, else the inbox."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else reverse("inbox")
