"""The law of the handbook: the regulations we hold, and one of them by article."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.desk.law_pages import DOUBTS, list_screen, text_screen
from xiaobao.desk.screen import Screen
from xiaobao.handbook.law_page import LONGEST_QUERY


class LawBook(Screen):
    """The regulations we hold."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show those the query asks for."""
        screen = list_screen(self.ask, request.GET.get("q", "")[:LONGEST_QUERY])
        return render(request, "desk/law/list.html", {"screen": screen, "doubts": DOUBTS})


class LawText(Screen):
    """One regulation."""

    def get(self, request: HttpRequest, regulation: str) -> HttpResponse:
        """Show it."""
        screen = text_screen(self.ask, regulation)
        context = {"screen": screen, "page": screen.page, "law": screen.page.regulation, "doubts": DOUBTS}
        return render(request, "desk/law/text.html", context)
