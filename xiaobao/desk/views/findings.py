"""Findings of the mining on screen: the list, one finding with its form, an objection and its decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from xiaobao.desk.finding_around import around_finding
from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.findings import ContestForm, DecideForm, RulingForm
from xiaobao.desk.screen import Screen
from xiaobao.docket.actions.confirm_twin import confirm_twin
from xiaobao.docket.actions.contest_finding import contest_finding, decide_contest
from xiaobao.docket.actions.rule_finding import RULED, rule_finding
from xiaobao.docket.finding_page import FindingPage, finding_page
from xiaobao.docket.finding_reach import CONTESTS, DECIDES
from xiaobao.docket.finding_words import Sort, reasons
from xiaobao.docket.findings_page import Wanted, findings_page
from xiaobao.docket.models import FindingChange, FindingKind, FindingState, FindingVerb
from xiaobao.docket.twin_page import may_link_all

_DONE = {
    FindingVerb.CONFIRM: _("已确认。"),
    FindingVerb.REJECT: _("已记为不成立；理由用于改进下一次挖掘。"),
    FindingVerb.SNOOZE: _("已暂缓，到那一天再提出。"),
    FindingVerb.REOPEN: _("已重新打开。"),
}


class Findings(Screen):
    """The list, one kind at a time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page asked for."""
        ask, wanted = self.ask, Wanted.from_query(request.GET.dict())
        page = findings_page(ask.officer, wanted, ask.today)
        context = {
            "page": page,
            "wanted": page.wanted,
            "tabs": [(kind, page.counts[kind.value], _of_kind(kind)) for kind in FindingKind],
            "states": FindingState.choices,
            "changes": FindingChange.choices,
            "sorts": [one for one in Sort if page.whole_bureau or one is not Sort.SIZE],
            "following": page.wanted.to_query(after=page.next) if page.next else "",
        }
        return render(request, "desk/mining/list.html", context)


def _of_kind(kind: FindingKind) -> str:
    return Wanted(kind=kind.value).to_query()


class _FindingScreen(FormScreen):
    """What the screens of one finding share."""

    @cached_property
    def page(self) -> FindingPage:
        """The finding as the officer sees it; raises NotAllowed, NotFound."""
        ask, asked = self.ask, self.request.GET.get("page", "1")[:6]
        return finding_page(
            ask.officer, self.kwargs["finding_id"], rulebook=ask.rulebook, today=ask.today,
            page=int(asked) if asked.isdecimal() else 1,
        )  # fmt: skip

    def version(self) -> int:
        """Return the version of the finding as it stands."""
        return self.page.finding.version

    def done_already(self) -> HttpResponse:
        """Show the finding."""
        return redirect("finding", self.kwargs["finding_id"])

    def named(self, form: Any) -> dict[str, Any]:
        """Return what every action of these is told."""
        ask = self.ask
        return {
            "finding_id": self.kwargs["finding_id"],
            "version": form.version_read(),
            "officer": ask.officer,
            "at": ask.now,
            "address": ask.address,
        }


class OneFinding(_FindingScreen):
    """One finding, and the form that rules on it."""

    template = "desk/mining/finding.html"

    def form(self, data: Any = None, files: Any = None) -> RulingForm:  # noqa: ARG002
        """Return the form with what may be ruled now."""
        ask, page = self.ask, self.page
        return RulingForm(
            data,
            self.version(),
            verbs=[one.value for one in page.offered if one in RULED],
            reasons=reasons(ask.rulebook.content, page.finding.kind),
            today=ask.today,
            links=may_link_all(page, ask.officer),
        )

    def around(self) -> dict[str, Any]:
        """Return the finding with what its kind shows; raises NotAllowed, NotFound, Unavailable."""
        return around_finding(self.page, self.ask, self.request.GET.get("other", ""))

    def do(self, form: RulingForm) -> HttpResponse:
        """Rule on it."""
        told, said = self.named(form), form.cleaned_data
        if said.get("link") and said["verb"] == FindingVerb.CONFIRM:
            confirm_twin(**told, words=said["words"])
        else:
            rule_finding(
                **told, verb=said["verb"], reason=said.get("reason", ""), until=said.get("until"),
                words=said["words"],
            )  # fmt: skip
        messages.success(self.request, str(_DONE[FindingVerb(said["verb"])]))
        return self.done_already()


class ContestFinding(_FindingScreen):
    """Record that somebody objects."""

    template = "desk/mining/contest.html"

    def form(self, data: Any = None, files: Any = None) -> ContestForm:  # noqa: ARG002
        """Return the form."""
        return ContestForm(data, self.version())

    def around(self) -> dict[str, Any]:
        """Return the finding; raises NotAllowed, NotFound."""
        page = self.page
        self.ask.may(CONTESTS)
        return {"page": page, "deciding": False}

    def do(self, form: ContestForm) -> HttpResponse:
        """Record it."""
        said = form.cleaned_data
        contest_finding(**self.named(form), behalf=said["behalf"], words=said["words"])
        messages.success(self.request, _("异议已登记，等待决定。"))
        return self.done_already()


class DecideContest(_FindingScreen):
    """Decide on an objection."""

    template = "desk/mining/contest.html"

    def form(self, data: Any = None, files: Any = None) -> DecideForm:  # noqa: ARG002
        """Return the form."""
        return DecideForm(data, self.version())

    def around(self) -> dict[str, Any]:
        """Return the finding with the objection; raises NotAllowed, NotFound."""
        page = self.page
        self.ask.may(DECIDES)
        return {"page": page, "deciding": True}

    def do(self, form: DecideForm) -> HttpResponse:
        """Decide."""
        said = form.cleaned_data
        decide_contest(**self.named(form), uphold=said["uphold"], words=said["words"])
        messages.success(self.request, _("已作出决定。"))
        return self.done_already()
