"""The case library: published cases, marks on them, and nominations on their way to a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk import case_pages, nominating
from xiaobao.desk.case_pages import Chosen, case_page, library_page
from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.cases import CaseForm, MarkForm, fields_of
from xiaobao.desk.screen import Screen
from xiaobao.handbook.actions.mark_case import mark_case
from xiaobao.rules import hot_categories


class Library(Screen):
    """The published cases."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show those that fit."""
        page = library_page(self.ask, Chosen.of(request.GET.dict()))
        return render(request, "desk/handbook/cases.html", {"page": page})


class OneCase(FormScreen):
    """One published case, and what the officer thinks of it."""

    template = "desk/handbook/case.html"

    def form(self, data: Any = None, files: Any = None) -> MarkForm:  # noqa: ARG002
        """Return the form, with the officer's earlier mark."""
        mine = case_page(self.ask, self.kwargs["slug"]).mine if data is None else None
        return MarkForm(data, initial={"mark": mine.mark, "words": mine.words} if mine else None)

    def around(self) -> dict[str, Any]:
        """Return the case."""
        return {"page": case_page(self.ask, self.kwargs["slug"])}

    def do(self, form: MarkForm) -> HttpResponse:
        """Keep the mark."""
        ask = self.ask
        mark_case(
            slug=self.kwargs["slug"], officer=ask.officer, at=ask.now, address=ask.address,
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(self.request, _("您的意见已记下。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the case."""
        return redirect("case", self.kwargs["slug"])


class Nominations(Screen):
    """The nominations within reach."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        found = nominating.nominations_seen(self.ask)
        return render(request, "desk/handbook/nominations.html", {"nominations": found})


class OneNomination(FormScreen):
    """One nomination beside its matter; sent, it saves the words."""

    template = "desk/handbook/nomination.html"
    _read: nominating.NominationPage

    def form(self, data: Any = None, files: Any = None) -> CaseForm:  # noqa: ARG002
        """Return the words, as stored or as typed."""
        categories = [(one.id, one.name) for one in hot_categories.load(self.ask.rulebook.content)]
        return CaseForm(categories, data, self._stored() if data is None else None)

    def around(self) -> dict[str, Any]:
        """Return the nomination as it stands now."""
        self._read = nominating.nomination_page(self.ask, self.kwargs["code"])
        return {"page": self._read}

    def do(self, form: CaseForm) -> HttpResponse:
        """Save the words."""
        track = self._read.nomination.track
        nominating.save(self.ask, self.kwargs["code"], form.version_read(), form.case(track))
        messages.success(self.request, _("已保存。改动过的文字要重新确认脱敏。"))
        return self.done_already()

    def done_already(self) -> HttpResponse:
        """Show the nomination."""
        return redirect("nomination", self.kwargs["code"])

    def _stored(self) -> Mapping[str, Any]:
        return fields_of(self._read.case, self._read.nomination.version)


class ConfirmNomination(OneNomination):
    """Say that nobody can be known by the words as they are stored."""

    def form(self, data: Any = None, files: Any = None) -> CaseForm:
        """Return the words as stored, of the version the officer has read."""
        read = {"version": data.get("version", "")} if data is not None else {}
        return super().form({**self._stored(), **read} if read else None, files)

    def do(self, form: CaseForm) -> HttpResponse:
        """Confirm."""
        nominating.confirm(self.ask, self.kwargs["code"], form.version_read())
        messages.success(self.request, _("已确认脱敏。"))
        return self.done_already()


class DraftNomination(ConfirmNomination):
    """Turn the case into a draft of the handbook."""

    def do(self, form: CaseForm) -> HttpResponse:
        """Start the draft."""
        nominating.draft(self.ask, self.kwargs["code"], form.version_read())
        messages.success(self.request, _("已转为草稿，和其他篇目一样征求意见、发布。"))
        return self.done_already()


class DropNomination(ConfirmNomination):
    """Do not take the case."""

    def do(self, form: CaseForm) -> HttpResponse:
        """Drop it."""
        nominating.drop(self.ask, self.kwargs["code"], form.version_read())
        messages.success(self.request, _("没有采用，文字仍保留。"))
        return redirect("nominations")


class NominateMatter(Screen):
    """Nominate a closed matter, in one click."""

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Nominate it and lead on to its words."""
        nomination = nominating.nominate_matter(self.ask, matter_id)
        messages.success(request, _("已推荐为典型案例。下面是自动提出的脱敏文字，请核对并补写评析。"))
        return redirect("nomination", nomination.code)


class UseCase(Screen):
    """Say that a case was gone by in handling a matter."""

    def post(self, request: HttpRequest, matter_id: int, slug: str) -> HttpResponse:
        """Keep it."""
        new = case_pages.use_case(self.ask, matter_id, slug)
        messages.success(request, _("已记下：参考了这个案例。") if new else _("这件已经记过参考这个案例。"))
        return redirect("matter", matter_id)
