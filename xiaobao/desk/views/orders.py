"""Supervision orders on screen: the list, one order, everything done to it, and one issued by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiaobao.desk import once
from xiaobao.desk.addresses import matter_address
from xiaobao.desk.forms import orders as forms
from xiaobao.desk.screen import Screen, filter_kept, with_status
from xiaobao.docket.actions.appeal_order import appeal_order, decide_appeal
from xiaobao.docket.actions.extend_order import ask_extension, decide_extension
from xiaobao.docket.actions.issue_order import issue_order, may_own
from xiaobao.docket.actions.lift_order import lift_order
from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.matter_page import MatterPage, matter_page
from xiaobao.docket.order_page import DEEDS, DeedLine, OrderPage, order_page
from xiaobao.docket.orders_page import OrdersFilter, orders_page
from xiaobao.refusals import Changed, Refused
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OrderAct, OrderState


@dataclass(frozen=True)
class Deed:
    """How one thing is done to an order: its form, the action, and what is said when it is done."""

    form: type[forms.OrderForm]
    do: Callable[..., Any]
    said: str


_DEEDS = {
    "reply": Deed(forms.ReplyForm, reply_order, gettext_noop("已回复，等待审核。")),
    "ask-extension": Deed(
        forms.AskExtensionForm, ask_extension, gettext_noop("已申请延长，批准之前仍按原期限。")
    ),
    "decide-extension": Deed(forms.DecideExtensionForm, decide_extension, gettext_noop("已决定延长申请。")),
    "review": Deed(forms.ReviewForm, review_order, gettext_noop("已审核回复。")),
    "lift": Deed(forms.LiftForm, lift_order, gettext_noop("已解除督办。")),
    "appeal": Deed(forms.AppealForm, appeal_order, gettext_noop("已提出申诉，等待决定。")),
    "decide-appeal": Deed(forms.DecideAppealForm, decide_appeal, gettext_noop("已决定申诉。")),
}


class Orders(Screen):
    """The supervision orders within reach."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page the query string asks for."""
        ask, chosen = self.ask, OrdersFilter.from_query(request.GET.dict())
        number = request.GET.get("page", "1")
        number = number if number.isdecimal() and len(number) < 8 else "1"
        page = orders_page(ask.officer, chosen, today=ask.today, rulebook=ask.rulebook, page=int(number))
        context = {
            "page": page,
            "filter": chosen,
            "query": chosen.to_query(),
            "other_order": replace(chosen, sort="new" if chosen.by_reply else "reply").to_query(),
            "states": _states(),
            "grades": [(grade.value, _(grade.label)) for grade in Grade],
            "today": ask.today,
        }
        return render(request, "desk/orders/page.html", context)


class OneOrder(Screen):
    """One order: what it asks, what was done, what may be done."""

    def get(self, request: HttpRequest, order_id: int) -> HttpResponse:
        """Show it."""
        ask = self.ask
        page = order_page(ask.officer, order_id, today=ask.today, rulebook=ask.rulebook)
        return render(request, "desk/orders/order.html", {"page": page, "order": page.order})


class ActOnOrder(Screen):
    """The form of one thing done to an order."""

    def get(self, request: HttpRequest, order_id: int, act: str) -> HttpResponse:
        """Show the form."""
        page, line = self._page(order_id, act)
        return self._show(request, line, _DEEDS[act].form(page))

    def post(self, request: HttpRequest, order_id: int, act: str) -> HttpResponse:
        """Do it, or show the form again with everything typed."""
        page, _line = self._page(order_id, act)
        form = _DEEDS[act].form(page, request.POST)
        if once.used(request):
            return self._done_already(request, order_id)
        try:
            self._do(order_id, act, form)
        except Changed as change:
            if self._was_me(request, act, change):
                return self._done_already(request, order_id)
            return self._again(request, order_id, act, change, 409)
        except Refused as refusal:
            return self._again(request, order_id, act, refusal, 422)
        once.use(request)
        messages.success(request, _(_DEEDS[act].said))
        return redirect("order", order_id)

    def _page(self, order_id: int, act: str) -> tuple[OrderPage, DeedLine]:
        ask = self.ask
        page = order_page(ask.officer, order_id, today=ask.today, rulebook=ask.rulebook)
        return page, page.deed(act)

    def _do(self, order_id: int, act: str, form: forms.OrderForm) -> None:
        ask, valid = self.ask, form.is_valid()
        version = form.version_read()
        if not valid:
            raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        _DEEDS[act].do(
            order_id=order_id,
            version=version,
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.arguments(),
        )

    def _was_me(self, request: HttpRequest, act: str, change: Changed) -> bool:
        # A second click on the same button. The first may have finished only just now, in another process.
        mine = {one.label for one in DEEDS[act][1]} & set(change.what)
        return change.by == self.ask.officer.user.name and bool(mine) and once.used_just_now(request)

    def _done_already(self, request: HttpRequest, order_id: int) -> HttpResponse:
        messages.info(request, _("已经办理，没有重复办理。"))
        return redirect("order", order_id)

    def _again(
        self, request: HttpRequest, order_id: int, act: str, refusal: Changed | Refused, status: int
    ) -> HttpResponse:
        page, line = self._page(order_id, act)
        form = _DEEDS[act].form(page, request.POST)
        form.refuse(refusal)
        return with_status(self._show(request, line, form), status)

    def _show(self, request: HttpRequest, line: DeedLine, form: forms.OrderForm) -> HttpResponse:
        context = {
            "page": form.page,
            "order": form.page.order,
            "deed": line,
            "draft": f"order_{line.code}:{form.page.order.pk}",
            "form": form,
            "version": _version(form),
            "once": request.POST.get(once.FIELD) or once.new_once(),
        }
        return render(request, "desk/orders/act.html", context)


class IssueOrder(Screen):
    """Issue an order by hand on a matter."""

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show the form; whoever opens it over a report has seen the report."""
        ask = self.ask
        ask.may(OrderAct.ISSUE)
        page = read_matter(
            matter_id=matter_id, officer=ask.officer, at=ask.now, rulebook=ask.rulebook,
            form=OrderAct.ISSUE.value, address=ask.address,
        )  # fmt: skip
        return self._show(request, page, self._form(page))

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Issue it, or show the form again with everything typed."""
        ask = self.ask
        ask.may(OrderAct.ISSUE)
        page = self._page(matter_id)
        form = self._form(page, request.POST)
        if once.used(request):
            return self._done_already(request, matter_id)
        try:
            if not form.is_valid():
                raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
            order = issue_order(
                matter_id=matter_id, officer=ask.officer, at=ask.now, address=ask.address, **form.given()
            )
        except Refused as refusal:
            if once.used_just_now(request):
                return self._done_already(request, matter_id)
            form.refuse(refusal)
            return with_status(self._show(request, page, form), 422)
        once.use(request)
        messages.success(request, _("已发出督办单 %(number)s。") % {"number": order.number})
        return redirect("order", order.pk)

    def _page(self, matter_id: int) -> MatterPage:
        ask = self.ask
        return matter_page(ask.officer, matter_id, ask.rulebook, ask.today)

    def _form(self, page: MatterPage, data: Any = None) -> forms.IssueForm:
        ask = self.ask
        owners = may_own(page.matter, ask.rulebook, ask.today)
        chosen = self.request.GET.get("origin", "")
        return forms.IssueForm([(one.username, one.name) for one in owners], data, {"origin": chosen})

    def _show(self, request: HttpRequest, page: MatterPage, form: forms.IssueForm) -> HttpResponse:
        context = {
            "page": page,
            "matter": page.matter,
            "form": form,
            "once": request.POST.get(once.FIELD) or once.new_once(),
            "query": filter_kept(request).to_query(),
            "today": self.ask.today,
            "back": matter_address(page.matter.pk, filter_kept(request)),
        }
        return render(request, "desk/orders/issue.html", context)

    def _done_already(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        messages.info(request, _("已经办理，没有重复办理。"))
        return redirect(reverse("matter", args=[matter_id]) + "#supervision")


def _version(form: forms.OrderForm) -> Any:
    # Whoever is told of a change goes on from the present version; whoever has only mistyped has not been
    # told of anything, and must still hear of a change that came in between.
    typed = form.data.get("version", "") if form.is_bound else ""
    mistyped = form.refusal is not None and form.refusal.code == "DSK-422"
    return typed if mistyped and typed.isdecimal() else form.page.order.version


def _states() -> list[tuple[str, str]]:
    named = [(state.value, _(state.label)) for state in OrderState]
    return [("open", _("在督")), ("waiting", _("等待决定")), *named, ("all", _("全部"))]
