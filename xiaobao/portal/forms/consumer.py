"""What a consumer says and does; the names of the fields are those of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xiaobao.docket.people import PersonGiven
from xiaobao.docket.public_page import Directory
from xiaobao.portal.forms.fields import Line, Money, PortalForm, Stars, Tick, Words
from xiaobao.rules.settle_first import HandOver

WISHES = (
    gettext_noop("退货"),
    gettext_noop("退款"),
    gettext_noop("换货"),
    gettext_noop("修理"),
    gettext_noop("赔偿损失"),
    gettext_noop("赔礼道歉"),
)
"""Written down in Chinese, whatever language they were chosen in."""


class LookForm(PortalForm):
    """The code of a complaint."""

    code = Line(_("查询码"), longest=64, hint=_("提交投诉时得到的12位字母和数字，例如 7K2M-9XQD-H4TB。"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
        }  # fmt: skip


class AnswerForm(PortalForm):
    """A message to the partner."""

    text = Words(_("给对方留言"), hint=_("请不要在留言里写姓名、电话、住址；写了也会被遮盖。"))


class ShareForm(PortalForm):
    """Name and phone, to the partner."""


class ConfirmForm(PortalForm):
    """It is settled."""

    satisfaction = Stars(_("您对这次处理是否满意（可以不选）"), required=False)


class DenyForm(PortalForm):
    """It is not settled."""

    words = Words(_("哪里不对"), rows=3)


class AskForm(PortalForm):
    """The bureau is to deal with it."""

    words = Words(_("想对市场监管部门说的话（可以不写）"), rows=3, required=False)


class RateForm(PortalForm):
    """How satisfied."""

    satisfaction = Stars(_("您对这次处理是否满意"))


class LodgeForm(PortalForm):
    """A complaint to be settled first."""

    partner = forms.ChoiceField(label=_("由谁先处理"))
    respondent_name = Line(
        _("商家名称"), required=False,
        hint=_("选择维权服务站的，请写商场、市场里那一家店的名称；选择企业的可以不写。"),
    )  # fmt: skip
    person_name = Line(_("您的姓名"), longest=40)
    person_phone = Line(_("您的电话"), longest=20, hint=_("只交给市场监管部门保存；您同意以前，企业看不到。"))
    content = Words(
        _("发生了什么"), rows=7,
        hint=_("什么时候、在哪里、买了什么、出了什么问题。请不要在这里写姓名、电话、住址。"),
    )  # fmt: skip
    wishes = forms.MultipleChoiceField(
        label=_("您要求怎么解决"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(place), _(wish)) for place, wish in enumerate(WISHES)],
    )  # fmt: skip
    other_wish = Line(_("其他要求"), required=False)
    amount = Money(_("涉及金额（元）"), required=False, hint=_("不清楚可以不填。"))
    shares_contact = Tick(
        _("同意把我的姓名和电话提供给所选的企业或者服务站"),
        hint=_("不同意也可以：双方通过本页面留言联系，以后随时可以同意。"),
    )

    def __init__(self, directory: Directory, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.kinds = {str(one.id): one.kind for street in directory.shown for one in street.partners}
        choose: Any = [("", _("请选择"))]
        groups = [(s.name, [(str(p.id), p.name) for p in s.partners]) for s in directory.shown]
        field: Any = self.fields["partner"]
        field.choices = choose + groups
        field.error_messages["invalid_choice"] = _("请从列出的各项中选择。")
        wishes: Any = self.fields["wishes"]
        wishes.is_group = True
        for name, kind in (("person_name", "name"), ("person_phone", "tel")):
            self.fields[name].widget.attrs |= {"autocomplete": kind}
        self.fields["person_phone"].widget.attrs |= {"inputmode": "tel"}

    def facts(self) -> dict[str, Any]:
        """Return what the complaint is registered with; an ODR enterprise was the consumer's own choice."""
        given = super().facts()
        chosen = [WISHES[int(place)] for place in given["wishes"]]
        kind = self.kinds[given["partner"]]
        return {
            "way": (HandOver.POINT if kind == "point" else HandOver.GREEN).value,
            "partner": int(given["partner"]),
            "person": PersonGiven(name=given["person_name"], phone=given["person_phone"]),
            "respondent_name": given["respondent_name"],
            "content": given["content"],
            "requests": [wish for wish in (*chosen, given["other_wish"]) if wish],
            "amount": given["amount"],
            "shares_contact": given["shares_contact"],
        }
