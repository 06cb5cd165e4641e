"""The league table of partners, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from xiaobao.desk.screen import Screen
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.export_league import export_league
from xiaobao.docket.league_page import Column, LeaguePage, league_page
from xiaobao.docket.league_period import Stretch
from xiaobao.docket.models import PartnerKind

_ASKED = {"period": "stretch", "since": "since", "until": "until", "kind": "kind", "sort": "sort"}
_LONGEST = 20


class League(Screen):
    """The table, by industry."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it for the period asked for."""
        ask, asked = self.ask, _asked(request)
        page = league_page(ask.officer, today=ask.today, rulebook=ask.rulebook, **asked)
        tiers = ask.rulebook.locality.tiers
        context = {
            "page": page,
            "stretches": list(Stretch),
            "kinds": PartnerKind.choices,
            "columns": _columns(request, page),
            "since": request.GET.get("since", page.period.days.first.isoformat())[:_LONGEST],
            "until": request.GET.get("until", page.period.days.last.isoformat())[:_LONGEST],
            "query": request.GET.urlencode(),
            "thresholds": tiers.partners,
            "contact_hours": tiers.settle_first.contact_hours,
        }
        return render(request, "desk/partners/league.html", context)


class LeagueFile(Screen):
    """The workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send it; the taking has been audited by then."""
        ask = self.ask
        file = export_league(officer=ask.officer, at=ask.now, address=ask.address, **_asked(request))
        return handed_over(file)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET.get(given, "")[:_LONGEST] for given, name in _ASKED.items()}


def _columns(request: HttpRequest, page: LeaguePage) -> list[tuple[Column, str]]:
    """Return each column with the query that orders by it, the other way round where it is the one chosen."""
    query = {name: request.GET[name] for name in _ASKED if name in request.GET and name != "sort"}
    largest = {one: not (one is page.column and page.descending) for one in Column}
    return [(one, urlencode(query | {"sort": f"{'-' * largest[one]}{one.value}"})) for one in Column]
