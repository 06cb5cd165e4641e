"""What a consumer does: hand in a complaint and, by its code, look how it stands, answer, confirm or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_post_parameters

from xiaobao.docket.actions.answer_partner import answer_partner
from xiaobao.docket.actions.ask_bureau import ask_bureau
from xiaobao.docket.actions.confirm_settlement import confirm_settlement
from xiaobao.docket.actions.deny_settlement import deny_settlement
from xiaobao.docket.actions.lodge import lodge
from xiaobao.docket.actions.open_evidence import open_shown_evidence
from xiaobao.docket.actions.rate import rate
from xiaobao.docket.actions.share_contact import share_contact
from xiaobao.docket.progress_page import Progress, progress
from xiaobao.docket.public_page import directory, shops, terms
from xiaobao.portal import held_code, once, throttle
from xiaobao.portal.files import handed_over
from xiaobao.portal.forms import consumer as forms
from xiaobao.portal.forms.fields import PortalForm
from xiaobao.portal.screen import PublicScreen, with_status
from xiaobao.portal.views.partner import version_read
from xiaobao.refusals import Changed, NotFound, Refused


@dataclass(frozen=True)
class Deed:
    """How one thing is done: its form, the action, what is said when it is done."""

    form: type[PortalForm]
    do: Callable[..., Any]
    said: str


DEEDS = {
    "answer": Deed(forms.AnswerForm, answer_partner, gettext_noop("留言已经发出。")),
    "share": Deed(forms.ShareForm, share_contact, gettext_noop("对方现在可以看到您的姓名和电话。")),
    "confirm": Deed(forms.ConfirmForm, confirm_settlement, gettext_noop("您已确认和解，本件办结。")),
    "deny": Deed(forms.DenyForm, deny_settlement, gettext_noop("已告诉对方您不认可，协商继续进行。")),
    "ask": Deed(forms.AskForm, ask_bureau, gettext_noop("已转由市场监管部门办理。")),
    "rate": Deed(forms.RateForm, rate, gettext_noop("谢谢您的评价。")),
}


class Start(PublicScreen):
    """The two ways, plainly."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return render(
            request, "portal/public/start.html", {"terms": terms(self.ask.today, self.ask.rulebook)}
        )


class Partners(PublicScreen):
    """Who settles first, by street."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        found = directory(self.ask.today, self.ask.rulebook, request.GET.get("street", "")[:32])
        return render(request, "portal/public/partners.html", {"directory": found})


class PromisingShops(PublicScreen):
    """The shops that promised no-reason returns."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        found = shops(self.ask.today, self.ask.rulebook, request.GET.get("street", "")[:32])
        return render(request, "portal/public/shops.html", {"shops": found})


class Lodge(PublicScreen):
    """Hand in a complaint to be settled first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; one of the lists may have named whom."""
        return self._show(request, self._form(initial={"partner": request.GET.get("partner", "")[:12]}))

    @method_decorator(sensitive_post_parameters())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it, or show the form again with everything typed."""
        if once.used(request):
            return redirect("portal:lodged")
        form, ask = self._form(request.POST), self.ask
        try:
            facts = form.facts()
            knock = throttle.knock(throttle.LODGE, ask.address, ask.now)
            try:
                lodged = lodge(key=once.mark_of(request), at=ask.now, address=ask.address, **facts)
            except (Refused, NotFound):
                throttle.take_back(knock)
                raise
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 429 if refusal.code == throttle.CODE else 422)
        return self._lodged(request, lodged)

    def _lodged(self, request: HttpRequest, lodged: Any) -> HttpResponse:
        if lodged.already:
            messages.info(request, lodged.sentence)
            return redirect("portal:lodged")
        held_code.hold(request, lodged.code, self.ask.now, fresh=True)
        once.use(request)
        return redirect("portal:lodged")

    def _form(self, *args: Any, **rest: Any) -> forms.LodgeForm:
        return forms.LodgeForm(directory(self.ask.today, self.ask.rulebook), *args, **rest)

    def _show(self, request: HttpRequest, form: forms.LodgeForm) -> HttpResponse:
        context = {"form": form, "once": once.mark_of(request)}
        context["terms"] = terms(self.ask.today, self.ask.rulebook)
        return render(request, "portal/public/lodge.html", context)


class Lodged(PublicScreen):
    """Number and code of a complaint just handed in: for half an hour and in this browser only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        ask, code = self.ask, held_code.held(request, self.ask.now, fresh=True)
        if not code:
            return redirect("portal:look")
        page = progress(code, today=ask.today, rulebook=ask.rulebook)
        context = {"page": page, "code": code, "terms": terms(ask.today, ask.rulebook)}
        return render(request, "portal/public/lodged.html", context)


class Look(PublicScreen):
    """Give the code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        return render(request, "portal/public/look.html", {"form": forms.LookForm()})

    @method_decorator(sensitive_post_parameters())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on with a right one; count a wrong one."""
        form, ask = forms.LookForm(request.POST), self.ask
        try:
            code = form.facts()["code"]
            knock = throttle.knock(throttle.LOOK, ask.address, ask.now)
            try:
                progress(code, today=ask.today, rulebook=ask.rulebook)
            except NotFound as error:
                raise Refused(error.sentence, code=error.code, fields={"code": error.sentence}) from error
        except Refused as refusal:
            form.refuse(refusal)
            status = 429 if refusal.code == throttle.CODE else 422
            return render(request, "portal/public/look.html", {"form": form}, status=status)
        throttle.take_back(knock)
        held_code.hold(request, code, ask.now)
        return redirect("portal:progress")


class HeldScreen(PublicScreen):
    """A page behind a code that is held."""

    @property
    def code(self) -> str:
        """The code, empty where none is held."""
        return held_code.held(self.request, self.ask.now)


class HowItStands(HeldScreen):
    """How a complaint stands, and what its consumer may do."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; without a code ask for one."""
        code = self.code
        return self.show(request, code) if code else redirect("portal:look")

    def show(self, request: HttpRequest, code: str, act: str = "", form: Any = None) -> HttpResponse:
        """Show it; ``form`` is the one that was refused."""
        ask = self.ask
        page = progress(code, today=ask.today, rulebook=ask.rulebook)
        shown = {name: deed.form(auto_id=f"{name}_%s") for name, deed in DEEDS.items()}
        shown |= {act: form} if form is not None else {}
        context = {"page": page, "forms": shown, "refused": form, "act": act, "once": once.mark_of(request)}
        context |= {"version": _version(request, page, form), "terms": terms(ask.today, ask.rulebook)}
        return render(request, "portal/public/progress.html", context)


class ActOnIt(HowItStands):
    """One thing its consumer does."""

    def get(self, request: HttpRequest, act: str) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002
        """Lead back to the page."""
        return redirect("portal:progress")

    def post(self, request: HttpRequest, act: str) -> HttpResponse:
        """Do it, or show the page again with everything typed."""
        code = self.code
        if not code or act not in DEEDS:
            return redirect("portal:look")
        if once.used(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return redirect("portal:progress")
        form, ask = DEEDS[act].form(request.POST, auto_id=f"{act}_%s"), self.ask
        try:
            facts = form.facts()
            DEEDS[act].do(code=code, version=version_read(request), at=ask.now, address=ask.address, **facts)
        except (Changed, Refused) as refusal:
            form.refuse(refusal)
            return with_status(
                self.show(request, code, act, form), 409 if isinstance(refusal, Changed) else 422
            )
        once.use(request)
        messages.success(request, _(DEEDS[act].said))
        return redirect("portal:progress")


class ShownEvidence(HeldScreen):
    """A file the other side has handed in."""

    def get(self, request: HttpRequest, exchange_id: int) -> HttpResponse:  # noqa: ARG002
        """Send it; the reading has been audited by then."""
        ask, code = self.ask, self.code
        if not code:
            return redirect("portal:look")
        file = open_shown_evidence(code=code, exchange_id=exchange_id, at=ask.now, address=ask.address)
        return handed_over(file)


class Leave(PublicScreen):
    """Hold the code no more."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget it."""
        held_code.forget(request)
        messages.success(request, _("已退出查询。"))
        return redirect("portal:start")


def _version(request: HttpRequest, page: Progress, form: PortalForm | None) -> Any:
    mistyped = form is not None and not isinstance(form.refusal, Changed)
    return request.POST.get("version", "") if mistyped else page.version
