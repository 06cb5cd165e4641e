"""One matter: facts, clocks, proposal, acts, papers, notes; and the way to the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import inbox_address, matter_address
from xiaobao.desk.beside_matter import guidance
from xiaobao.desk.forms.note import NoteForm
from xiaobao.desk.nominating import offers_nomination
from xiaobao.desk.once import new_once
from xiaobao.desk.screen import Asking, Screen, filter_kept, with_status
from xiaobao.docket import queries
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.case_library import used_on
from xiaobao.docket.identity_page import identity_part
from xiaobao.docket.label_beside import beside
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.told import untold_since_voided
from xiaobao.refusals import Refused
from xiaobao.rules import hot_categories
from xiaobao.rules.workflow import Act


class MatterScreen(Screen):
    """Everything about one matter on one page."""

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show the matter."""
        return show_matter(self, request, matter_id, note=NoteForm())


class NewNote(Screen):
    """Leave a note."""

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Append the note, or show the matter again with what was typed."""
        ask = self.ask
        text = request.POST.get("text", "")
        try:
            add_note(matter_id=matter_id, officer=ask.officer, at=ask.now, text=text, address=ask.address)
        except Refused as refusal:
            form = NoteForm({"text": text})
            form.refuse(refusal)
            return with_status(show_matter(self, request, matter_id, note=form), 422)
        messages.success(request, _("记事已保存。"))
        return redirect(matter_address(matter_id, filter_kept(request)) + "#notes")


class NextMatter(Screen):
    """Go to the next matter of the filter the officer came from."""

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Redirect to it, or to the inbox when this was the last one."""
        ask, chosen = self.ask, filter_kept(request)
        following = queries.next_matter(ask.officer, chosen, ask.today, matter_id, ask.rulebook)
        if following is None:
            messages.info(request, _("本筛选下没有其他来件了。"))
            return redirect(inbox_address(chosen))
        return redirect(matter_address(following, chosen))


def _lost(page: MatterPage, ask: Asking) -> set[int]:
    """Return the voided decisions to be made anew, so that the page can lead there."""
    line = page.act(Act.VOID)
    if line is None or not line.offered or not any(paper.voided_at for paper in page.papers):
        return set()
    return {document.pk for document in untold_since_voided(page.matter, ask.rulebook)}


def show_matter(screen: Screen, request: HttpRequest, matter_id: int, **extra: Any) -> HttpResponse:
    """Render the matter's page."""
    ask, chosen = screen.ask, filter_kept(request)
    page = read_matter(
        matter_id=matter_id, officer=ask.officer, at=ask.now, rulebook=ask.rulebook, address=ask.address
    )
    context = {
        "page": page,
        "matter": page.matter,
        "today": ask.today,
        "query": chosen.to_query(),
        "once": new_once(),
        "lost": _lost(page, ask),
        "identity": identity_part(page.matter, page.parties, ask.officer, ask.now),
        "guidance": guidance(page, ask),
        "may_nominate": offers_nomination(page.matter, ask),
        "mined": beside(page.matter, ask.officer),
        "hot_names": [one.name for one in hot_categories.load(ask.rulebook.content)],
        "cases_used": SimpleLazyObject(lambda: used_on(matter_id)),
        **extra,
    }
    return render(request, "desk/matter/page.html", context)
