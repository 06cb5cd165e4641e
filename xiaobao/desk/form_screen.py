"""A page that is one form: shown, carried out once, and shown again with everything typed when refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xiaobao.desk import once
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.refusals import Changed, Refused


class FormScreen(ABC, Screen):
    """What a page says itself: its form, what is done with it, and what stands around it.

    What the address names is in ``kwargs``.
    """

    template: ClassVar[str]

    @abstractmethod
    def form(self, data: Any = None, files: Any = None) -> RefusableForm:
        """Return the form, filled in where ``data`` is given."""

    @abstractmethod
    def do(self, form: Any) -> HttpResponse:
        """Carry out what a valid form asks and lead on; raises Refused, Changed."""

    @abstractmethod
    def done_already(self) -> HttpResponse:
        """Lead on after a second click."""

    @abstractmethod
    def around(self) -> dict[str, Any]:
        """Return what the page shows beside the form; raises NotFound, NotAllowed."""

    def get(self, request: HttpRequest, **_named: Any) -> HttpResponse:
        """Show the form."""
        around = self.around()
        return self._show(request, self.form(), around)

    def post(self, request: HttpRequest, **_named: Any) -> HttpResponse:
        """Do it, or show the form again."""
        self.around()
        form = self.form(request.POST, request.FILES)
        if once.used(request) or once.used_just_now(request):
            return self._already(request)
        try:
            if not form.is_valid():
                raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
            answer = self.do(form)
        except (Changed, Refused) as refusal:
            if once.used_just_now(request):
                return self._already(request)
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Changed) else 422
            return with_status(self._show(request, form, self.around()), status)
        once.use(request)
        return answer

    def _already(self, request: HttpRequest) -> HttpResponse:
        messages.info(request, _("已经办理，没有重复办理。"))
        return self.done_already()

    def _show(self, request: HttpRequest, form: RefusableForm, around: dict[str, Any]) -> HttpResponse:
        mark = request.POST.get(once.FIELD) or once.new_once()
        return render(request, self.template, {**around, "form": form, "once": mark})
