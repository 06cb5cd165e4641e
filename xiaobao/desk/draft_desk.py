"""A draft being written: its form, how it will read, and what is still wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xiaobao.desk.forms.handbook_heads import EntryForm, offered
from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.screen import Asking
from xiaobao.handbook.draft_steps import insist, open_round_of
from xiaobao.handbook.models import Draft
from xiaobao.handbook.reach import draft_of
from xiaobao.handbook.shelf import in_service
from xiaobao.handbook.soundness import Trouble, known_now, troubles
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.drafting import Deed, step_of, why_not
from xiaobao.rules.handbook.entry import DRAWN, FACTS, kind_of
from xiaobao.rules.handbook.heads import fields_of, parted


@dataclass(frozen=True)
class Sight:
    """How a text reads, and what is wrong with it."""

    title: str
    html: str
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True)
class Writing:
    """What stands around the form: the draft, and what may be put in by name."""

    draft: Draft
    facts: tuple[str, ...] = FACTS
    drawn: tuple[str, ...] = DRAWN


def to_write(ask: Asking, draft_id: int, *, typed: bool = False) -> Draft:
    """Return a draft that may be written on now; raises NotAllowed, NotFound, Refused.

    ``typed``: something was written already, which stays on the page; saving it says what is in the way.
    """
    draft = draft_of(ask.officer, draft_id)
    insist(ask.officer, step_of(Deed.SAVE).right, Deed.SAVE.label)
    if not typed:
        _insist_writable(draft)
    return draft


def _insist_writable(draft: Draft) -> None:
    refusal = why_not(Deed.SAVE, draft.state, draft.get_state_display())
    if draft.removes:
        refusal = "这份草稿是建议删去这一篇，没有正文可以修改。"
    elif open_round_of(draft) is not None:
        refusal = "正在征求意见，各方看的必须是同一稿：等意见到齐再改，或者先退回起草。"
    if refusal:
        raise Refused(refusal)


def entry_form(ask: Asking, draft: Draft, data: Any = None) -> EntryForm:
    """Return the form of a draft, filled in with its text or with what was typed."""
    choices = offered(in_service(), ask.rulebook.law, ask.rulebook.law.in_force(ask.today).id)
    return EntryForm(kind_of(draft.path), draft.text, choices, data, draft.version)


def sight(ask: Asking, draft: Draft, text: str) -> Sight:
    """Return how a text of the draft reads."""
    found = troubles(draft.path, text, known_now(ask.rulebook.law))
    title = str(fields_of(text).get("title") or "")
    return Sight(title, web_of(ask).html(parted(text)[1]), found)


def text_typed(form: EntryForm, draft: Draft) -> str:
    """Return the text as it is typed; what cannot be read of a form leaves the text as it was."""
    return form.written() if form.is_valid() else draft.text
