"""The own scorecard of an enterprise or a service point: what is counted of it, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.docket.scorecard import card_of
from xiaobao.portal.screen import PartnerScreen

SPANS = (30, 90, 365)
"""Days one may look back, the last of them today."""


class OwnCard(PartnerScreen):
    """The figures of a span beside those of the one before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        ask, asked = self.ask, request.GET.get("days", "")
        days = int(asked) if asked in map(str, SPANS) else SPANS[1]
        first = ask.today - timedelta(days=days - 1)
        card = card_of(self.sitting.partner.pk, first, ask.today, ask.rulebook)
        context = {"card": card, "days": days, "spans": SPANS, "first": first, "today": ask.today}
        context["hours"] = ask.rulebook.locality.tiers.settle_first.contact_hours
        return render(request, "portal/partner/card.html", context | {"partner": self.sitting.partner})
