"""The forms of the registers: partners with their accounts and seats, promising shops, breaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Files, Line, LinesField, Number, OneOf, OneRow, Shown, Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.models import PaperKind, Partner, PartnerKind, PromisingShop, Site
from xiaobao.docket.partner_given import LEAST_DAYS, PartnerGiven, ShopGiven

Choices = Sequence[tuple[Any, str]]


class RegisterForm(RefusableForm):
    """A form of a register; what must be there is said at its field, in the officer's language."""

    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    def arguments(self) -> dict[str, Any]:
        """Return what was typed; call after ``is_valid`` said yes."""
        return dict(self.cleaned_data)

    def offer(self, name: str, choices: Choices) -> None:
        """Set what a menu can be set to."""
        field = self.fields[name]
        if isinstance(field, OneOf):
            field.offer(choices)


class PartnerForm(RegisterForm):
    """What the register says of a partner; its kind stays what it was."""

    stamp = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    kind = OneRow(_("种类"), of=PartnerKind.choices, needed=True)
    site = OneOf(_("设在哪里（五进）"), of=Site.choices, when="kind=point", half=True)
    name = Line(_("名称"), needed=True, hint=_("营业执照上的名称；维权服务站写站名。"))
    names = LinesField(
        _("投诉中还会写的名称"),
        optional=True,
        hint=_("门店、品牌、所在商场的名称；按名称认定被投诉人时使用。"),
    )
    credit_code = Line(_("统一社会信用代码"), longest=18, optional=True, half=True)
    industry = Line(_("行业"), longest=64, half=True, hint=_("考核表按行业排列。"))
    address = Line(_("地址"), longest=300, hint=_("写明街道，登记册可以按街道查找。"))
    office = OneOf(_("联系单位"), needed=True, half=True)
    applied_on = Day(_("申请书日期"), optional=True)
    committed_on = Day(_("承诺书日期"), optional=True)

    def __init__(self, offices: Choices, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("office", offices)

    @classmethod
    def of(cls, partner: Partner, stamp: str, offices: Choices) -> PartnerForm:
        """Return the form filled in with what is registered."""
        told = {name: getattr(partner, name) for name in cls.base_fields if hasattr(partner, name)}
        return cls(offices, initial=told | {"office": partner.office.code, "stamp": stamp})

    def given(self) -> PartnerGiven:
        """Return it as the action takes it; call after ``is_valid`` said yes."""
        return PartnerGiven(**{name: value for name, value in self.cleaned_data.items() if name != "stamp"})


class PaperForm(RegisterForm):
    """A paper of the register."""

    kind = OneOf(_("材料种类"), of=PaperKind.choices, needed=True, half=True)
    files = Files(  # type: ignore[assignment]
        _("文件"), needed=True, hint=_("PDF、图片或者 Word；每份不超过20兆字节，加密保存。")
    )


class OpenForm(RegisterForm):
    """From when the account is open."""

    on = Day(_("开通日"), needed=True)


class CloseForm(RegisterForm):
    """Why the account is closed."""

    reason = Words(_("关闭的理由"), rows=3, needed=True)


class SeatForm(RegisterForm):
    """Who gets a seat."""

    username = Line(_("用户名"), longest=32, needed=True, half=True, hint=_("小写字母开头，至少3位。"))
    name = Line(_("姓名"), longest=64, needed=True, half=True)


class ShopForm(RegisterForm):
    """What a shop promises."""

    stamp = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = Line(_("名称"), needed=True)
    names = LinesField(_("投诉中还会写的名称"), optional=True, least=2)
    credit_code = Line(_("统一社会信用代码"), longest=18, optional=True, half=True)
    street = OneOf(_("街道"), needed=True, half=True)
    address = Line(_("地址"), longest=300)
    days = Number(_("几日内可以退货"), needed=True, min_value=1, max_value=365, initial=LEAST_DAYS)
    since = Day(_("承诺开始之日"), needed=True)
    scope = Words(_("适用范围"), rows=3, needed=True, hint=_("按单位自己的承诺写，对外公示。"))
    exceptions = Words(_("例外"), rows=2, optional=True, hint=_("对外公示。"))
    partner = OneOf(_("同时是先行和解单位"), coerce=int, empty=None, optional=True)

    def __init__(
        self, streets: Sequence[str], partners: Choices, data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["partner"].required = False
        self.offer("street", [(street, street) for street in streets])
        self.offer("partner", partners)

    @classmethod
    def of(cls, shop: PromisingShop, stamp: str, streets: Sequence[str], partners: Choices) -> ShopForm:
        """Return the form filled in with what is registered."""
        told = {name: getattr(shop, name) for name in cls.base_fields if hasattr(shop, name)}
        return cls(streets, partners, initial=told | {"partner": shop.partner_id, "stamp": stamp})

    def given(self) -> ShopGiven:
        """Return it as the action takes it; call after ``is_valid`` said yes."""
        return ShopGiven(**{name: value for name, value in self.cleaned_data.items() if name != "stamp"})


class EndShopForm(RegisterForm):
    """From when a promise stands no more, and why."""

    until = Day(_("终止日"), needed=True, hint=_("当日起不再对外公示；之前购买的商品仍按承诺。"))
    reason = Words(_("终止的理由"), rows=3, needed=True)


class BreachForm(RegisterForm):
    """How a promise was broken."""

    shop_id = forms.IntegerField(widget=forms.HiddenInput)
    on = Day(_("违反承诺之日"), needed=True)
    words = Words(_("怎样违反了承诺"), rows=3, needed=True, hint=_("不写当事人的姓名、电话。"))
