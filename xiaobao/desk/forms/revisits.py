"""The forms by which another look (复核) is given to somebody or finished, one or several at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.handbook.models import Revisit
from xiaobao.staff.models import User

ASSIGN, TAKE, FINISH = "assign", "take", "finish"
"""What the buttons wish."""


class RevisitForm(RefusableForm):
    """``owner`` is whom it is given to, ``words`` what was found; ``shown`` the owner that was read."""

    use_required_attribute = False

    owner = forms.TypedChoiceField(label=_("交给"), coerce=int, empty_value=None, required=False)
    words = Words(
        _("复核结果"),
        rows=4,
        hint=_("例如：核对过，不需要改；或者：已经起草修改，见草稿。不写当事人的姓名、电话。"),
    )
    shown = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, revisit: Revisit, owners: list[User], data: Any = None) -> None:
        owner = revisit.owner_id or 0
        super().__init__(data, initial={"owner": owner or "", "shown": owner})
        self.fields["owner"].choices = [("", "—"), *((one.pk, one.name) for one in owners)]  # type: ignore[attr-defined]


class FinishForm(RefusableForm):
    """Several finished at once: ``picked`` on the list, with the same ``words``."""

    use_required_attribute = False

    picked = forms.TypedMultipleChoiceField(label=_("勾选的"), coerce=int, required=False)
    words = Words(
        _("复核结果"), rows=3, hint=_("记在每一项上。要分别写明的，逐项打开办结。不写当事人的姓名、电话。")
    )

    def __init__(self, waiting: list[int], data: Any = None) -> None:
        super().__init__(data)
        self.fields["picked"].choices = [(key, key) for key in waiting]  # type: ignore[attr-defined]
