"""Find matters by a telephone number in full."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.desk.forms.identity import LookUpForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket.actions.look_up import look_up, may_look_up
from xiaobao.refusals import NotAllowed, Refused


class LookUp(Screen):
    """One number, sent by POST; the answer does not say it back outside its field."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the number."""
        return self._show(request, LookUpForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what is found."""
        ask, form = self.ask, LookUpForm(request.POST)
        try:
            typed = form.cleaned_data["phone"] if form.is_valid() else ""
            found = look_up(phone=typed, officer=ask.officer, at=ask.now, address=ask.address)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        return self._show(request, LookUpForm(), found=found, asked=True)

    def _show(self, request: HttpRequest, form: LookUpForm, **more: object) -> HttpResponse:
        if not may_look_up(self.ask.officer):
            raise NotAllowed("您的岗位不能按电话查找。")
        return render(request, "desk/lookup.html", {"form": form, **more})
