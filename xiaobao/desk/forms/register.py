"""Registering a complaint or a report from any channel: what Forms 1 and 2 ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import lines_shown
from xiaobao.desk.forms.fields import (
    Day,
    Files,
    Line,
    LinesField,
    Moment,
    Money,
    OneOf,
    OneRow,
    Shown,
    Tick,
    Ticks,
    Unsure,
    wishes,
)
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.actions.enrol import DistributionGiven, PersonGiven, RespondentGiven
from xiaobao.docket.materials import KINDS

KINDS_OF_MATTER = [("complaint", _("投诉")), ("report", _("举报"))]
CHANNELS = [
    ("12315", _("12315")),
    ("12345", _("12345")),
    ("window", _("窗口")),
    ("phone", _("来电")),
    ("post", _("来信")),
    ("superior", _("上级分送")),
]
ID_KINDS = ["居民身份证", "护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "营业执照"]
REQUESTS = ["修理", "重作", "更换", "退货", "补足商品数量", "退还货款和服务费用", "赔偿损失"]
"""What 文书式样一 names as requests; an officer may write others."""


class RegisterForm(RefusableForm):
    """One sheet. Field names are those of the docket's refusals; ``key`` is of the sheet.

    What belongs to the other track or to another channel is left out of ``given``, whatever was typed.
    """

    use_required_attribute = False

    key = forms.CharField(label=_("登记表"), max_length=64, required=False, widget=forms.HiddenInput)
    kind = OneRow(_("登记为"), of=KINDS_OF_MATTER, initial="complaint", needed=True)
    channel = OneRow(_("接收渠道"), of=CHANNELS, needed=True)
    received_at = Moment(
        _("收到时间"), now=True, needed=True, hint=_("办理期限从这一天起算，不是登记的时间。")
    )
    on_site = Tick(_("本人现场提出，登记表留签字栏"))
    distribution_sender = Line(_("分送机关"), longest=100)
    distribution_number = Line(_("分送文号"), longest=64)
    distribution_sent_on = Day(_("分送日期"))
    distribution_report_back_on = Day(_("要求报告结果的日期"))
    person_name = Line(_("姓名"), longest=50)
    person_phone = Line(_("联系电话"), longest=64)
    person_postal = Line(_("联系地址"), longest=200)
    person_id_kind = OneOf(_("证件类型"), of=[(name, name) for name in ID_KINDS])
    person_id_number = Line(_("证件号码"), longest=32)
    respondent_name = Line(_("名称（姓名）"))
    respondent_address = Line(_("地址"), longest=300)
    respondent_phone = Line(_("联系电话"), longest=64)
    respondent_contact = Line(_("联系人"), longest=50)
    respondent_credit_code = Line(_("统一社会信用代码"), longest=18)
    content = forms.CharField(
        label=_("事实和依据"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    requests = LinesField(_("投诉请求，一行一项"), least=2)
    amount = Money(_("涉及金额（元）"))
    knew_on = Day(_("知道权益受到侵害的日期"))
    category = Line(_("类别"), longest=64)
    publication = Unsure(_("是否同意公示投诉信息"))
    delegation = Unsure(_("是否同意委托调解"))
    files = Files(_("材料"), hint=_("可以一次选择几个。接收：%(kinds)s。") % {"kinds": KINDS})  # type: ignore[assignment]
    office = OneOf(_("承办单位"), hint=_("不选时登记在统一接收投诉举报的机构，之后再分送。"))
    same_as = forms.IntegerField(label=_("同一争议的来件"), required=False)
    subjects = Ticks(_("举报事项"), coerce=str)
    evidenced = Unsure(_("是否提供了相关事实和证据"))
    insider = Tick(
        _("内部人员举报"),
        hint=_("鼓励内部人员依法举报。选上后，没有权限的岗位，包括登记人，登记后都看不到此件。"),
    )

    def __init__(
        self,
        offices: Sequence[tuple[str, str]],
        data: Any = None,
        files: Any = None,
        initial: Any = None,
        subjects: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(data, files, initial=initial)
        office, about = self.fields["office"], self.fields["subjects"]
        if isinstance(office, OneOf):
            office.offer(offices)
        if isinstance(about, Ticks):
            about.offer(subjects)
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()
        self.fields["category"].widget.attrs["list"] = "categories"
        for name in ("person_name", "person_phone", "person_postal", "person_id_number"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def typed(self, name: str) -> str:
        """Return what stands in a field now."""
        return str(self[name].value() or "")

    def request_lines(self) -> list[str]:
        """Return the lines of requests to show: what was typed, filled up with empty ones."""
        return lines_shown(self["requests"])

    def given(self) -> dict[str, Any]:
        """Return the arguments of the docket's action; call after ``is_valid`` said yes."""
        told = self.cleaned_data
        complaint, superior = told["kind"] == "complaint", told["channel"] == "superior"
        plain = ("key", "kind", "channel", "received_at", "content", "category", "files", "same_as")
        return {name: told[name] for name in plain} | {
            "person": PersonGiven(**self._part("person")),
            "respondent": RespondentGiven(**self._part("respondent")),
            "distribution": DistributionGiven(**self._part("distribution")) if superior else None,
            "requests": wishes(told["requests"]) if complaint else [],
            "on_site": told["on_site"] and told["channel"] == "window",
            "office": told["office"] or None,
            **{
                name: told[name] if complaint else None
                for name in ("amount", "knew_on", "publication", "delegation")
            },
            **({} if complaint else {name: told[name] for name in ("subjects", "evidenced", "insider")}),
        }

    def _part(self, name: str) -> dict[str, Any]:
        start = f"{name}_"
        return {
            field.removeprefix(start): value
            for field, value in self.cleaned_data.items()
            if field.startswith(start)
        }
