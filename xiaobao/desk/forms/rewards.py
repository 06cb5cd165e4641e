"""Forms of rewards: propose, decide, pay. None of them keeps a draft: a code must lie nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Money, OneCard, OneOf, Tick, Words, YesNo
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.reward_page import CasePage


class ProposeForm(RefusableForm):
    """What the clerk finds; each level says what it comes to."""

    party_id = OneOf(_("奖励哪一位举报人"), coerce=int, empty=None)
    natural_person = YesNo(_("举报人是自然人"), hint=_("单位举报的不予奖励。"))
    serious = OneCard(_("属于哪一种重大违法行为"), coerce=int, empty=None)
    level = OneCard(_("奖励等级"), coerce=int, empty=None, hint=_("等级的认定标准未见全文，由法制科确认。"))
    amount = Money(
        _("提高后的金额（元）"), optional=True, hint=_("只用于内部举报人；不填就按等级计算的金额。")
    )
    reason = Words(_("理由"), hint=_("举报与查处的关系、等级的理由。不写姓名、电话。"))

    def __init__(self, page: CasePage, data: Any = None) -> None:
        super().__init__(data)
        people = [(one.pk, _person(one.shown_name, one.shown_phone)) for one in page.people]
        self._offer("party_id", people)
        self._offer("serious", [(one.number, one.text) for one in page.scheme.serious])
        levels = [(level.number, f"{level.name}：{worked.amount:,.2f} 元") for level, worked in page.levels]
        self._offer("level", levels)
        if len(people) == 1:
            self.initial["party_id"] = people[0][0]
        if not page.matter.guarded:
            del self.fields["amount"]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, OneOf):
            field.offer(choices)

    def given(self) -> dict[str, Any]:
        """Return the arguments of the act; what was not given is None."""
        return {name: self.cleaned_data.get(name) for name in self.fields if name != "reason"} | {
            "reason": self.cleaned_data.get("reason", "")
        }


class DecideForm(RefusableForm):
    """What the approver decides."""

    approve = YesNo(_("决定"), yes=_("同意奖励"), no=_("不予奖励"))
    with_finance = Tick(_("已经会同财政部门确定"))
    words = Words(_("理由"), hint=_("不写姓名、电话。"))

    def __init__(self, data: Any = None, *, needs_finance: bool = False) -> None:
        super().__init__(data)
        if not needs_finance:
            del self.fields["with_finance"]

    def given(self) -> dict[str, Any]:
        """Return the arguments of the act."""
        known = self.cleaned_data
        return {
            "approve": known.get("approve"),
            "words": known.get("words", ""),
            "with_finance": bool(known.get("with_finance")),
        }


class PayForm(RefusableForm):
    """The code the reporter brought, and the voucher the money was paid on."""

    code = Line(_("奖励代码"), hint=_("通知书上的代码，不分大小写，可以不写短横线。"), longest=60)
    receipt = Line(_("付款凭证号"), longest=100, hint=_("查对代码时不用填。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ("code", "receipt"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def given(self) -> dict[str, str]:
        """Return the arguments of the act."""
        return {name: self.cleaned_data.get(name, "") for name in ("code", "receipt")}


class CodeForm(forms.Form):
    """The code once more, to lay out its notice while it is in hand."""

    code = forms.CharField(max_length=60)


def _person(name: str, phone: str) -> Any:
    return " ".join(filter(None, (name, phone))) or _("匿名")
