"""Drawing a sample: period, filter, size, and the seed that lets anybody repeat the draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Number, OneOf, Shown, Ticks
from xiaobao.desk.forms.refusable import RefusableForm

LARGEST_SEED = 999_999_999
LARGEST_SIZE = 500


class SampleForm(RefusableForm):
    """``seed`` is shown and may be changed: the same seed over the same matters draws the same ones."""

    since = Day(_("收到日期从"), needed=True)
    until = Day(_("收到日期到"), needed=True)
    size = Number(_("抽取件数"), needed=True, min_value=1, max_value=LARGEST_SIZE, initial=20)
    seed = Number(
        _("随机种子"),
        needed=True,
        max_value=LARGEST_SEED,
        hint=_("系统随机给出，也可以改成公开摇出的号码。同一种子抽出的结果相同，任何人都可以复核。"),
    )
    office = OneOf(_("承办单位"))
    states = Ticks(_("现在的状态"), coerce=str, hint=_("不勾选就是这些状态都抽。"))

    def __init__(
        self,
        offices: Sequence[tuple[str, str]],
        states: Sequence[tuple[str, str]],
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for name, choices in (("office", offices), ("states", states)):
            field = self.fields[name]
            if isinstance(field, OneOf | Ticks):
                field.offer(choices)
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()
        self.fields["office"].widget.choices = [("", _("全部")), *offices]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", forms.ValidationError(_("结束日期不能早于开始日期。"), code="order"))
        return given
