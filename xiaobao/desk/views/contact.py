"""Where an officer is reached beside the screen, the robots of offices, quiet hours and the digest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.contact import AddressForm, PreferenceForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.actions.try_contact import try_contact
from xiaobao.docket.channels import CHANNELS
from xiaobao.docket.contact_page import Way, contact_page
from xiaobao.refusals import NotFound, Refused

Failed = AddressForm | PreferenceForm | None


class Contact(Screen):
    """My ways of being reached."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, masked."""
        return show_contact(self, request)


class SetContact(Screen):
    """Set one address, or take it away."""

    def post(self, request: HttpRequest, channel: str) -> HttpResponse:
        """Keep it, or show the page again with what was typed."""
        office, away = _office(request, channel), "remove" in request.POST
        form = AddressForm(channel, office, request.POST)
        if not away and not form.is_valid():
            return _again(self, request, form, channel, office)
        typed = {"typed": ""} if away else form.given()
        try:
            set_contact(
                channel=channel,
                office=office,
                officer=self.ask.officer,
                at=self.ask.now,
                address=self.ask.address,
                **typed,
            )
        except Refused as refusal:
            form.refuse(refusal)
            return _again(self, request, form, channel, office)
        messages.success(request, _("已删除。") if away else _("已保存，可以发一条测试消息核对。"))
        return redirect("contact")


class TryContact(Screen):
    """Send a test message."""

    def post(self, request: HttpRequest, channel: str) -> HttpResponse:
        """Send it now, and say whether it was taken."""
        office = _office(request, channel)
        try:
            try_contact(
                channel=channel,
                office=office,
                officer=self.ask.officer,
                at=self.ask.now,
                address=self.ask.address,
            )
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("测试消息已发出，请查看是否收到。"))
        return redirect("contact")


class SetPreference(Screen):
    """Quiet hours and the digest."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was chosen, or show the page again."""
        form = PreferenceForm(request.POST)
        if not form.is_valid():
            return with_status(show_contact(self, request, form), 422)
        try:
            set_preference(
                officer=self.ask.officer, at=self.ask.now, address=self.ask.address, **form.given()
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(show_contact(self, request, form), 422)
        messages.success(request, _("已保存。"))
        return redirect("contact")


def show_contact(
    screen: Screen, request: HttpRequest, failed: Failed = None, channel: str = "", office: str = ""
) -> HttpResponse:
    """Render the page; ``failed`` is the form shown with its errors, of this channel and office."""
    ask = screen.ask
    page = contact_page(ask.officer, today=ask.today, rulebook=ask.rulebook)

    def form_of(way: Way) -> Any:
        if (way.channel, way.office) == (channel, office):
            return failed
        return AddressForm(way.channel, way.office)

    chosen = failed if isinstance(failed, PreferenceForm) else PreferenceForm(kept=page.preference)
    context = {
        "page": page,
        "own": [(way, form_of(way)) for way in page.own],
        "robots": [(way, form_of(way)) for way in page.robots],
        "chosen": chosen,
        "failed": failed,
        "hours": ask.rulebook.ladder.office_hours,
    }
    return render(request, "desk/contact/page.html", context)


def _again(
    screen: Screen, request: HttpRequest, form: AddressForm, channel: str, office: str
) -> HttpResponse:
    return with_status(show_contact(screen, request, form, channel, office), 422)


def _office(request: HttpRequest, channel: str) -> str:
    if channel not in CHANNELS:
        raise NotFound(_("没有这种联系方式。"))
    return request.POST.get("office", "")[:50]
