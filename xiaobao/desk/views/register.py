"""The registration screen: one sheet, hints of duplicates while typing, and the number at the end."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.register import REQUESTS, RegisterForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket import duplicates, queries
from xiaobao.docket.actions.enrol import Enrolled, enrol
from xiaobao.docket.report_arrival_page import subjects_on
from xiaobao.refusals import Refused
from xiaobao.rules.workflow import Act


class Register(Screen):
    """Fill in one sheet and register it, once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty sheet with a key of its own."""
        now = self.ask.now.replace(second=0, microsecond=0)
        return self._show(request, self._form(initial={"key": str(uuid4()), "received_at": now}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it, or show the sheet again with everything typed."""
        ask = self.ask
        ask.may(Act.REGISTER.value)
        form = self._form(request.POST, request.FILES)
        try:
            if not form.is_valid():
                raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
            enrolled = enrol(officer=ask.officer, at=ask.now, address=ask.address, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form, lost=len(request.FILES.getlist("files"))), 422)
        return self._done(request, enrolled)

    def _done(self, request: HttpRequest, enrolled: Enrolled) -> HttpResponse:
        within = queries.within_reach(self.ask.officer, enrolled.matter_id)
        numbers = "、".join(document.number for document in enrolled.documents)
        said = {"number": enrolled.number, "documents": numbers}
        if enrolled.already:
            messages.info(request, _("这张登记表已经登记为 %(number)s，没有重复登记。") % said)
        else:
            sentence = _("已登记，编号 %(number)s；文书 %(documents)s。") % said
            messages.success(request, sentence, extra_tags="#documents" if within else "")
        if not within:
            # An insider's report: not even who wrote it down sees it again.
            messages.info(
                request,
                _(
                    "这是内部人员举报，登记后只有承办人和有权查看的人员能看到，您已不能打开此件；请告知有分派权限的负责人，由其分派承办人。"
                ),
            )
            return redirect("inbox")
        return redirect("matter", enrolled.matter_id)

    def _form(self, data: Any = None, files: Any = None, initial: Any = None) -> RegisterForm:
        ask = self.ask
        # 令121 第四十一条: who distributes chooses the office, everybody else registers for the own one.
        several = ask.officer.may(Act.ASSIGN.value) or len(ask.officer.office_names) > 1
        offices = queries.facets(ask.officer).offices if several else []
        subjects = subjects_on(ask.today, ask.rulebook)
        return RegisterForm(offices, data, files, initial, subjects)

    def _show(self, request: HttpRequest, form: RegisterForm, lost: int = 0) -> HttpResponse:
        ask = self.ask
        ask.may(Act.REGISTER.value)
        context = {
            "form": form,
            "lost": lost,
            "requests": REQUESTS,
            "categories": [name for name, _label in queries.facets(ask.officer).categories],
            "hints": _hints(self, form) if form.is_bound else None,
        }
        return render(request, "desk/register/page.html", context)


class Hints(Screen):
    """What may be the same dispute, asked for while an officer types; nothing is kept."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the hints."""
        self.ask.may(Act.REGISTER.value)
        form = RegisterForm([], request.POST)
        return render(request, "desk/register/hints.html", {"form": form, "hints": _hints(self, form)})


def _hints(screen: Screen, form: RegisterForm) -> tuple[duplicates.Hint, ...]:
    ask = screen.ask
    return duplicates.hints(
        ask.officer,
        respondent=form.typed("respondent_name"),
        name=form.typed("person_name"),
        phone=form.typed("person_phone"),
        text=form.typed("content"),
        today=ask.today,
        kind=form.typed("kind"),
    )
