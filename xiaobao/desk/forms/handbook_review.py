"""Forms on the page of a draft: what is said of it, decided on it, and done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Line, OneRow, Ticks, Words
from xiaobao.desk.forms.refusable import RefusableForm, VersionedForm
from xiaobao.handbook.actions.open_round import ASKED
from xiaobao.handbook.models import Role, Ruling, Verdict


def _hidden(longest: int = 32) -> forms.CharField:
    return forms.CharField(required=False, max_length=longest, widget=forms.HiddenInput)


def _number() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class CommentForm(RefusableForm):
    """A comment on one paragraph; 0 is the whole."""

    use_required_attribute = False
    text_id, paragraph = _number(), _number()
    words = Words(_("意见"), rows=3, hint=_("写明建议怎么改、依据是什么；不写任何人的信息。"))

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: self.cleaned_data[name] for name in ("text_id", "paragraph", "words")}


class OpinionForm(RefusableForm):
    """The opinion of a role on the whole."""

    use_required_attribute = False
    text_id = _number()
    role = OneRow(_("代表哪一方面"))
    verdict = OneRow(_("审稿意见"), of=Verdict.choices)
    words = Words(_("说明"), rows=3, hint=_("不是完全同意的必须写明。"))

    def __init__(self, roles: Sequence[Role], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={"role": roles[0].value if len(roles) == 1 else "", **(initial or {})})
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: self.cleaned_data[name] for name in ("text_id", "role", "verdict", "words")}


class RuleForm(RefusableForm):
    """What is decided on a comment; ``seen`` is what was decided before."""

    use_required_attribute = False
    comment_id, seen = _number(), _hidden()
    ruling = OneRow(_("处理"), of=Ruling.choices)
    reason = Line(_("理由"), longest=1000)

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: self.cleaned_data[name] for name in ("comment_id", "seen", "ruling", "reason")}


class RoundForm(VersionedForm):
    """Whom to ask, and until when."""

    use_required_attribute = False
    asked = Ticks(_("征求哪些方面的意见"), of=[(role.value, role.label) for role in ASKED], coerce=str)
    due_on = Day(_("请在哪天以前回复"))
    note = Words(_("请重点看什么"), rows=2, optional=True)

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"version": self.version_read()} | {
            name: self.cleaned_data.get(name) for name in ("asked", "due_on", "note")
        }


class RemarkForm(VersionedForm):
    """The leader's remark."""

    use_required_attribute = False
    verdict = OneRow(_("点评"), of=Verdict.choices)
    words = Words(_("点评意见"), rows=3, hint=_("退回修改的必须写明要改什么。"))

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"version": self.version_read()} | {
            name: self.cleaned_data[name] for name in ("verdict", "words")
        }


class StepForm(VersionedForm):
    """A step that asks for nothing more."""

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"version": self.version_read()}
