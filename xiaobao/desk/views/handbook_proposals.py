"""Proposals for the handbook: what stations and sections want it to say, and the answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.handbook_writing import AnswerForm, ProposalForm
from xiaobao.desk.screen import Screen
from xiaobao.handbook.actions.answer_proposal import answer_proposal
from xiaobao.handbook.actions.propose import PROPOSE, propose
from xiaobao.handbook.draft_steps import insist
from xiaobao.handbook.proposals_page import proposal_page, proposals_page
from xiaobao.handbook.shelf import in_service


class Proposals(Screen):
    """The proposals whoever looks may read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        return render(request, "desk/writing/proposals.html", {"page": proposals_page(self.ask.officer)})


class NewProposal(FormScreen):
    """Propose something, of an entry (``path``) or new."""

    template = "desk/writing/propose.html"

    def form(self, data: Any = None, files: Any = None) -> ProposalForm:  # noqa: ARG002
        """Return the empty form."""
        return ProposalForm(data, initial={"path": self.request.GET.get("path", "")[:128]})

    def do(self, form: ProposalForm) -> HttpResponse:
        """Keep it."""
        ask = self.ask
        proposal = propose(officer=ask.officer, at=ask.now, address=ask.address, **form.given())
        messages.success(self.request, _("建议已提出，编辑答复以后在这里看得到。"))
        return redirect("proposal", proposal.pk)

    def done_already(self) -> HttpResponse:
        """Go to the list, where it stands."""
        return redirect("handbook-proposals")

    def around(self) -> dict[str, Any]:
        """Return the entry it is about."""
        insist(self.ask.officer, PROPOSE, "提出编写建议")
        path = self.request.POST.get("path") or self.request.GET.get("path", "")
        return {"entry": in_service().entries.get(path)}


class OneProposal(FormScreen):
    """One proposal, and the form to answer it."""

    template = "desk/writing/proposal.html"

    def form(self, data: Any = None, files: Any = None) -> AnswerForm:  # noqa: ARG002
        """Return the form of the answer."""
        return AnswerForm(data)

    def do(self, form: AnswerForm) -> HttpResponse:
        """Keep the answer."""
        ask, given = self.ask, form.cleaned_data
        answer_proposal(
            proposal_id=self.kwargs["proposal_id"], taken=given["taken"] is True, answer=given["answer"],
            officer=ask.officer, at=ask.now, address=ask.address,
        )  # fmt: skip
        messages.success(self.request, _("已答复。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show it."""
        return redirect("proposal", self.kwargs["proposal_id"])

    def around(self) -> dict[str, Any]:
        """Return the proposal."""
        return {"page": proposal_page(self.ask.officer, self.kwargs["proposal_id"])}
