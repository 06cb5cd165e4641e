"""Rules in service and changes of them: one person proposes, another signs what it would move."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.rule_editors import EDITORS, Data, Editor, RuleForm
from xiaobao.desk.forms.rules import DecideRulesForm, FileForm
from xiaobao.desk.rule_signing import sign
from xiaobao.desk.screen import Screen, with_status
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket import provisional, rules_page
from xiaobao.docket.actions.export_moves import export_moves
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.actions.refuse_rules import refuse_rules
from xiaobao.docket.actions.relist_rules import relist_rules
from xiaobao.docket.actions.withdraw_rules import withdraw_rules
from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import RuleFile, shipped_or_placed
from xiaobao.docket.rule_lists import worked_out
from xiaobao.docket.rule_steps import PROPOSE, SIGN
from xiaobao.docket.rules_page import FoundPart
from xiaobao.refusals import Changed, Obstacle, Refused

PAGE = 20
_WISHES = ("", "look", "propose")
"""What the buttons of a form wish; any other adds or takes away a part."""
_OPEN = (RuleChange.State.PROPOSED, RuleChange.State.SIGNED)


class Rules(Screen):
    """What is in service, what waits for a signature, and what was decided."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        ask = self.ask
        rules_page.insist_on_rules(ask.officer)
        decided = Paginator(rules_page.changes().exclude(state__in=_OPEN), PAGE)
        context = {
            "waiting": rules_page.changes().filter(state__in=_OPEN),
            "page": decided.get_page(request.GET.get("page")),
            "rules": rules_page.in_service(ask.rulebook, ask.today),
            "proposes": ask.officer.may(PROPOSE),
        }
        return render(request, "desk/rules/page.html", context)


class ProvisionalClocks(Screen):
    """The running clocks whose last day is not firm."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, soonest first; the count is that of the bureau, the list what the officer may see."""
        ask = self.ask
        rules_page.insist_on_rules(ask.officer)
        page = Paginator(provisional.within(ask.officer), PAGE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "lines": [provisional.line(clock, ask.rulebook) for clock in page.object_list],
            "counts": provisional.count(ask.rulebook.calendar),
        }
        return render(request, "desk/rules/provisional.html", context)


class NewRule(Screen):
    """Propose a change: what has a form as a form, anything as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form filled in with what is in service."""
        self.ask.may(PROPOSE)
        editor = self._editor(request)
        if editor is None:
            return self._show(request, FileForm(initial=self._in_service(request)))
        return self._show(request, editor.form(self.ask.rulebook))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add or take away a part, look at what it would move, or propose it."""
        self.ask.may(PROPOSE)
        wish = request.POST.get("do", "")
        editor = self._editor(request)
        if editor is None:
            return self._wish(request, FileForm(request.POST, request.FILES), wish)
        data = cast("Data", request.POST)
        if wish not in _WISHES:
            return self._show(request, editor.form(self.ask.rulebook, editor.changed(data, wish)))
        return self._wish(request, editor.form(self.ask.rulebook, data, bound=True), wish)

    def _editor(self, request: HttpRequest) -> Editor | None:
        """Return how the kind of the address is edited; None where it is changed as a file."""
        what = request.GET.get("what", "ladder")
        return None if what == "file" else EDITORS.get(what, EDITORS["ladder"])

    def _wish(self, request: HttpRequest, form: RuleForm, wish: str) -> HttpResponse:
        ask = self.ask
        try:
            file = form.file()
            if wish != "propose":
                return self._show(request, form, self._what_if(file, form.span))
            change = propose_rules(
                file=file, reason=form.why, officer=ask.officer, at=ask.now, span=form.span,
                address=ask.address,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        messages.success(request, _("已提出，等待另一个人签署。"))
        return redirect("rule", change.pk)

    def _what_if(self, file: RuleFile, span: Span | None) -> FoundPart:
        ask = self.ask
        listed = worked_out(file, rulebook=ask.rulebook, at=ask.now, span=span)
        return rules_page.found_part(listed, ask.officer, ask.rulebook)

    def _in_service(self, request: HttpRequest) -> dict[str, str]:
        """Return name and text of the file to begin with, where the address names one."""
        kind, _slash, name = request.GET.get("of", "").partition("/")
        if kind not in RuleKind.values:
            return {}
        return {"name": name, "text": shipped_or_placed(RuleKind(kind), name, self.ask.rulebook)}

    def _show(self, request: HttpRequest, form: RuleForm, found: FoundPart | None = None) -> HttpResponse:
        editor = self._editor(request)
        context = {
            "form": form,
            "found": found,
            "what": request.GET.get("what", "ladder"),
            "editors": EDITORS,
        }
        return render(request, editor.template if editor else "desk/rules/file.html", context)


class OneRule(Screen):
    """One change: the list it is signed by, how the file differs, and what may be done."""

    def get(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """Show it."""
        return self.show(request, change_id, DecideRulesForm())

    def show(self, request: HttpRequest, change_id: int, form: DecideRulesForm) -> HttpResponse:
        """Render it, with the form as it was sent where there is one."""
        officer = self.ask.officer
        page = rules_page.change_page(officer, change_id, self.ask.rulebook)
        context = {
            "page": page,
            "change": page.change,
            "form": form,
            "signs": page.waits and not page.mine and officer.may(SIGN),
            "withdraws": page.waits and page.mine and officer.may(PROPOSE),
        }
        return render(request, "desk/rules/change.html", context)


class DecideRule(OneRule):
    """Sign a change, refuse it, take it back, or list anew what it would move."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """Do what the button says, or show the change again with what was written."""
        form = DecideRulesForm(request.POST)
        try:
            said = self._do(request.POST.get("do", ""), change_id, **form.given())
        except Changed as change:
            return with_status(self._again(request, change_id, form, change), 409)
        except Refused as refusal:
            return with_status(self._again(request, change_id, form, refusal), 422)
        messages.success(request, said)
        return redirect("rule", change_id)

    def _do(self, wish: str, change_id: int, *, words: str, shown: str) -> str:
        ask = self.ask
        given: dict[str, Any] = {
            "change_id": change_id, "officer": ask.officer, "at": ask.now, "address": ask.address,
        }  # fmt: skip
        if wish == "sign":
            change = sign(ask, change_id, shown=shown, words=words)
            if change.state == RuleChange.State.APPLIED:
                return _("已签署并生效。")
            return _("已签署，正在生效：期限由后台重算，完成以后这里会写明。")
        if wish == "refuse":
            refuse_rules(words=words, **given)
            return _("已决定不予通过。")
        if wish == "withdraw":
            withdraw_rules(words=words, **given)
            return _("已撤回。")
        relist_rules(**given)
        return _("已按现在的情况重新列出。")

    def _again(
        self, request: HttpRequest, change_id: int, form: DecideRulesForm, refusal: Obstacle
    ) -> HttpResponse:
        form.refuse(refusal)
        return self.show(request, change_id, form)


class RuleMoves(Screen):
    """The whole list as a table."""

    def get(self, request: HttpRequest, change_id: int, form: str) -> HttpResponse:  # noqa: ARG002
        """Send it; the taking has been audited by then."""
        ask = self.ask
        file = export_moves(
            change_id=change_id, form=form, officer=ask.officer, at=ask.now, address=ask.address
        )
        return handed_over(file)
