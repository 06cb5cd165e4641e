"""Another look (复核) at what cites a regulation that has changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.revisits import RevisitForm
from xiaobao.desk.revisit_pages import carry_out, revisit_form, revisit_row, revisits_screen
from xiaobao.desk.screen import Screen


class Revisits(Screen):
    """What waits, what is due first at the top; or what was done."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        asked = request.GET
        screen = revisits_screen(
            self.ask,
            done=asked.get("done") == "1",
            law=asked.get("law", "")[:64],
            number=asked.get("page", ""),
        )
        return render(request, "desk/revisits/page.html", {"screen": screen})


class OneRevisit(FormScreen):
    """One of them: take it, give it to somebody, finish it."""

    template = "desk/revisits/one.html"

    def form(self, data: Any = None, files: Any = None) -> RevisitForm:  # noqa: ARG002
        """Return the form."""
        return revisit_form(self.ask, self.kwargs["revisit_id"], data)

    def around(self) -> dict[str, Any]:
        """Return what it is about."""
        row = revisit_row(self.ask, self.kwargs["revisit_id"])
        return {"row": row, "line": row.line, "revisit": row.line.revisit}

    def do(self, form: RevisitForm) -> HttpResponse:
        """Do what the button says."""
        wish = self.request.POST.get("do", "")
        said = carry_out(self.ask, self.kwargs["revisit_id"], wish, form.cleaned_data)
        messages.success(self.request, said)
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the list."""
        return redirect("handbook-revisits")
