"""Forms around drafts: a proposal and its answer, a draft to begin, an edition to publish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, OneRow, Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.rules.handbook.kinds import Kind


class ProposalForm(RefusableForm):
    """What a station or section proposes; ``path`` is the entry it is about."""

    use_required_attribute = False
    path = forms.CharField(required=False, max_length=128, widget=forms.HiddenInput)
    title = Line(_("建议什么"), longest=128, hint=_("一句话，如：补充预付卡退费的电话用语。"))
    words = Words(
        _("具体意见"),
        rows=8,
        hint=_("现在怎么写、应当怎么写、为什么；可以举一件来件的编号，不写当事人的姓名和电话。"),
    )

    def given(self) -> dict[str, str]:
        """Return what the action takes."""
        return {name: self.cleaned_data[name] for name in ("path", "title", "words")}


class AnswerForm(RefusableForm):
    """Whether a proposal is taken, and why."""

    use_required_attribute = False
    taken = OneRow(
        _("答复"), of=[("yes", _("采纳，列入起草")), ("no", _("不采纳"))], coerce=lambda value: value == "yes"
    )
    answer = Words(_("理由"), rows=3, hint=_("不采纳的必须写明；提出建议的单位看得到。"))


class BeginForm(RefusableForm):
    """A new entry, or what is to become of one there is."""

    use_required_attribute = False
    path = forms.CharField(required=False, max_length=128, widget=forms.HiddenInput)
    proposal = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = OneRow(_("起草什么"), of=[("change", _("修改这一篇")), ("remove", _("建议删去这一篇"))])
    why = Line(_("为什么删去"), longest=256, when="what=remove")
    kind = OneRow(_("哪一类"), of=[(one.value, _(one.label)) for one in Kind])
    title = Line(_("标题"), longest=128)
    slug = Line(
        _("文件名"),
        longest=60,
        optional=True,
        hint=_("小写字母、数字和连字符，如 prepaid-card-refund；不写的由系统编号。"),
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        about = (data or initial or {}).get("path", "")
        for name in ("kind", "title", "slug") if about else ("what", "why"):
            del self.fields[name]


class PublishForm(RefusableForm):
    """What is new in the edition; ``shown`` is what the page listed."""

    use_required_attribute = False
    shown = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    note = Words(_("这一版改了什么"), rows=5, hint=_("读的人先看这个；写一两段话。"))

    def given(self) -> dict[str, str]:
        """Return what the action takes."""
        return {name: self.cleaned_data.get(name, "") for name in ("shown", "note")}
