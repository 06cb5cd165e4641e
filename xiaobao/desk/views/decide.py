"""Accept or decline a complaint: the form, the act, and what stood in its way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import matter_address
from xiaobao.desk.beside_matter import guidance
from xiaobao.desk.forms.decide import AcceptForm, DeclineForm
from xiaobao.desk.preview import letter, remedies
from xiaobao.desk.screen import Screen, filter_kept, with_status
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.matter_page import MatterPage, matter_page
from xiaobao.docket.models import Document
from xiaobao.docket.queries import regulation_of
from xiaobao.refusals import Changed, Refused
from xiaobao.rules.workflow import Act


class Decide(Screen, ABC):
    """A page with one form that decides; subclasses name the act, the form and the call."""

    act: Act
    form: type[AcceptForm]
    template: str

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show the form."""
        return self.show(request, matter_id, None)

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Take the step, or show the form again with everything typed."""
        form = self.form(request.POST)
        form.is_valid()
        try:
            document = self.decide(matter_id, form)
        except Changed as change:
            if self._was_me(change):
                messages.info(request, _("此件已经办理，没有重复办理。"))
                return redirect(matter_address(matter_id, filter_kept(request)))
            form.refuse(change)
            return with_status(self.show(request, matter_id, form), 409)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self.show(request, matter_id, form), 422)
        sentence = _("已办理，文书编号 %(number)s。") % {"number": document.number}
        messages.success(request, sentence, extra_tags="#documents")
        return redirect(matter_address(matter_id, filter_kept(request)))

    @abstractmethod
    def decide(self, matter_id: int, form: AcceptForm) -> Document:
        """Make the one call."""

    def show(self, request: HttpRequest, matter_id: int, form: AcceptForm | None) -> HttpResponse:
        """Render the page with the present version, the officer having been told of any change."""
        ask = self.ask
        page = matter_page(ask.officer, matter_id, ask.rulebook, ask.today)
        context = {
            "page": page,
            "matter": page.matter,
            "form": form or self.form(),
            "line": next((line for line in page.acts if line.act == self.act), None),
            "query": filter_kept(request).to_query(),
            "today": ask.today,
            "letter": letter(page.matter, page.parties, self.act, ask),
            "guidance": guidance(page, ask, self.act),
            **self.more(page),
        }
        return render(request, self.template, context)

    def more(self, page: MatterPage) -> dict[str, Any]:  # noqa: ARG002
        """Return what else the template needs."""
        return {}

    def _was_me(self, change: Changed) -> bool:
        # A second click on the same button: the first one did it, there is nothing to object to.
        return change.by == self.ask.officer.user.name and self.act.label in change.what


class Accept(Decide):
    """Accept the complaint (受理)."""

    act, form, template = Act.ACCEPT, AcceptForm, "desk/matter/accept.html"

    def decide(self, matter_id: int, form: AcceptForm) -> Document:
        """Accept it."""
        ask = self.ask
        return accept(
            matter_id=matter_id,
            version=form.version_read(),
            officer=ask.officer,
            at=ask.now,
            addressee=form.cleaned_data.get("addressee", ""),
            address=ask.address,
        )


class Decline(Decide):
    """Decline the complaint (不予受理)."""

    act, form, template = Act.DECLINE, DeclineForm, "desk/matter/decline.html"

    def decide(self, matter_id: int, form: AcceptForm) -> Document:
        """Decline it."""
        ask = self.ask
        given = self.given(matter_id, form) if isinstance(form, DeclineForm) else {}
        return decline(
            matter_id=matter_id,
            version=form.version_read(),
            officer=ask.officer,
            at=ask.now,
            addressee=form.cleaned_data.get("addressee", ""),
            address=ask.address,
            **given,
        )

    def given(self, matter_id: int, form: DeclineForm) -> Mapping[str, Any]:
        """Return what was filled in; which ground the factors bear on stands in the law file."""
        kept = regulation_of(self.ask.officer, matter_id)
        grounds = self.ask.rulebook.law.regulation(kept).decline_grounds if kept else ()
        form.weighing = frozenset(ground.number for ground in grounds if ground.factors)
        return form.given()

    def more(self, page: MatterPage) -> dict[str, Any]:
        """Return the closed list of grounds in the regulation that governs the matter, and the factors."""
        regulation = self.ask.rulebook.law.regulation(page.matter.regulation)
        paper = letter(page.matter, page.parties, self.act, self.ask)
        return {
            "grounds": regulation.decline_grounds,
            "factors": regulation.factors,
            "remedies": remedies(paper),
        }
