"""A draft begun on screen: what the page says of the entry, and what the form asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xiaobao.desk.screen import Asking
from xiaobao.handbook.actions.start_draft import WRITE, Wanted, start_draft
from xiaobao.handbook.draft_steps import insist
from xiaobao.handbook.models import Draft
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.beginnings import beginning
from xiaobao.rules.handbook.drafting import OPEN
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class BeginPage:
    """The entry a draft is begun of, None for a new one; ``other`` is a draft of it that is open already."""

    entry: Entry | None
    other: Draft | None


def begin_page(officer: Authority, path: str) -> BeginPage:
    """Return it; raises NotAllowed, and NotFound for an entry there is not."""
    insist(officer, WRITE, "起草手册")
    entry = in_service().entries.get(path)
    if path and entry is None:
        raise NotFound("手册现行版没有这一篇。")
    return BeginPage(entry, Draft.objects.filter(path=path, state__in=OPEN).first() if path else None)


def begin(ask: Asking, given: Mapping[str, Any]) -> Draft:
    """Start what the form asks for; raises Refused with the fields of the form."""
    return start_draft(wanted=_wanted(given), officer=ask.officer, at=ask.now, address=ask.address)


def _wanted(given: Mapping[str, Any]) -> Wanted:
    proposal, path = given.get("proposal"), given.get("path", "")
    if not path:
        return _new(given)
    if given.get("what") != "remove":
        return Wanted(path, proposal_id=proposal)
    why = given["why"].strip()
    if not why:
        sentence = _("请写明为什么删去，审稿的人要看。")
        raise Refused(sentence, fields={"why": sentence})
    return Wanted(path, removes=True, words=why, proposal_id=proposal)


def _new(given: Mapping[str, Any]) -> Wanted:
    title, kind = given["title"].strip(), given["kind"]
    missing = {name: said for name, said in (("kind", kind), ("title", title)) if not said}
    if missing:
        sentence = _("新的一篇要选哪一类，并写标题。")
        raise Refused(sentence, fields=dict.fromkeys(missing, sentence))
    slug = given["slug"].strip() or f"new-{Draft.objects.count() + 1}"
    text = beginning(Kind(kind), title)
    path = entries.path_of(Kind(kind), slug)
    return Wanted(path, begun=title, text=text, words=_("新起草"), proposal_id=given.get("proposal"))
