"""Key industries (重点行业) on screen: the list, a station's analysis of one, and its typical cases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.industries import TypicalForm
from xiaobao.desk.screen import Screen
from xiaobao.docket.actions.mark_typical import drop_typical, mark_typical
from xiaobao.docket.industry_page import industries_page, industry_page


class Industries(Screen):
    """The industries within reach."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        ask = self.ask
        page = industries_page(ask.officer, today=ask.today, rulebook=ask.rulebook)
        return render(request, "desk/industries/list.html", {"page": page, "today": ask.today})


class OneIndustry(FormScreen):
    """One industry, with the form that marks a typical case."""

    template = "desk/industries/page.html"

    def form(self, data: Any = None, files: Any = None) -> TypicalForm:  # noqa: ARG002
        """Return the form."""
        return TypicalForm(data)

    def around(self) -> dict[str, Any]:
        """Return the analysis."""
        ask = self.ask
        page = industry_page(ask.officer, self.kwargs["industry"], today=ask.today, rulebook=ask.rulebook)
        return {"page": page, "today": ask.today}

    def do(self, form: TypicalForm) -> HttpResponse:
        """Mark the case."""
        ask = self.ask
        mark_typical(
            industry=self.kwargs["industry"],
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.cleaned_data,
        )
        messages.success(self.request, _("已标为典型案例。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the industry."""
        return redirect("industry", self.kwargs["industry"])


class DropTypical(Screen):
    """Show a case no longer."""

    def post(self, request: HttpRequest, case_id: int) -> HttpResponse:
        """Drop it."""
        ask = self.ask
        case = drop_typical(case_id=case_id, officer=ask.officer, at=ask.now, address=ask.address)
        messages.success(request, _("不再作为典型案例。"))
        return redirect("industry", case.industry)
