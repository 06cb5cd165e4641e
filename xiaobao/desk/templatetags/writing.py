"""What the pages of the writing of the handbook draw: heads in words, the names of facts."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.handbook_heads import Row, head_rows, names_alone
from xiaobao.docket.rulebook import current
from xiaobao.handbook.editions_page import EntryChange
from xiaobao.law import LawError
from xiaobao.rules.handbook.entry import CITE, FACT

register = template.Library()
_FACTS = {
    "bureau": _("本局名称"),
    "phone": _("本局电话"),
    "number": _("来件编号"),
    "officer": _("承办人"),
    "due": _("下一个期限"),
}


@register.filter
def fact_word(name: str) -> str:
    """Return what a fact that can be put in is called."""
    return str(_FACTS.get(name, name))


@register.filter
def as_read(text: str) -> str:
    """Return a piece of an entry as it is read aloud: citations in full, facts by what they are called."""
    said = CITE.sub(_cited, text)
    return FACT.sub(lambda match: f"〔{fact_word(match[1])}〕", said)


def _cited(match: re.Match[str]) -> str:
    try:
        return current().law.cite(match[1], match[2])
    except LawError:
        return match[0]


@register.filter
def rows_of_head(change: EntryChange) -> tuple[Row, ...]:
    """Return the head of an entry that differs, in words; where it was and is, only what differs."""
    rows = head_rows(change.kind, change.head or change.head_before, change.head_before, names_alone())
    if change.old is None or change.new is None:
        return ()
    return tuple(row for row in rows if row.fresh)
