"""Another look (复核) at what cites a regulation that has changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.revisits import FinishForm, RevisitForm
from xiaobao.desk.revisit_pages import (
    carry_out,
    finish,
    finish_form,
    revisit_form,
    revisit_row,
    revisits_screen,
)


class Revisits(FormScreen):
    """What waits, what is due first at the top; or what was done."""

    template = "desk/revisits/page.html"

    def form(self, data: Any = None, files: Any = None) -> FinishForm:  # noqa: ARG002
        """Return the form that finishes what is picked."""
        return finish_form(data)

    def around(self) -> dict[str, Any]:
        """Return the list the query string asks for, and what was picked."""
        asked = self.request.GET
        screen = revisits_screen(
            self.ask,
            done=asked.get("done") == "1",
            law=asked.get("law", "")[:64],
            number=asked.get("page", ""),
        )
        return {"screen": screen, "picked": self.request.POST.getlist("picked")}

    def do(self, form: FinishForm) -> HttpResponse:
        """Finish what is picked."""
        messages.success(self.request, finish(self.ask, form.cleaned_data))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the list."""
        return redirect(self.request.get_full_path())


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
