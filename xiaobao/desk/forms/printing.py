"""What to print of a filtered list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Tick, Ticks
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.printing import Wanted


class PrintForm(RefusableForm):
    """Kinds of documents (none ticked: every kind), days of issue, and whether only the unserved ones."""

    titles = Ticks(_("文书种类"), coerce=str, hint=_("不勾选就是全部种类。"))
    since = Day(_("签发日期从"))
    until = Day(_("签发日期到"))
    unserved = Tick(_("只打印还没有送达的"))
    duplex = Tick(_("双面打印：每份文书从新的一张纸开始"))

    def __init__(self, kinds: Sequence[tuple[str, int]], data: Any = None) -> None:
        super().__init__(data)
        titles = self.fields["titles"]
        if isinstance(titles, Ticks):
            titles.offer([(title, f"{title}（{count}）") for title, count in kinds])

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", forms.ValidationError(_("结束日期不能早于开始日期。"), code="order"))
        return given

    def wanted(self) -> Wanted:
        """Return the choice for the docket; call after ``is_valid`` said yes."""
        given = self.cleaned_data
        return Wanted(tuple(given["titles"]), given["since"], given["until"], given["unserved"])
