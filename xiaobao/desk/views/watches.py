"""Saved searches that tell their owner past a threshold: the own ones, their alarms, a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.watches import WatchForm
from xiaobao.desk.models import SavedView
from xiaobao.desk.screen import Screen
from xiaobao.desk.views.inbox import Chip, chips, filter_choices
from xiaobao.docket.actions.drop_watch import drop_watch
from xiaobao.docket.actions.save_watch import save_watch
from xiaobao.docket.actions.see_alarms import see_alarms
from xiaobao.docket.filters import Filter
from xiaobao.docket.queries import Facets, facets
from xiaobao.docket.watches_page import MOST, WatchesPage, WatchLine, asked_of, watches_page


class Watches(FormScreen):
    """The officer's own searches with the form for another; ``in`` fills it in from a query of the inbox."""

    template = "desk/mined/watches.html"

    @cached_property
    def page(self) -> WatchesPage:
        """The searches and alarms; raises NotAllowed."""
        return watches_page(self.ask.officer, self.ask.today, self.ask.rulebook)

    @cached_property
    def facets(self) -> Facets:
        """What can be asked for."""
        return facets(self.ask.officer)

    def form(self, data: Any = None, files: Any = None) -> WatchForm:  # noqa: ARG002
        """Return the form."""
        given = QueryDict(self.request.GET.get("in", "")[:500]).dict()
        return WatchForm(data, facets=self.facets, asked=asked_of(given))

    def around(self) -> dict[str, Any]:
        """Return the searches, each with what it asks in words; raises NotAllowed."""
        page = self.page
        return {
            "page": page,
            "watches": [(line, self._said(line)) for line in page.watches],
            "views": SavedView.objects.filter(owner=self.ask.officer.user),
            "most": MOST,
        }

    def _said(self, line: WatchLine) -> list[Chip]:
        asked = Filter(**{**asked_of(line.watch.asked), "open": "open"})
        return chips(asked, filter_choices(asked, self.facets))

    def do(self, form: WatchForm) -> HttpResponse:
        """Save it."""
        ask, said = self.ask, form.cleaned_data
        save_watch(
            name=said["name"], asked=form.asked(), days=said["days"], least=said["least"],
            growth=said["growth"], officer=ask.officer, at=ask.now, address=ask.address,
        )  # fmt: skip
        messages.success(self.request, _("已订阅；每夜挖掘之后提醒。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the searches."""
        return redirect("watches")


class DropWatch(Screen):
    """Drop one of one's own."""

    def post(self, request: HttpRequest, watch_id: int) -> HttpResponse:
        """Drop it; raises NotAllowed, NotFound."""
        ask = self.ask
        drop_watch(watch_id=watch_id, officer=ask.officer, at=ask.now, address=ask.address)
        messages.success(request, _("已取消订阅。"))
        return redirect("watches")


class SeeAlarms(Screen):
    """Mark alarms as looked at: the one named in ``alarm``, or all."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark them; raises NotAllowed."""
        ask, named = self.ask, request.POST.get("alarm", "")[:18]
        which = int(named) if named.isdecimal() else None
        see_alarms(alarm_id=which, officer=ask.officer, at=ask.now, address=ask.address)
        return redirect("watches")
