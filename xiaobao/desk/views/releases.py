"""Requests to see an insider, for who may release one; nobody is named here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiaobao.desk import fresh
from xiaobao.desk.forms.identity import AnswerForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket.actions.release import RELEASE, answer_release
from xiaobao.docket.identity_page import requested_lines
from xiaobao.refusals import Refused


class Releases(Screen):
    """The requests that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, oldest first."""
        return show_releases(self, request)


class AnswerRelease(Screen):
    """Release one, or refuse to."""

    def post(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Answer it, or show the list again with what was typed."""
        ask, form = self.ask, AnswerForm(request.POST)
        ask.may(RELEASE)
        try:
            answered = answer_release(
                release_id=release_id,
                officer=ask.officer,
                at=ask.now,
                confirmed_at=fresh.confirmed_at(request),
                address=ask.address,
                **form.given(),
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(show_releases(self, request, release_id, form), 422)
        messages.success(request, _("已放行。") if answered.granted else _("已决定不予放行。"))
        return redirect("releases")


def show_releases(
    screen: Screen, request: HttpRequest, failed: int = 0, form: AnswerForm | None = None
) -> HttpResponse:
    """Render the list; ``failed`` is the request whose form is shown with its errors."""
    ask = screen.ask
    ask.may(RELEASE)
    context = {
        "lines": [
            (line, form if form and line.id == failed else AnswerForm(auto_id=f"id_%s_{line.id}"))
            for line in requested_lines(ask.officer)
        ],
        "form": form,
        "hours": ask.rulebook.locality.settings.release_hours,
        "confirmed": fresh.is_confirmed(request, ask.now),
        "confirm": fresh.confirm_address(reverse("releases")),
    }
    return render(request, "desk/identity/releases.html", context)
