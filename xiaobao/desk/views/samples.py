"""Samples for a look back: the draws so far, a new draw, and the matters of one in the order drawn."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.samples import LARGEST_SEED, SampleForm
from xiaobao.desk.screen import Asking, Screen, with_status
from xiaobao.docket import samples
from xiaobao.docket.actions.draw_sample import draw_sample, visitable
from xiaobao.docket.queries import facets
from xiaobao.refusals import Refused
from xiaobao.rules.workflow import State

PAGE = 20


class Samples(Screen):
    """The draws, newest first, and the form for another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; the seed offered is drawn anew each time."""
        return self._show(request, self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Draw a sample."""
        ask = self.ask
        ask.may("sample")
        form = self._form(request.POST)
        try:
            if not form.is_valid():
                raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
            sample = draw_sample(officer=ask.officer, at=ask.now, address=ask.address, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        messages.success(request, _("已抽取 %(count)d 件。") % {"count": sample.drawn.count()})
        return redirect("sample", sample.pk)

    def _form(self, data: Any = None) -> SampleForm:
        ask, known = self.ask, facets(self.ask.officer)
        # The month before this one: a look back is made when a month is over.
        last = ask.today.replace(day=1) - timedelta(days=1)
        initial = {"since": last.replace(day=1), "until": last, "seed": secrets.randbelow(LARGEST_SEED) + 1}
        states = [(state, _(State(state).label)) for state in visitable()]
        return SampleForm(known.offices, states, data, initial)

    def _show(self, request: HttpRequest, form: SampleForm) -> HttpResponse:
        ask = self.ask
        _insist(ask)
        page = Paginator(samples.samples(ask.officer), PAGE).get_page(request.GET.get("page"))
        context = {"form": form, "page": page, "may_draw": ask.officer.may("sample")}
        return render(request, "desk/samples/page.html", context)


class OneSample(Screen):
    """One draw: how it was made, what was drawn, who has been visited."""

    def get(self, request: HttpRequest, sample_id: int) -> HttpResponse:
        """Show it."""
        ask = self.ask
        _insist(ask)
        page = samples.sample_page(ask.officer, sample_id)
        context = {
            "page": page,
            "sample": page.sample,
            "offices": dict(facets(ask.officer).offices),
            "may_visit": ask.officer.may("visit"),
        }
        return render(request, "desk/samples/sample.html", context)


def _insist(ask: Asking) -> None:
    if not any(ask.officer.may(act) for act in samples.ACTS):
        ask.may(samples.ACTS[0])
