"""The auditor's page: who did what and when, who looked at identities, and whether the trail holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiaobao.desk.screen import Screen, is_fragment
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.ask_verification import ask_verification
from xiaobao.docket.actions.export_trail import MOST, export_trail
from xiaobao.docket.actions.read_trail import PERMISSION, read_trail
from xiaobao.docket.chain_state import chain_state
from xiaobao.docket.look_counts import look_counts
from xiaobao.docket.trail import Wanted, numbers_of
from xiaobao.docket.trail_words import GROUPS, RESULTS
from xiaobao.refusals import Refused
from xiaobao.staff.models import User

STATE = "chain"


class AuditTrail(Screen):
    """The trail, newest first. The state of the chain alone is asked for by htmx and is no reading of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rows asked for; the reading itself is recorded before they are sent."""
        ask = self.ask
        if is_fragment(request, STATE):
            ask.may(PERMISSION)
            return render(request, "desk/audit/chain.html", {"chain": chain_state(ask.now)})
        return self.show(request, Wanted.from_query(request.GET.dict()))

    def show(self, request: HttpRequest, wanted: Wanted) -> HttpResponse:
        """Render the page."""
        ask = self.ask
        places = {name: _row(request, name) for name in ("before", "after")}
        found = read_trail(wanted=wanted, officer=ask.officer, at=ask.now, address=ask.address, **places)
        limit = ask.rulebook.locality.settings.reveals_a_day
        context = {
            "wanted": wanted,
            "query": wanted.to_query(),
            "found": found,
            "numbers": numbers_of(found.entries),
            "newest": not any(places.values()),
            "people": User.objects.order_by("name").values_list("pk", "name"),
            "groups": _groups(),
            "results": [(code, _(label)) for code, label in RESULTS.items()],
            "looks": look_counts(ask.today, limit),
            "limit": limit,
            "chain": chain_state(ask.now),
            "most": MOST,
        }
        return render(request, "desk/audit/page.html", context)


class VerifyTrail(Screen):
    """Have the whole trail verified by the worker."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for it, and go back to where it is shown."""
        ask = self.ask
        if not ask_verification(officer=ask.officer, at=ask.now, address=ask.address):
            messages.info(request, _("正在核对，没有重复开始。"))
        return redirect("audit")


class ExportTrail(Screen):
    """The rows asked for as a table to keep."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it, or say what stands against it."""
        ask = self.ask
        wanted = Wanted.from_query(QueryDict(request.POST.get("query", "")[:1000]).dict())
        form = request.POST.get("form", "")
        try:
            file = export_trail(
                wanted=wanted, form=form, officer=ask.officer, at=ask.now, address=ask.address
            )
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(f"{reverse('audit')}?{wanted.to_query()}")
        return handed_over(file)


def _row(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _groups() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the choices of acts: each group's code and name, and its acts."""
    return [
        (code, _(name), [(act, _(label)) for act, label in acts.items()])
        for code, (name, acts) in GROUPS.items()
    ]
