"""The four regulars (四定时) on screen: one of them, what is done with it, and its paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms import key_enterprises as forms
from xiaobao.desk.screen import Screen
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.drop_engagement import drop_engagement
from xiaobao.docket.actions.follow_up_engagement import follow_up_engagement
from xiaobao.docket.actions.hold_engagement import hold_engagement
from xiaobao.docket.actions.open_engagement import open_engagement
from xiaobao.docket.actions.prepare_engagement import prepare_engagement
from xiaobao.docket.actions.send_engagement import send_engagement
from xiaobao.docket.engagement_page import EngagementPage, engagement_page
from xiaobao.refusals import NotFound
from xiaobao.rules.regulars import RegularAct


@dataclass(frozen=True)
class Deed:
    """How one thing is done: its form, the action, and what is said when it is done."""

    form: type[Any]
    do: Callable[..., Any]
    said: str


_DEEDS = {
    RegularAct.PREPARE: Deed(forms.PrepareForm, prepare_engagement, gettext_noop("材料已经准备好，请核对。")),
    RegularAct.SEND: Deed(forms.SendForm, send_engagement, gettext_noop("已记为发送。")),
    RegularAct.HOLD: Deed(forms.HoldForm, hold_engagement, gettext_noop("已记录约定。")),
    RegularAct.FOLLOW_UP: Deed(forms.FollowUpForm, follow_up_engagement, gettext_noop("已记录跟进情况。")),
    RegularAct.DROP: Deed(forms.DropForm, drop_engagement, gettext_noop("已记为不再进行。")),
}


class OneEngagement(Screen):
    """One of them: what was prepared and what came of it."""

    def get(self, request: HttpRequest, engagement_id: int) -> HttpResponse:
        """Show it."""
        page = engagement_page(self.ask.officer, engagement_id, today=self.ask.today)
        return render(request, "desk/key/engagement.html", {"page": page, "today": self.ask.today})


class ActOnEngagement(FormScreen):
    """The form of one thing done with it."""

    template = "desk/key/act.html"

    def form(self, data: Any = None, files: Any = None) -> Any:
        """Return the form, with the version as it is now where it has not been sent yet."""
        page = self._page()
        form = _deed(self.kwargs["act"]).form(data, files, {"version": page.engagement.version})
        if isinstance(form, forms.SendForm):
            form.offer_team(page.team, may_email=page.may_email)
        if isinstance(form, forms.HoldForm):
            form.begin(self.ask.today)
        return form

    def around(self) -> dict[str, Any]:
        """Return the engagement, and what the form is called."""
        deed, page = _deed(self.kwargs["act"]), self._page()
        code = RegularAct(self.kwargs["act"])
        return {
            "page": page,
            "code": code,
            "deed": deed,
            "allowed": code in page.acts,
            "today": self.ask.today,
        }

    def do(self, form: Any) -> HttpResponse:
        """Do it and show the engagement."""
        ask, deed = self.ask, _deed(self.kwargs["act"])
        deed.do(
            engagement_id=self.engagement_id,
            version=form.version_read(),
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.given(),
        )
        messages.success(self.request, _(deed.said))
        return redirect("engagement", self.engagement_id)

    def done_already(self) -> HttpResponse:
        """Show the engagement."""
        return redirect("engagement", self.engagement_id)

    @property
    def engagement_id(self) -> int:
        """Return which one the address names."""
        return int(self.kwargs["engagement_id"])

    def _page(self) -> EngagementPage:
        return engagement_page(self.ask.officer, self.engagement_id, today=self.ask.today)


class EngagementPaper(Screen):
    """What was prepared, as PDF or Word."""

    def get(self, request: HttpRequest, engagement_id: int, form: str) -> HttpResponse:  # noqa: ARG002
        """Hand it over."""
        ask = self.ask
        return handed_over(
            open_engagement(
                engagement_id=engagement_id, form=form, officer=ask.officer, at=ask.now, address=ask.address
            )
        )


def _deed(act: str) -> Deed:
    if act not in tuple(RegularAct):
        raise NotFound(_("没有这项操作。"))
    return _DEEDS[RegularAct(act)]
