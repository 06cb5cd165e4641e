"""What has to be looked at again (复核) on the staff screens, and what a button there does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xiaobao.desk.forms.revisits import FINISH, TAKE, FinishForm, RevisitForm
from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.law_pages import law_address
from xiaobao.desk.screen import Asking
from xiaobao.handbook import revisits
from xiaobao.handbook.actions.assign_revisit import assign_revisit
from xiaobao.handbook.actions.finish_revisit import finish_revisit
from xiaobao.handbook.actions.finish_revisits import finish_revisits
from xiaobao.handbook.models import Revisit
from xiaobao.handbook.revisits import Line

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One revisit; ``entry`` and ``law`` are where they are read, empty where they have no page."""

    line: Line
    entry: str
    law: str
    mine: bool


@dataclass(frozen=True)
class RevisitsScreen:
    """The list: what waits, or what is ``done``; ``law`` narrows it to one regulation."""

    rows: tuple[Row, ...]
    page: Page[Revisit]
    waiting: int
    overdue: int
    done: bool
    law: str

    @property
    def query(self) -> str:
        """The query string without the number of the page."""
        return urlencode({"law": self.law} | ({"done": "1"} if self.done else {}))


def revisits_screen(ask: Asking, *, done: bool, law: str, number: str) -> RevisitsScreen:
    """Return the list; raises NotAllowed."""
    revisits.insist(ask.officer)
    open_ones = revisits.waiting()
    found = revisits.finished() if done else open_ones
    page = Paginator(found.filter(regulation=law) if law else found, PAGE).get_page(number)
    overdue = open_ones.filter(due_on__lt=ask.today).count()
    return RevisitsScreen(tuple(_rows(page.object_list, ask)), page, open_ones.count(), overdue, done, law)


def finish_form(data: Any = None) -> FinishForm:
    """Return the form that finishes several, filled in where ``data`` is given."""
    return FinishForm([] if data is None else list(Revisit.objects.values_list("pk", flat=True)), data)


def finish(ask: Asking, given: dict[str, Any]) -> str:
    """Finish what was picked and return the sentence that says so; raises NotAllowed, Refused."""
    done = finish_revisits(revisit_ids=given["picked"], words=given["words"], officer=ask.officer, at=ask.now)
    return _("已办结 %(count)s 项复核。") % {"count": done}


def revisit_row(ask: Asking, revisit_id: int) -> Row:
    """Return one; raises NotAllowed, NotFound."""
    return next(_rows([revisits.found(revisit_id, ask.officer)], ask))


def revisit_form(ask: Asking, revisit_id: int, data: Any = None) -> RevisitForm:
    """Return its form, filled in where ``data`` is given; raises NotAllowed, NotFound."""
    revisit = revisits.found(revisit_id, ask.officer)
    return RevisitForm(revisit, revisits.may_own(ask.rulebook.locality, ask.today), data)


def carry_out(ask: Asking, revisit_id: int, wish: str, given: dict[str, Any]) -> str:
    """Do what a button wishes and return the sentence that says so; raises Refused, Changed."""
    common: dict[str, Any] = {
        "revisit_id": revisit_id, "shown": given["shown"] or 0, "officer": ask.officer, "at": ask.now,
        "address": ask.address,
    }  # fmt: skip
    if wish == FINISH:
        finish_revisit(words=given["words"], **common)
        return _("已办结复核。")
    to = ask.officer.user.pk if wish == TAKE else given["owner"] or 0
    revisit = assign_revisit(to=to, locality=ask.rulebook.locality, **common)
    name = revisit.owner.name if revisit.owner else ""
    return _("已交给%(name)s。") % {"name": name}


def _rows(found: Any, ask: Asking) -> Iterator[Row]:
    held = ask.rulebook.law.regulations
    for line in revisits.lines(found, ask.rulebook.law, ask.today):
        one = line.revisit
        law = law_address(one.regulation) if one.regulation in held else ""
        entry = entry_address(line.path) if line.path else ""
        yield Row(line, entry, law, one.owner_id == ask.officer.user.pk)
