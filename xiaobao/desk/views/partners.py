"""The register of ODR enterprises and service points: the list, one of them, and everything done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiaobao.desk import once
from xiaobao.desk.forms.partners import (
    CloseForm,
    OpenForm,
    PaperForm,
    PartnerForm,
    RegisterForm,
    SeatForm,
)
from xiaobao.desk.screen import Screen, with_status
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.add_register_paper import add_register_paper, open_register_paper
from xiaobao.docket.actions.amend_partner import amend_partner
from xiaobao.docket.actions.close_account import close_account
from xiaobao.docket.actions.end_seat import end_seat
from xiaobao.docket.actions.give_seat import give_seat
from xiaobao.docket.actions.new_seat_password import new_seat_password
from xiaobao.docket.actions.open_account import open_account
from xiaobao.docket.actions.register_partner import register_partner
from xiaobao.docket.league_page import card_page, suggestions
from xiaobao.docket.league_period import Stretch
from xiaobao.docket.models import PartnerKind, Site
from xiaobao.docket.partner_page import PartnerPage, partner_page
from xiaobao.docket.partner_reach import insist
from xiaobao.docket.partners_page import AccountState, PartnersAsked, office_choices, partners_page
from xiaobao.docket.seats import SeatGiven
from xiaobao.refusals import NotFound, Refused


@dataclass(frozen=True)
class Deed:
    """One thing done to a partner: its form, the action and what is said when it is done."""

    do: Callable[..., Any]
    said: str
    form: type[RegisterForm] = RegisterForm


_DEEDS = {
    "papers": Deed(add_register_paper, gettext_noop("已添加材料。"), PaperForm),
    "open": Deed(open_account, gettext_noop("账号已开通。"), OpenForm),
    "close": Deed(close_account, gettext_noop("账号已关闭，席位同时结束。"), CloseForm),
    "seats": Deed(give_seat, "", SeatForm),
}
_SEAT_DEEDS = {
    "end": Deed(end_seat, gettext_noop("席位已结束，该人员不能再登录。")),
    "password": Deed(new_seat_password, ""),
}


class Partners(Screen):
    """The register."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page the query string asks for."""
        ask = self.ask
        given = {one.name: request.GET.get(one.name, "")[:50] for one in fields(PartnersAsked)}
        asked = PartnersAsked(**given)
        page = partners_page(
            ask.officer, asked, today=ask.today, rulebook=ask.rulebook, number=request.GET.get("page", "")
        )
        # A year of complaints is counted for them: once where the register is opened, not with every search.
        opened = not (asked.to_query() or request.GET.get("page"))
        add, drop = suggestions(ask.officer, ask.today, ask.rulebook) if opened else ((), ())
        context = {
            "page": page,
            "asked": asked,
            "query": asked.to_query(),
            "add": add,
            "drop": drop,
            "kinds": PartnerKind.choices,
            "sites": [(value, label, page.counts[value]) for value, label in Site.choices],
            "states": [(state.value, _(state.label), page.counts[state.value]) for state in AccountState],
        }
        return render(request, "desk/partners/page.html", context)


class NewPartner(Screen):
    """Register another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        insist(self.ask.officer)
        return self._show(request, PartnerForm(office_choices(self.ask.officer)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it, or show the form again with everything typed."""
        ask = self.ask
        insist(ask.officer)
        form = PartnerForm(office_choices(ask.officer), request.POST)
        if once.used(request) or once.used_just_now(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return redirect("partners")
        try:
            _insist_valid(form)
            partner = register_partner(
                given=form.given(), officer=ask.officer, at=ask.now, address=ask.address
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        once.use(request)
        messages.success(request, _("已登记。材料齐全后可以开通账号。"))
        return redirect("partner", partner.pk)

    def _show(self, request: HttpRequest, form: PartnerForm) -> HttpResponse:
        return render(request, "desk/partners/edit.html", {"form": form, "once": _mark(request)})


class AmendPartner(Screen):
    """Change what is registered."""

    def get(self, request: HttpRequest, partner_id: int) -> HttpResponse:
        """Show the form filled in."""
        page, offices = self._page(partner_id), office_choices(self.ask.officer)
        return self._show(request, page, PartnerForm.of(page.partner, page.stamp, offices))

    def post(self, request: HttpRequest, partner_id: int) -> HttpResponse:
        """Change it, or show the form again with everything typed."""
        ask, page = self.ask, self._page(partner_id)
        form = PartnerForm(office_choices(ask.officer), request.POST)
        try:
            _insist_valid(form)
            amend_partner(
                partner_id=partner_id, stamp=form.cleaned_data["stamp"], given=form.given(),
                officer=ask.officer, at=ask.now, address=ask.address,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
            status = 409 if refusal.code == "DKT-004" else 422
            return with_status(self._show(request, page, form), status)
        messages.success(request, _("已保存变更。"))
        return redirect("partner", partner_id)

    def _page(self, partner_id: int) -> PartnerPage:
        return partner_page(self.ask.officer, partner_id, today=self.ask.today)

    def _show(self, request: HttpRequest, page: PartnerPage, form: PartnerForm) -> HttpResponse:
        context = {"form": form, "page": page, "partner": page.partner}
        return render(request, "desk/partners/edit.html", context)


class OnePartner(Screen):
    """One partner."""

    def get(self, request: HttpRequest, partner_id: int) -> HttpResponse:
        """Show it."""
        return self.show(request, partner_id)

    def show(
        self, request: HttpRequest, partner_id: int, failed: str = "", form: RegisterForm | None = None
    ) -> HttpResponse:
        """Render it, with the form of one deed as it was sent where there is one."""
        ask = self.ask
        page = partner_page(ask.officer, partner_id, today=ask.today)
        period, row = card_page(
            ask.officer, partner_id, today=ask.today, rulebook=ask.rulebook,
            stretch=request.GET.get("period", Stretch.QUARTER.value),
        )  # fmt: skip
        blank: dict[str, RegisterForm] = {
            "papers": PaperForm(),
            "open": OpenForm(initial={"on": ask.today}),
            "close": CloseForm(),
            "seats": SeatForm(),
        }
        context = {
            "page": page,
            "partner": page.partner,
            "forms": blank | ({failed: form} if form else {}),
            "form": form,
            "failed": failed,
            "once": _mark(request),
            "period": period,
            "row": row,
            "card": row.card,
            "stretches": [one for one in Stretch if one is not Stretch.OWN],
            "contact_hours": ask.rulebook.locality.tiers.settle_first.contact_hours,
        }
        return render(request, "desk/partners/partner.html", context)


class ActOnPartner(OnePartner):
    """Add papers, open or close the account, give a seat."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, partner_id: int, deed: str) -> HttpResponse:
        """Do it, or show the partner again with what was typed."""
        if deed not in _DEEDS:
            raise NotFound("没有这项办理。")
        form = _DEEDS[deed].form(request.POST, request.FILES)
        if once.used(request) or once.used_just_now(request):
            return _done_already(request, partner_id)
        try:
            _insist_valid(form)
            done = self._do(deed, partner_id, form)
        except Refused as refusal:
            if once.used_just_now(request):
                return _done_already(request, partner_id)
            form.refuse(refusal)
            return with_status(self.show(request, partner_id, deed, form), 422)
        once.use(request)
        return _answer(request, partner_id, _DEEDS[deed], done)

    def _do(self, deed: str, partner_id: int, form: RegisterForm) -> Any:
        ask = self.ask
        return _DEEDS[deed].do(
            partner_id=partner_id, officer=ask.officer, at=ask.now, address=ask.address, **form.arguments()
        )


class ActOnSeat(OnePartner):
    """End a seat, or make another password for it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, partner_id: int, seat_id: int, deed: str) -> HttpResponse:
        """Do it."""
        ask = self.ask
        if deed not in _SEAT_DEEDS:
            raise NotFound("没有这项办理。")
        if once.used(request) or once.used_just_now(request):
            return _done_already(request, partner_id)
        try:
            done = _SEAT_DEEDS[deed].do(seat_id=seat_id, officer=ask.officer, at=ask.now, address=ask.address)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("partner", partner_id)
        once.use(request)
        return _answer(request, partner_id, _SEAT_DEEDS[deed], done)


class RegisterPaperFile(Screen):
    """A paper of the register; pictures and PDF open in the browser, everything else is saved."""

    def get(self, request: HttpRequest, paper_id: int) -> HttpResponse:  # noqa: ARG002
        """Send it; the reading has been audited by then."""
        ask = self.ask
        file = open_register_paper(paper_id=paper_id, officer=ask.officer, at=ask.now, address=ask.address)
        return handed_over(file)


def _answer(request: HttpRequest, partner_id: int, deed: Deed, done: Any) -> HttpResponse:
    if isinstance(done, SeatGiven):
        # The password stands in the answer to this request alone: in no session, address or log.
        return render(request, "desk/partners/password.html", {"given": done, "seat": done.seat})
    messages.success(request, _(deed.said))
    return redirect("partner", partner_id)


def _insist_valid(form: RegisterForm) -> None:
    if not form.is_valid():
        raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")


def _mark(request: HttpRequest) -> str:
    return request.POST.get(once.FIELD) or once.new_once()


def _done_already(request: HttpRequest, partner_id: int) -> HttpResponse:
    messages.info(request, _("已经办理，没有重复办理。"))
    return redirect("partner", partner_id)
