"""Writing on a draft: the form, how it will read, and articles to cite."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.draft_desk import Writing, entry_form, sight, text_typed, to_write
from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.handbook_heads import EntryForm
from xiaobao.desk.screen import Screen
from xiaobao.handbook.actions.save_draft import save_draft
from xiaobao.handbook.cite_picker import citable
from xiaobao.handbook.draft_steps import insist
from xiaobao.handbook.models import Draft


class EditDraft(FormScreen):
    """The form of one draft."""

    template = "desk/writing/edit.html"

    def form(self, data: Any = None, files: Any = None) -> EntryForm:  # noqa: ARG002
        """Return it filled in."""
        return entry_form(self.ask, self._draft(), data)

    def do(self, form: EntryForm) -> HttpResponse:
        """Keep what is typed, whatever is still wrong with it."""
        ask, draft_id = self.ask, self.kwargs["draft_id"]
        save_draft(
            draft_id=draft_id, version=form.version_read(), text=form.written(), officer=ask.officer,
            words=form.cleaned_data["words"], at=ask.now, address=ask.address,
        )  # fmt: skip
        messages.success(self.request, _("已保存。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Go back to the draft, or stay and write on."""
        on = self.request.POST.get("do") == "on"
        return redirect("draft-edit" if on else "draft", self.kwargs["draft_id"])

    def around(self) -> dict[str, Any]:
        """Return the draft and how it reads now."""
        draft = self._draft()
        text = (
            text_typed(entry_form(self.ask, draft, self.request.POST), draft)
            if self.request.POST
            else draft.text
        )
        return {"writing": Writing(draft), "sight": sight(self.ask, draft, text)}

    def _draft(self) -> Draft:
        return to_write(self.ask, self.kwargs["draft_id"], typed=self.request.method == "POST")


class PreviewDraft(Screen):
    """How what is typed will read, before it is saved."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Show it; nothing is kept."""
        draft = to_write(self.ask, draft_id, typed=True)
        text = text_typed(entry_form(self.ask, draft, request.POST), draft)
        return render(request, "desk/writing/sight.html", {"sight": sight(self.ask, draft, text)})


class Citations(Screen):
    """Articles that can be cited, by name, number or words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the first ones found."""
        insist(self.ask.officer, "handbook_comment", "查找引用")
        asked = request.GET.get("cite", "")[:60]
        context = {"found": citable(self.ask.rulebook.law, asked), "asked": asked}
        return render(request, "desk/writing/citations.html", context)
