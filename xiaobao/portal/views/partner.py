"""What an enterprise or a service point sees and does: its own complaints, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiaobao.docket.actions.claim_settled import claim_settled
from xiaobao.docket.actions.contact_consumer import contact_consumer
from xiaobao.docket.actions.export_diversions import export_diversions
from xiaobao.docket.actions.hand_in import hand_in
from xiaobao.docket.actions.open_evidence import open_evidence
from xiaobao.docket.actions.propose_terms import propose_terms
from xiaobao.docket.actions.refuse_settling import refuse_settling
from xiaobao.docket.actions.say_to_consumer import say_to_consumer
from xiaobao.docket.actions.see_contact import see_contact
from xiaobao.docket.own_cases import DiversionsFilter, PartnerCase, partner_case, partner_list
from xiaobao.portal import once
from xiaobao.portal.files import handed_over
from xiaobao.portal.forms import partner as forms
from xiaobao.portal.forms.fields import PortalForm
from xiaobao.portal.screen import PartnerScreen, with_status
from xiaobao.refusals import Changed, NotFound, Refused


@dataclass(frozen=True)
class Deed:
    """How one thing is done: its name, its form, the action, what is said when it is done."""

    label: str
    form: type[PortalForm]
    do: Callable[..., Any]
    said: str


DEEDS = {
    "contact": Deed(
        gettext_noop("首次联系"), forms.ContactForm, contact_consumer, gettext_noop("已记录首次联系。")
    ),
    "message": Deed(
        gettext_noop("发送留言"), forms.MessageForm, say_to_consumer, gettext_noop("留言已经发出。")
    ),
    "proposal": Deed(
        gettext_noop("提出方案"), forms.ProposalForm, propose_terms, gettext_noop("方案已经发出。")
    ),
    "evidence": Deed(
        gettext_noop("提交材料"), forms.EvidenceForm, hand_in, gettext_noop("材料已经提交。")
    ),
    "claim": Deed(
        gettext_noop("报告已和解"), forms.ClaimForm, claim_settled,
        gettext_noop("已经报告，等待消费者确认。确认之前不算和解。"),
    ),
    "refuse": Deed(
        gettext_noop("不同意和解"), forms.RefuseForm, refuse_settling,
        gettext_noop("本件已经转由市场监管部门办理。"),
    ),
}  # fmt: skip


class Matters(PartnerScreen):
    """The own complaints by time left."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page the query string asks for."""
        chosen, ask = DiversionsFilter.from_query(request.GET.dict()), self.ask
        number = request.GET.get("page", "1")
        number = number if number.isdecimal() and len(number) < 8 else "1"
        page = partner_list(self.sitting, chosen, now=ask.now, rulebook=ask.rulebook, page=int(number))
        hours = ask.rulebook.locality.tiers.settle_first.contact_hours
        context = {"page": page, "filter": chosen, "query": chosen.to_query(), "hours": hours}
        return render(request, "portal/partner/list.html", context | {"partner": self.sitting.partner})


class Export(PartnerScreen):
    """The own list as a workbook."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it; the taking has been audited by then."""
        chosen, ask = DiversionsFilter.from_query(request.POST.dict()), self.ask
        return handed_over(
            export_diversions(chosen=chosen, sitting=self.sitting, at=ask.now, address=ask.address)
        )


class CaseScreen(PartnerScreen):
    """A page about one complaint of the own."""

    def case(self, diversion_id: int) -> PartnerCase:
        """Return it; raises NotFound for everybody else's."""
        return partner_case(self.sitting, diversion_id, now=self.ask.now, rulebook=self.ask.rulebook)

    def show(self, request: HttpRequest, template: str, case: PartnerCase, **more: Any) -> HttpResponse:
        """Show a page of it."""
        context = {"case": case, "line": case.line, "partner": self.sitting.partner}
        context["once"] = request.POST.get(once.FIELD) or once.new_once()
        return render(request, f"portal/partner/{template}.html", context | more)


class OneMatter(CaseScreen):
    """One complaint: what it is about, what was said, what may be done."""

    def get(self, request: HttpRequest, diversion_id: int) -> HttpResponse:
        """Show it."""
        case = self.case(diversion_id)
        code = "message" if case.line.contacted_at else "contact"
        more = {"form": DEEDS[code].form(), "deed": DEEDS[code], "code": code}
        return self.show(request, "case", case, deeds=_further(), **more)


class ActOnMatter(CaseScreen):
    """The form of one thing done to a complaint."""

    def get(self, request: HttpRequest, diversion_id: int, act: str) -> HttpResponse:
        """Show the form."""
        deed = _deed(act)
        return self._form(request, self.case(diversion_id), act, deed.form())

    def post(self, request: HttpRequest, diversion_id: int, act: str) -> HttpResponse:
        """Do it, or show the form again with everything typed."""
        deed, case = _deed(act), self.case(diversion_id)
        if once.used(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return redirect("portal:matter", diversion_id)
        form = deed.form(request.POST, request.FILES)
        try:
            self._do(deed, form, diversion_id)
        except Changed as change:
            return self._again(request, diversion_id, act, form, change, 409)
        except Refused as refusal:
            return self._again(request, case.line.id, act, form, refusal, 422)
        once.use(request)
        messages.success(request, _(deed.said))
        return redirect("portal:matter", diversion_id)

    def _do(self, deed: Deed, form: PortalForm, diversion_id: int) -> None:
        ask, facts = self.ask, form.facts()
        deed.do(
            diversion_id=diversion_id, version=version_read(self.request), sitting=self.sitting,
            at=ask.now, address=ask.address, **facts,
        )  # fmt: skip

    def _again(
        self,
        request: HttpRequest,
        key: int,
        act: str,
        form: PortalForm,
        refusal: Changed | Refused,
        status: int,
    ) -> HttpResponse:
        form.refuse(refusal)
        return with_status(self._form(request, self.case(key), act, form), status)

    def _form(self, request: HttpRequest, case: PartnerCase, act: str, form: PortalForm) -> HttpResponse:
        # Who is told of a change goes on from the present version; who has only mistyped has not been told.
        mistyped = form.is_bound and not isinstance(form.refusal, Changed)
        version = request.POST.get("version", "") if mistyped else case.version
        return self.show(request, "act", case, form=form, deed=DEEDS[act], code=act, version=version)


class SeeContact(CaseScreen):
    """The consumer's name and phone, where the consumer lets it; the look is in the trail."""

    def post(self, request: HttpRequest, diversion_id: int) -> HttpResponse:
        """Show them, once a press."""
        ask = self.ask
        contact = see_contact(
            diversion_id=diversion_id, version=version_read(request), sitting=self.sitting, at=ask.now,
            address=ask.address,
        )  # fmt: skip
        return self.show(request, "contact", self.case(diversion_id), contact=contact)


class Evidence(PartnerScreen):
    """A file handed in while settling first."""

    def get(self, request: HttpRequest, diversion_id: int, exchange_id: int) -> HttpResponse:  # noqa: ARG002
        """Send it; the reading has been audited by then."""
        ask = self.ask
        file = open_evidence(
            diversion_id=diversion_id, exchange_id=exchange_id, sitting=self.sitting, at=ask.now,
            address=ask.address,
        )  # fmt: skip
        return handed_over(file)


def version_read(request: HttpRequest) -> int:
    """Return the version of the page that was read; raises Refused when the form has lost it."""
    typed = request.POST.get("version", "")
    if not (typed.isdecimal() and len(typed) < 10):
        raise Refused(_("这个页面不完整，请刷新后再提交。"), code="PTL-409")
    return int(typed)


def _deed(act: str) -> Deed:
    if act not in DEEDS:
        raise NotFound(_("没有这个页面。"))
    return DEEDS[act]


def _further() -> list[tuple[str, str]]:
    return [(code, deed.label) for code, deed in DEEDS.items() if code not in ("contact", "message")]
