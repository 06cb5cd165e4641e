"""See a person, the words as they came, a file or a document in full: asked for, recorded, shown shortly.

What was opened stands in the answer to the POST alone: not in an address, a title, a message, a draft or the
session. The page leads away by itself, is not printed, and no cache keeps it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xiaobao.desk import fresh
from xiaobao.desk.forms.fields import Text
from xiaobao.desk.forms.identity import LookForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket import seen
from xiaobao.docket.actions import reveal
from xiaobao.docket.actions.release import ask_release
from xiaobao.refusals import NotAllowed, Refused

SHOWN_SECONDS = 60
"""House practice: so long an identity stays on the screen."""


class Look(Screen, ABC):
    """The form, and behind it the one call; ``kind`` is a key of ``docket.seen``."""

    kind: ClassVar[str] = ""
    title: ClassVar[Text] = ""
    needs_password: ClassVar[bool] = True

    def get(self, request: HttpRequest, **key: Any) -> HttpResponse:
        """Ask what for, once the password has been given again."""
        sight, ask = self.sight(key), self.ask
        if not sight.opens:
            raise NotAllowed(sight.why)
        if self.needs_password and not fresh.is_confirmed(request, ask.now):
            return redirect(fresh.confirm_address(request.path))
        return self._show(request, sight, LookForm(initial={"purpose": sight.purpose}))

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        """Show it, or say what stands in the way with everything typed."""
        ask, form = self.ask, LookForm(request.POST)
        asked = {
            "officer": ask.officer,
            "at": ask.now,
            "confirmed_at": fresh.confirmed_at(request),
            "address": ask.address,
            **form.given(),
        }
        try:
            return self.open(request, key, asked)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, self.sight(key), form), 422)

    @abstractmethod
    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:
        """Make the one call and answer with what it opens."""

    def sight(self, key: dict[str, Any]) -> seen.Sight:
        """Return what the address names, masked; raises NotFound."""
        names = {"party_id", "attachment_id", "document_id"} & key.keys()
        number = key[names.pop()] if names else key["matter_id"]
        return seen.sight(self.ask.officer, self.kind, number, key.get("matter_id"), self.ask.now)

    def _show(self, request: HttpRequest, sight: seen.Sight, form: LookForm) -> HttpResponse:
        context = {
            "form": form,
            "sight": sight,
            "heading": self.title,
            "confirmed": not self.needs_password or fresh.is_confirmed(request, self.ask.now),
            "confirm": fresh.confirm_address(request.path),
            "asking": not self.needs_password,
            "back": _matter_address(sight),
        }
        return render(request, "desk/identity/form.html", context)


class _OnScreen(Look):
    """What is shown on a page of its own for a minute."""

    def shown(self, request: HttpRequest, key: dict[str, Any], revealed: reveal.Revealed) -> HttpResponse:
        """Show it; the page leads back by itself."""
        sight = self.sight(key)
        back = _matter_address(sight)
        context = {"revealed": revealed, "sight": sight, "back": back, "seconds": SHOWN_SECONDS}
        response = render(request, "desk/identity/shown.html", context)
        response["Refresh"] = f"{SHOWN_SECONDS};url={back}"
        return response


class SeePerson(_OnScreen):
    """Who a person of a matter is."""

    kind, title = "party", gettext_lazy("查看身份")

    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:
        """Show name, phone and the rest."""
        return self.shown(request, key, reveal.reveal(**key, **asked))


class SeeOriginal(_OnScreen):
    """The words as they came."""

    kind, title = "submission", gettext_lazy("查阅原文")

    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:
        """Show them."""
        return self.shown(request, key, reveal.reveal_original(**key, **asked))


class SeeAttachment(Look):
    """A file as it was handed in."""

    kind, title = "attachment", gettext_lazy("查阅材料原件")

    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:  # noqa: ARG002
        """Send it."""
        return handed_over(reveal.reveal_attachment(**key, **asked))


class SeeDocument(Look):
    """A document as issued."""

    kind, title = "document", gettext_lazy("查阅文书原件")

    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:  # noqa: ARG002
        """Send it."""
        return handed_over(reveal.reveal_document(**key, **asked))


class AskRelease(Look):
    """Ask a second person to release an insider; needs no password, for nothing is shown."""

    kind, title = "party", gettext_lazy("申请放行")
    needs_password = False

    def open(self, request: HttpRequest, key: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:
        """Put the request down."""
        ask_release(**key, **{name: value for name, value in asked.items() if name != "confirmed_at"})
        messages.success(request, _("已申请放行，等待另一人答复。"))
        return redirect(_matter_address(self.sight(key)))


def _matter_address(sight: seen.Sight) -> str:
    return reverse("matter", args=[sight.matter_id]) + "#identity"
