"""Batch printing: which documents of the filter, how many pages, and then one PDF."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.printing import PrintForm
from xiaobao.desk.screen import Screen, filter_kept, is_fragment, with_status
from xiaobao.docket import printing
from xiaobao.docket.actions.print_many import print_many
from xiaobao.docket.filters import Filter
from xiaobao.refusals import Refused

COUNT = "stack"


class Printing(Screen):
    """Choose, count, print. Counting reads nothing to anybody; printing audits every document."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the choice; htmx asks for the count alone as it changes."""
        chosen = filter_kept(request) if "in" in request.GET else Filter.from_query(request.GET.dict())
        data = request.GET if "in" in request.GET else None
        return self._show(request, chosen, PrintForm(self._kinds(chosen), data))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand over the PDF, or show the choice again with what stands against it."""
        ask, chosen = self.ask, filter_kept(request)
        form = PrintForm(self._kinds(chosen), request.POST)
        try:
            if not form.is_valid():
                raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
            file = print_many(
                officer=ask.officer,
                at=ask.now,
                chosen=chosen,
                wanted=form.wanted(),
                duplex=form.cleaned_data["duplex"],
                address=ask.address,
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, chosen, form), 422)
        response = HttpResponse(file.data, content_type=file.content_type)
        response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file.name)}"
        return response

    def _kinds(self, chosen: Filter) -> list[tuple[str, int]]:
        ask = self.ask
        return printing.kinds(ask.officer, chosen, ask.rulebook, ask.today)

    def _show(self, request: HttpRequest, chosen: Filter, form: PrintForm) -> HttpResponse:
        ask = self.ask
        wanted = form.wanted() if form.is_bound and form.is_valid() else printing.Wanted()
        documents = printing.printable(ask.officer, chosen, wanted, ask.rulebook, ask.today)
        context = {
            "form": form,
            "query": chosen.to_query(),
            "stack": printing.stack(documents),
            "left_out": printing.left_out(ask.officer, chosen, wanted, ask.rulebook, ask.today),
            "most": printing.MOST,
        }
        count = is_fragment(request, COUNT)
        return render(request, "desk/printing/stack.html" if count else "desk/printing/page.html", context)
