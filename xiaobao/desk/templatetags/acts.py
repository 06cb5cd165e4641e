"""What the pages of acts draw: where an act is done, its letter on the keyboard, the lines of a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from django import forms, template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from xiaobao.desk.acts import KEYS
from xiaobao.desk.forms.act import lines_shown
from xiaobao.desk.forms.decide import DeclineForm
from xiaobao.desk.forms.filing import Conditions
from xiaobao.desk.forms.people import PeopleField
from xiaobao.desk.next_steps import next_steps
from xiaobao.desk.sheet import Sheet
from xiaobao.desk.sheet import laid_out as sheet_of
from xiaobao.docket.acts_page import ActLine
from xiaobao.docket.matter_page import MatterPage
from xiaobao.documents.blocks import Block
from xiaobao.rules.workflow import Act

register = template.Library()

_OWN = {Act.ACCEPT: "accept", Act.DECLINE: "decline"}


@register.simple_tag
def act_address(matter_id: int, act: str, query: str = "", to: str = "", anew: int = 0) -> str:
    """Return the address of an act with the filter to come back to.

    ``to`` chooses whom a document is for, ``anew`` the document to be made once more.
    """
    own = _OWN.get(Act(act))
    address = reverse(own, args=[matter_id]) if own else reverse("act", args=[matter_id, act])
    carried = {name: value for name, value in (("in", query), ("to", to), ("anew", anew)) if value}
    return address + (f"?{urlencode(carried)}" if carried else "")


@register.filter
def act_key(act: str) -> str:
    """Return the letter of a common act on the keyboard; empty for the others."""
    return KEYS.get(Act(act), "")


@register.filter
def leading(page: MatterPage) -> list[ActLine]:
    """Return the acts that lead on from here, the next one first, three at most."""
    return next_steps(page)


@register.filter
def act_line(page: MatterPage, act: str) -> ActLine | None:
    """Return the line of one act; None when the track does not know it."""
    return page.act(Act(act))


@register.filter
def laid_out(blocks: Sequence[Block]) -> Iterator[Block | Sheet]:
    """Lay a letter out for the screen, with the rows of a form as tables."""
    return sheet_of(blocks)


@register.filter
def lines_of(field: forms.BoundField) -> list[str]:
    """Return the lines a field of lines shows."""
    return lines_shown(field)


@register.filter
def conditions_of(field: forms.BoundField) -> list[tuple[int, str, str | None]]:
    """Return the rows a field of conditions shows: number, text, words (None: not ticked)."""
    return list(cast("Conditions", field.field).rows(field.value()))


@register.filter
def rows_of(field: forms.BoundField) -> list[tuple[int, list[tuple[str, str, str]]]]:
    """Return the rows a field of people shows: place, and (part, label, value) each."""
    people = cast("PeopleField", field.field)
    rows = people.rows(field.value())
    return [
        (people.first + place, [(part, str(label), row.get(part, "")) for part, label in people.parts])
        for place, row in enumerate(rows)
    ]


@register.filter
def elected(place: int, form: forms.BaseForm) -> bool:
    """Whether the person of a row was ticked as a representative."""
    return str(place) in [str(one) for one in form["representatives"].value() or []]


@register.filter
def said(text: str) -> str:
    """Say a word of a lower room in the officer's language."""
    return gettext(text) if text else ""


@register.filter
def about(field: forms.BoundField, value: object) -> str:
    """Return what is said under one choice of a field."""
    more: dict[str, str] = getattr(field.field, "about", {})
    return more.get(str(value), "")


@register.filter
def considered(form: DeclineForm, number: int) -> str | None:
    """Return what was written of a factor; None when it was not ticked."""
    return form.considered().get(number)


@register.filter
def yes_or_no(value: bool | None) -> str:
    """Write a truth value for reading; nothing when nobody has said."""
    return "" if value is None else gettext("是") if value else gettext("否")
