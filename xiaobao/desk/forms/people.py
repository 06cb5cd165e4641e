"""Several people written down at once: one row each, blank rows left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Shown, Ticks
from xiaobao.docket.people import PersonGiven

PARTS = (
    ("name", _("姓名")),
    ("phone", _("电话")),
    ("postal", _("通讯地址")),
    ("id_kind", _("证件类型")),
    ("id_number", _("证件号码")),
)
LEAST = 2
Row = Mapping[str, str]


class PeopleRows(forms.Widget):
    """Rows of fields called ``people-name``, ``people-phone`` …"""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:  # noqa: ARG002
        """Return the rows as typed, blank ones too."""
        if not hasattr(data, "getlist"):
            return list(data.get(name, []))
        columns = {part: data.getlist(f"{name}-{part}") for part, _label in PARTS}
        count = max((len(column) for column in columns.values()), default=0)
        return [
            {part: column[place] if place < len(column) else "" for part, column in columns.items()}
            for place in range(count)
        ]


class PeopleField(Shown):
    """People as ``PersonGiven``, in the order typed; ``first`` is the place of the first row."""

    look = "people"
    widget = PeopleRows
    parts = PARTS
    first = 0

    def rows(self, value: Any) -> list[Row]:
        """Return the rows to show: what was typed, filled up with blank ones."""
        typed = [row for row in value or [] if filled(row)]
        return typed + [{}] * max(LEAST - len(typed), 1)

    def places(self, value: Any) -> dict[int, int]:
        """Return, for each row as typed, its place among all complainants when blank rows are left out."""
        full = [row for row, typed in enumerate(value or []) if filled(typed)]
        return {self.first + row: self.first + place for place, row in enumerate(full)}

    def clean(self, value: Any) -> list[PersonGiven]:
        """Return the people."""
        return [PersonGiven(**{k: v.strip() for k, v in row.items()}) for row in value or [] if filled(row)]


class Elected(Ticks):
    """Who was elected to speak, by the place among all complainants: those there are, then the rows."""

    def valid_value(self, value: Any) -> bool:
        """Let the rows pass, however many were added; the action knows who is there."""
        return str(value).isdecimal() and len(str(value)) < 4


def filled(row: Row) -> bool:
    """Whether anything has been typed into a row."""
    return any(part.strip() for part in row.values())
