"""Drafts of the handbook: the list, one to begin, and the page where it is reviewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk import once
from xiaobao.desk.draft_begun import begin, begin_page
from xiaobao.desk.draft_sheet import Bound, done_words, draft_sheet
from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.handbook_review import (
    CommentForm,
    OpinionForm,
    RemarkForm,
    RoundForm,
    RuleForm,
    StepForm,
)
from xiaobao.desk.forms.handbook_writing import BeginForm
from xiaobao.desk.screen import Asking, Screen, with_status
from xiaobao.handbook.actions.comment import comment
from xiaobao.handbook.actions.drop_draft import drop_draft
from xiaobao.handbook.actions.give_opinion import give_opinion
from xiaobao.handbook.actions.open_round import open_round
from xiaobao.handbook.actions.remark import remark
from xiaobao.handbook.actions.rule_comment import rule_comment
from xiaobao.handbook.actions.send_back import send_back
from xiaobao.handbook.actions.settle import settle
from xiaobao.handbook.drafts_page import drafts_page
from xiaobao.handbook.models import Role
from xiaobao.handbook.reach import draft_of
from xiaobao.refusals import Changed, NotFound, Obstacle, Refused
from xiaobao.rules.handbook.drafting import Deed


class Drafts(Screen):
    """What waits for whoever looks, their own, and the others'."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        ask = self.ask
        page = drafts_page(ask.officer, today=ask.today, shown=request.GET.get("shown", ""))
        return render(request, "desk/writing/drafts.html", {"page": page, "today": ask.today})


class BeginDraft(FormScreen):
    """Begin a draft: of an entry, of a new one, or that one should go."""

    template = "desk/writing/begin.html"

    def form(self, data: Any = None, files: Any = None) -> BeginForm:  # noqa: ARG002
        """Return the form for what the address names."""
        asked = self.request.GET
        number = asked.get("proposal", "")[:9]
        initial = {
            "what": "change",
            "path": asked.get("path", "")[:128],
            "title": asked.get("title", "")[:128],
        }
        return BeginForm(data, {**initial, "proposal": number if number.isdecimal() else None})

    def do(self, form: BeginForm) -> HttpResponse:
        """Begin it, and go on to write."""
        draft = begin(self.ask, form.cleaned_data)
        messages.success(self.request, _("草稿已建立。"))
        return redirect("draft" if draft.removes else "draft-edit", draft.pk)

    def done_already(self) -> HttpResponse:
        """Go to the list, where it stands."""
        return redirect("handbook-drafts")

    def around(self) -> dict[str, Any]:
        """Return the entry it is about."""
        path = self.request.POST.get("path") or self.request.GET.get("path", "")
        return {"page": begin_page(self.ask.officer, path[:128])}


class OneDraft(Screen):
    """One draft, as it will read, with everything said of it."""

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Show it."""
        return self.show(request, draft_id)

    def show(self, request: HttpRequest, draft_id: int, bound: Bound | None = None) -> HttpResponse:
        """Render it, with the form that was refused where there is one."""
        context = {
            "sheet": draft_sheet(self.ask, draft_id, bound),
            "once": request.POST.get(once.FIELD) or once.new_once(),
        }
        return render(request, "desk/writing/draft.html", context)


@dataclass(frozen=True)
class _Deed:
    """How a deed is done: the form it is sent by, and what is called with what the form gives."""

    form: Callable[[Any], Any]
    do: Callable[..., Any]
    more: Callable[[Asking], dict[str, Any]] = lambda _ask: {}
    key: str = ""


_DEEDS: dict[str, _Deed] = {
    Deed.COMMENT: _Deed(CommentForm, comment, key="paragraph"),
    Deed.GIVE_OPINION: _Deed(lambda data: OpinionForm(list(Role), data), give_opinion),
    Deed.RULE_COMMENT: _Deed(RuleForm, rule_comment, key="comment_id"),
    Deed.OPEN_ROUND: _Deed(
        RoundForm, open_round, lambda ask: {"lawbook": ask.rulebook.law, "today": ask.today}
    ),
    Deed.SETTLE: _Deed(
        StepForm,
        settle,
        lambda ask: {
            "lawbook": ask.rulebook.law,
            "reviewers": ask.rulebook.locality.handbook.reviewers,
        },
    ),
    Deed.SEND_BACK: _Deed(StepForm, send_back),
    Deed.REMARK: _Deed(RemarkForm, remark),
    Deed.DROP: _Deed(StepForm, drop_draft),
}


class ActOnDraft(OneDraft):
    """Do what a form on the page of a draft asks."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, draft_id: int, deed: str) -> HttpResponse:
        """Do it once, or show the page again with everything typed."""
        draft_of(self.ask.officer, draft_id)
        if deed not in _DEEDS:
            raise NotFound("没有这个页面。")
        if once.used(request) or once.used_just_now(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return redirect("draft", draft_id)
        form = _DEEDS[deed].form(request.POST)
        try:
            self._do(_DEEDS[deed], form, draft_id)
        except (Changed, Refused) as refusal:
            return self._again(request, draft_id, deed, form, refusal)
        once.use(request)
        messages.success(request, done_words(Deed(deed)))
        return redirect("draft", draft_id)

    def _do(self, how: _Deed, form: Any, draft_id: int) -> None:
        if not form.is_valid():
            raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        ask = self.ask
        how.do(
            draft_id=draft_id, officer=ask.officer, at=ask.now, address=ask.address, **how.more(ask),
            **form.given(),
        )  # fmt: skip

    def _again(
        self, request: HttpRequest, draft_id: int, deed: str, form: Any, refusal: Obstacle
    ) -> HttpResponse:
        form.refuse(refusal)
        key = request.POST.get(_DEEDS[deed].key, "") if _DEEDS[deed].key else ""
        bound = Bound(deed, int(key) if key.isdecimal() and len(key) < _LONGEST_NUMBER else 0, form)
        return with_status(self.show(request, draft_id, bound), 409 if isinstance(refusal, Changed) else 422)


_LONGEST_NUMBER = 10
