"""Reading the handbook: its first page, lists, entries, flowcharts, and search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.desk.handbook_pages import entry_page, flow_page, home_page, list_page, search_page
from xiaobao.desk.screen import Screen
from xiaobao.handbook.page_use import opened
from xiaobao.handbook.search import LONGEST_QUERY


class Handbook(Screen):
    """The first page: what is in it, and who may do what about it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return render(request, "desk/handbook/home.html", {"page": home_page(self.ask)})


class Listing(Screen):
    """All entries of one kind."""

    def get(self, request: HttpRequest, folder: str) -> HttpResponse:
        """Show them; matters outside the remit of one area, if one is named."""
        page = list_page(self.ask, folder, request.GET.get("area", "")[:32])
        opened(f"{folder}/", self.ask.officer, self.ask.today)
        return render(request, "desk/handbook/list.html", {"page": page})


class OneEntry(Screen):
    """One entry."""

    def get(self, request: HttpRequest, folder: str, slug: str) -> HttpResponse:
        """Show it."""
        page = entry_page(self.ask, folder, slug)
        opened(page.entry.path, self.ask.officer, self.ask.today)
        return render(request, "desk/handbook/entry.html", {"page": page})


class Flow(Screen):
    """The flowchart of a procedure."""

    def get(self, request: HttpRequest, track: str) -> HttpResponse:
        """Show it."""
        page = flow_page(self.ask, track)
        opened(f"flow/{track}", self.ask.officer, self.ask.today)
        return render(request, "desk/handbook/flow.html", {"page": page})


class Search(Screen):
    """Search in the handbook, the law and the typical cases; what was asked is kept nowhere."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what was found."""
        query = request.GET.get("q", "")[:LONGEST_QUERY]
        page = search_page(self.ask, query, request.GET.get("in", "")[:16])
        return render(request, "desk/handbook/search.html", {"page": page})
