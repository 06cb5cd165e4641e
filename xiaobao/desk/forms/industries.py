"""The form by which a closed complaint becomes a typical case of a key industry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Shown, Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.actions.mark_typical import LONGEST


class TypicalForm(RefusableForm):
    """Which complaint, and what to learn from it."""

    use_required_attribute = False

    number = Line(_("登记编号"), longest=32, needed=True, hint=_("本单位已经办结、属于这个行业的投诉。"))
    words = Words(
        _("值得借鉴的地方"),
        rows=3,
        hint=_("这类投诉有什么特点、怎么处理成功的，最多%(most)d字。不写当事人的姓名、电话。"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        hint = self.fields["words"].help_text
        self.fields["words"].help_text = str(hint) % {"most": LONGEST}
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()
