"""The forms of supervision orders: what is typed when one is issued, answered, judged, lifted or appealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Line, Number, OneOf, OneRow, Shown, Words, YesNo
from xiaobao.desk.forms.refusable import RefusableForm, VersionedForm
from xiaobao.docket.actions.issue_order import BY_HAND
from xiaobao.docket.order_page import OrderPage
from xiaobao.rules.orders import MOST_POINTS

_HIDDEN = ("version", "once")


class IssueForm(RefusableForm):
    """An order given by hand. ``owners`` are the user names and names of those who can answer for it."""

    use_required_attribute = False

    origin = OneRow(_("督办来源"), of=[(one.value, one.label) for one in BY_HAND], needed=True)
    external_id = Line(
        _("来源编号"),
        longest=64,
        optional=True,
        half=True,
        hint=_("交办单、信访件、热线督办单的编号；同一编号只发一次。"),
    )
    requirement = Words(
        _("督办要求"), rows=5, hint=_("写进督办单。要求做到什么、到什么程度；不写当事人的姓名、电话。")
    )
    owner = OneOf(
        _("责任人"),
        half=True,
        hint=_("只列出在岗、能看到这件来件并且可以回复督办的人。不选就由单位负责人答复。"),
    )
    reply_due = Day(_("回复期限"), needed=True, hint=_("到当天下班前。"))

    def __init__(self, owners: Sequence[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].choices = [("", _("单位负责人")), *owners]  # type: ignore[attr-defined]
        _name_what_is_missing(self)

    def given(self) -> dict[str, Any]:
        """Return the arguments of the act; call after ``is_valid`` said yes."""
        return dict(self.cleaned_data)


class OrderForm(VersionedForm):
    """What is done to an order that is there; ``page`` is the order as shown.

    The fields bear the names of the action's arguments.
    """

    use_required_attribute = False
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, page: OrderPage, data: Any = None) -> None:
        super().__init__(data)
        self.page = page
        self.prepare()
        _name_what_is_missing(self)

    def prepare(self) -> None:
        """Set hints and first values from the order; forms that need some say so here."""

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the action; call after ``is_valid`` said yes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _HIDDEN}

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to show, in order."""
        return [self[name] for name in self.fields if name not in _HIDDEN]


class ReplyForm(OrderForm):
    """Why, and what is done about it by when."""

    words = Words(_("原因说明"), rows=5, hint=_("为什么到了这一步。不写当事人的姓名、电话。"))
    measures = Words(_("整改措施"), rows=5, hint=_("谁、做什么、哪一天办结。"))


class AskExtensionForm(OrderForm):
    """A later day for the reply."""

    until = Day(_("申请延长到"), needed=True)
    words = Words(_("理由"), rows=4)

    def prepare(self) -> None:
        """Say which day it is now."""
        day = f"{self.page.order.reply_due:%Y-%m-%d}"
        self.fields["until"].help_text = said("现在的回复期限是 %(day)s；批准之前仍以它为准。") % {"day": day}


class DecideExtensionForm(OrderForm):
    """Whether the later day is granted."""

    grant = YesNo(_("决定"), yes=_("同意延长"), no=_("不同意"), needed=True)
    words = Words(_("理由"), rows=3)


class ReviewForm(OrderForm):
    """Whether the reply is accepted."""

    accept = YesNo(_("审核"), yes=_("认可"), no=_("退回重报"), needed=True)
    words = Words(_("审核意见"), rows=4)
    reply_due = Day(_("重新回复的期限"), when="accept=no", optional=True)

    def prepare(self) -> None:
        """Say which day counts when none is named."""
        day = f"{self.page.next_reply_day:%Y-%m-%d}"
        self.fields["reply_due"].help_text = said("不填就是 %(day)s。") % {"day": day}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments; a day typed for a reply that is accepted after all is left out."""
        given = super().arguments()
        return given | {"reply_due": None if given["accept"] else given["reply_due"]}


class LiftForm(OrderForm):
    """Points taken off, and why the order is lifted."""

    score = Number(_("扣分"), needed=True, max_value=MOST_POINTS)
    words = Words(_("解除的理由"), rows=4, hint=_("办结情况；与建议分不同的，写明为什么。"))

    def prepare(self) -> None:
        """Propose what the ladder says for the grade, with why."""
        score, line = self.page.proposed_score, self.page.line
        self.initial["score"] = score
        hint = said("人工发出的督办单没有等级，建议不扣分，由您决定。")
        if line.grade:
            told = {"grade": said(line.grade_label), "score": score}
            hint = said("%(grade)s督办按本局阶梯建议扣 %(score)d 分，由您决定。") % told
        self.fields["score"].help_text = hint


class AppealForm(OrderForm):
    """Why the order should not stand."""

    words = Words(_("申诉理由"), rows=5, hint=_("申诉期间回复期限照常计算。不写当事人的姓名、电话。"))


class DecideAppealForm(OrderForm):
    """Whether the order stands."""

    stands = YesNo(_("决定"), yes=_("维持督办"), no=_("撤销督办"), needed=True)
    words = Words(_("理由"), rows=4)


def _name_what_is_missing(form: forms.Form) -> None:
    for field in form.fields.values():
        if isinstance(field, Shown):
            field.name_what_is_missing()
