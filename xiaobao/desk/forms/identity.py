"""What is asked before an identity is opened, and of who releases one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, OneCard, Words, YesNo
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.rules.reveal import Purpose


class LookForm(RefusableForm):
    """What for, and why; whether it is allowed is the docket's to say. It has no draft and no once-mark."""

    use_required_attribute = False

    purpose = OneCard(_("查阅目的"))
    words = Words(_("为什么需要查阅"), hint=_("不要写姓名、电话。这些话封存，不在页面上显示。"))

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        purpose = self.fields["purpose"]
        if isinstance(purpose, OneCard):
            purpose.offer([(one.value, said(one.label)) for one in Purpose])
        self.fields["words"].widget.attrs["autocomplete"] = "off"

    def given(self) -> dict[str, str]:
        """Return what was chosen and written, as far as it is well formed."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("purpose", "words")}


class AnswerForm(RefusableForm):
    """Release or not, and why."""

    use_required_attribute = False

    granted = YesNo(_("答复"), yes=_("放行"), no=_("不予放行"))
    words = Words(_("理由"), rows=2)

    def __init__(self, data: Any = None, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)

    def given(self) -> dict[str, Any]:
        """Return the answer, as far as it is well formed."""
        self.is_valid()
        return {"granted": self.cleaned_data.get("granted"), "words": self.cleaned_data.get("words", "")}


class LookUpForm(RefusableForm):
    """A telephone number in full; sent by POST, so that no address and no log holds it."""

    use_required_attribute = False

    phone = Line(_("电话号码"), longest=64, needed=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        phone = self.fields["phone"]
        phone.widget.attrs.update({"autocomplete": "off", "inputmode": "tel"})
        if isinstance(phone, forms.CharField):
            phone.error_messages["required"] = _("请填写完整的电话号码。")
