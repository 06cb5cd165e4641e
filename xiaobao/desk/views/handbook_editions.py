"""Editions of the handbook: the list, one, two beside each other, the history of an entry, the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.handbook_writing import PublishForm
from xiaobao.desk.screen import Screen
from xiaobao.handbook.actions.publish import PUBLISH, publish
from xiaobao.handbook.editions_page import (
    differences,
    edition_page,
    editions_page,
    history_page,
    next_edition,
)


class Editions(Screen):
    """Every edition."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the latest first."""
        context = {"lines": editions_page(), "publishes": self.ask.officer.may(PUBLISH)}
        return render(request, "desk/writing/editions.html", context)


class OneEdition(Screen):
    """One edition: its note, and what is new in it."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show it."""
        return render(request, "desk/writing/edition.html", {"page": edition_page(number)})


class Beside(Screen):
    """Two editions, told apart to the character."""

    def get(self, request: HttpRequest, before: int, after: int) -> HttpResponse:
        """Show what differs."""
        return render(request, "desk/writing/beside.html", {"page": differences(before, after)})


class History(Screen):
    """Who wrote what of an entry, in which edition."""

    def get(self, request: HttpRequest, kind: str, slug: str) -> HttpResponse:
        """Show every wording, the latest first."""
        return render(request, "desk/writing/history.html", {"page": history_page(kind, slug)})


class NextEdition(FormScreen):
    """Publish what the leader has agreed to."""

    template = "desk/writing/publish.html"

    def form(self, data: Any = None, files: Any = None) -> PublishForm:  # noqa: ARG002
        """Return the form, bound to the drafts the page lists."""
        return PublishForm(data, initial={"shown": next_edition(self.ask.officer).stamp})

    def do(self, form: PublishForm) -> HttpResponse:
        """Publish it."""
        ask = self.ask
        edition = publish(
            lawbook=ask.rulebook.law, officer=ask.officer, today=ask.today, at=ask.now, address=ask.address,
            **form.given(),
        )  # fmt: skip
        messages.success(self.request, _("已发布，手册即日起按新的一版。"))
        return redirect("edition", edition.number)

    def done_already(self) -> HttpResponse:
        """Go to the list, where it stands."""
        return redirect("handbook-editions")

    def around(self) -> dict[str, Any]:
        """Return what would be published."""
        return {"page": next_edition(self.ask.officer)}
