"""The register of shops that promised no-reason returns, and a breach noted on a complaint."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xiaobao.desk import once
from xiaobao.desk.addresses import matter_address
from xiaobao.desk.forms.note import NoteForm
from xiaobao.desk.forms.partners import BreachForm, EndShopForm, RegisterForm, ShopForm
from xiaobao.desk.screen import Screen, filter_kept, with_status
from xiaobao.desk.views.matter import show_matter
from xiaobao.docket.actions.amend_shop import amend_shop
from xiaobao.docket.actions.end_shop import end_shop
from xiaobao.docket.actions.note_breach import note_breach
from xiaobao.docket.actions.register_shop import register_shop
from xiaobao.docket.partner_given import streets
from xiaobao.docket.partner_reach import insist
from xiaobao.docket.shops_page import ShopPage, partner_choices, shop_page, shops_page
from xiaobao.refusals import Refused


class Shops(Screen):
    """The register."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page the query string asks for."""
        ask, asked = self.ask, request.GET
        page = shops_page(
            ask.officer,
            today=ask.today,
            rulebook=ask.rulebook,
            state=asked.get("state", ""),
            street=asked.get("street", ""),
            text=asked.get("text", ""),
            number=asked.get("page", ""),
        )
        context = {"page": page, "query": urlencode(page.query), "today": ask.today}
        return render(request, "desk/shops/page.html", context)


class NewShop(Screen):
    """Register another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        insist(self.ask.officer)
        return self._show(request, self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it, or show the form again with everything typed."""
        ask = self.ask
        insist(ask.officer)
        form = self._form(request.POST)
        if once.used(request) or once.used_just_now(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return redirect("shops")
        try:
            _insist_valid(form)
            shop = register_shop(given=form.given(), officer=ask.officer, at=ask.now, address=ask.address)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        once.use(request)
        messages.success(request, _("已登记，从承诺开始之日起对外公示。"))
        return redirect("shop", shop.pk)

    def _form(self, data: Any = None) -> ShopForm:
        return ShopForm(streets(self.ask.rulebook), partner_choices(), data)

    def _show(self, request: HttpRequest, form: ShopForm) -> HttpResponse:
        mark = request.POST.get(once.FIELD) or once.new_once()
        return render(request, "desk/shops/edit.html", {"form": form, "once": mark})


class OneShop(Screen):
    """One promise."""

    def get(self, request: HttpRequest, shop_id: int) -> HttpResponse:
        """Show it."""
        return self.show(request, self.page(shop_id), EndShopForm(initial={"until": self.ask.today}))

    def page(self, shop_id: int) -> ShopPage:
        """Read it."""
        ask = self.ask
        return shop_page(ask.officer, shop_id, today=ask.today, rulebook=ask.rulebook)

    def show(self, request: HttpRequest, page: ShopPage, form: EndShopForm) -> HttpResponse:
        """Render it, with the form of its end."""
        context = {"page": page, "shop": page.shop, "form": form}
        return render(request, "desk/shops/shop.html", context)


class EndShop(OneShop):
    """End a promise."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, shop_id: int) -> HttpResponse:
        """End it, or show it again with what was typed."""
        ask, form = self.ask, EndShopForm(request.POST)
        try:
            _insist_valid(form)
            end_shop(
                shop_id=shop_id, officer=ask.officer, at=ask.now, address=ask.address, **form.arguments()
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self.show(request, self.page(shop_id), form), 422)
        messages.success(request, _("已登记终止。"))
        return redirect("shop", shop_id)


class AmendShop(OneShop):
    """Change a promise."""

    def get(self, request: HttpRequest, shop_id: int) -> HttpResponse:
        """Show the form filled in."""
        page = self.page(shop_id)
        return self._edit(request, page, ShopForm.of(page.shop, page.stamp, page.streets, page.partners))

    def post(self, request: HttpRequest, shop_id: int) -> HttpResponse:
        """Change it, or show the form again with everything typed."""
        ask, page = self.ask, self.page(shop_id)
        form = ShopForm(page.streets, page.partners, request.POST)
        try:
            _insist_valid(form)
            amend_shop(
                shop_id=shop_id, stamp=form.cleaned_data["stamp"], given=form.given(), officer=ask.officer,
                at=ask.now, address=ask.address,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._edit(request, page, form), 409 if refusal.code == "DKT-004" else 422)
        messages.success(request, _("已保存变更。"))
        return redirect("shop", shop_id)

    def _edit(self, request: HttpRequest, page: ShopPage, form: ShopForm) -> HttpResponse:
        return render(request, "desk/shops/edit.html", {"form": form, "page": page, "shop": page.shop})


class NoteBreach(Screen):
    """Note on a complaint that a promise was broken."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Note it, or show the complaint again with what was typed."""
        ask, form = self.ask, BreachForm(request.POST)
        try:
            _insist_valid(form)
            note_breach(
                matter_id=matter_id, officer=ask.officer, at=ask.now, address=ask.address, **form.arguments()
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(show_matter(self, request, matter_id, note=NoteForm(), breach=form), 422)
        messages.success(request, _("已记录违反承诺。"))
        return redirect(matter_address(matter_id, filter_kept(request)) + "#promise")


def _insist_valid(form: RegisterForm) -> None:
    if not form.is_valid():
        raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
