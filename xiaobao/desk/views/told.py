"""Messages of one officer: the list, the number in the bar, and acknowledging (阅知)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiaobao.desk.screen import Screen
from xiaobao.docket.actions.acknowledge import acknowledge
from xiaobao.docket.messages_page import SHOWN, UNREAD, messages_page
from xiaobao.refusals import NotFound

_LARGEST = 2**63 - 1


class Messages(Screen):
    """The inbox of messages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of it, newest first."""
        shown, number = _place(request.GET)
        page = messages_page(self.ask.officer, shown=shown, page=number)
        waiting = [line.id for line in page.lines if line.acknowledged_at is None]
        context = {"page": page, "waiting": waiting, "back": _query(page.shown, page.page)}
        return render(request, "desk/messages/page.html", context)


class Unread(Screen):
    """How many are unread, asked for by the bar of every open page each minute."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the link as the bar shows it; the number is the context's."""
        return render(request, "desk/messages/unread.html")


class Acknowledge(Screen):
    """Acknowledge one or several."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it and go back to where the officer was in the list."""
        count = acknowledge(
            messages=[_id(text) for text in request.POST.getlist("message")],
            officer=self.ask.officer,
            at=self.ask.now,
            address=self.ask.address,
        )
        if count:
            messages.success(request, _("已阅知%(count)d条消息。") % {"count": count})
        query = _query(*_place(QueryDict(request.POST.get("back", "")[:100])))
        return redirect(reverse("messages") + (f"?{query}" if query else ""))


def _place(asked: QueryDict) -> tuple[str, int]:
    shown, page = asked.get("shown", ""), asked.get("page", "")
    return shown if shown in SHOWN else UNREAD, int(page) if page.isdecimal() and len(page) < 9 else 1


def _query(shown: str, page: int) -> str:
    query = QueryDict(mutable=True)
    if shown != UNREAD:
        query["shown"] = shown
    if page > 1:
        query["page"] = str(page)
    return query.urlencode()


def _id(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text[:30]) <= _LARGEST:
        return int(text[:30])
    raise NotFound(_("没有这条消息，或者它不是发给您的。"))
