"""The name of a saved view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.models import SavedView

LONGEST = SavedView._meta.get_field("name").max_length


class SavedViewForm(forms.Form):
    """One name of at most 32 characters."""

    name = forms.CharField(
        label=_("视图名称"),
        max_length=LONGEST,
        error_messages={"required": _("请给视图起一个名称。"), "max_length": _("视图名称最多32个字。")},
    )
