"""The form that saves a search which tells its owner past a threshold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Number, OneOf, Shown, Text
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.actions.save_watch import LONGEST, MOST_DAYS, MOST_GROWTH, MOST_MATTERS
from xiaobao.docket.queries import Facets
from xiaobao.docket.watches_page import WATCHED

_WEEK = 7


class AnyOf(OneOf):
    """One of a list, or any."""

    blank: ClassVar[Text] = _("不限")


class Times(Shown, forms.FloatField):
    """So many times as many, with decimals."""

    look = "number"


class WatchForm(RefusableForm):
    """What is asked of the inbox, and from how many on it tells; ``asked`` fills in a search there is."""

    use_required_attribute = False
    name = Line(_("名称"), longest=LONGEST, needed=True)
    text = Line(_("检索词"), hint=_("编号、商家、事由，一两个字也可以；不写姓名、电话。"), optional=True)
    kind = AnyOf(_("类型"), half=True)
    channel = AnyOf(_("渠道"), half=True)
    office = AnyOf(_("承办单位"), half=True)
    state = AnyOf(_("状态"), half=True)
    category = AnyOf(_("类别"))
    days = Number(_("最近几天"), needed=True, min_value=1, max_value=MOST_DAYS)
    least = Number(_("达到多少件"), needed=True, min_value=1, max_value=MOST_MATTERS)
    growth = Times(
        _("且不少于此前同样天数的几倍"),
        hint=_("如 1.5；不比较的留空。"),
        optional=True,
        min_value=1.0,
        max_value=MOST_GROWTH,
    )

    def __init__(self, data: Any, *, facets: Facets, asked: Mapping[str, str]) -> None:
        super().__init__(data, initial={"days": _WEEK, **asked})
        offered = {
            "kind": facets.kinds, "channel": facets.channels, "office": facets.offices,
            "state": facets.states, "category": facets.categories,
        }  # fmt: skip
        for name, choices in offered.items():
            self.fields[name].offer([(code, _now(label)) for code, label in choices])  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    def asked(self) -> dict[str, str]:
        """Return what is asked of the inbox; call after ``is_valid``."""
        return {name: self.cleaned_data[name] for name in WATCHED if self.cleaned_data[name]}
