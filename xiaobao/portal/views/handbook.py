"""The public part of the handbook, for whoever comes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.portal.handbook_pages import public_entry, public_handbook
from xiaobao.portal.screen import PublicScreen


class Handbook(PublicScreen):
    """What there is to read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return render(request, "portal/public/handbook.html", {"page": public_handbook(self.ask)})


class HandbookEntry(PublicScreen):
    """One entry."""

    def get(self, request: HttpRequest, folder: str, slug: str) -> HttpResponse:
        """Show it."""
        page = public_entry(self.ask, folder, slug)
        return render(request, "portal/public/handbook_entry.html", {"page": page})
