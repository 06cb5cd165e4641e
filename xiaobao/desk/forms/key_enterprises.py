"""The forms of key enterprises: listing and ending one, its team, its papers, and the four regulars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import (
    Day,
    Files,
    Line,
    LinesField,
    OneOf,
    OneRow,
    Ticks,
    Words,
)
from xiaobao.desk.forms.partners import RegisterForm
from xiaobao.desk.forms.refusable import VersionedForm
from xiaobao.docket.models import PaperKind
from xiaobao.docket.team import MemberLine
from xiaobao.rules.regulars import Handover

_HIDDEN = ("version",)


class _Named(RegisterForm):
    """The fields bear the names of the action's arguments."""

    def given(self) -> dict[str, Any]:
        """Return the arguments of the act; call after ``is_valid`` said yes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _HIDDEN}

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to show, in order."""
        return [self[name] for name in self.fields if name not in _HIDDEN]


class ListForm(_Named):
    """An enterprise is listed."""

    name = Line(_("企业名称"), needed=True)
    credit_code = Line(_("统一社会信用代码"), longest=18, optional=True, half=True)
    industry = Line(_("行业"), longest=64, optional=True, half=True)
    names = LinesField(
        _("其他名称"),
        least=2,
        optional=True,
        hint=_("投诉里怎么称呼它：门店、品牌、简称。用来认出它的投诉。"),
    )
    reasons = Words(_("列入的理由"), rows=4, hint=_("数字只是提示，列入由您决定。不写当事人的姓名、电话。"))
    since = Day(_("列入之日"), needed=True, hint=_("四定时从这一天起算。"))


class EndForm(_Named):
    """An enterprise is listed no longer."""

    until = Day(_("移出之日"), needed=True, hint=_("从这一天起不再是重点企业；还没有发送的四定时不再进行。"))
    reason = Words(_("移出的理由"), rows=4)


class MemberForm(_Named):
    """Somebody of the customer-service team."""

    name = Line(_("姓名"), longest=64, needed=True, half=True)
    duty = Line(_("负责的事项"), longest=64, needed=True, half=True, hint=_("如：投诉处置、退换货、法务。"))
    phone = Line(_("电话"), longest=64, optional=True, half=True)
    email = Line(_("电子邮件"), longest=254, optional=True, half=True, hint=_("材料可以发到这里。"))


class PaperForm(_Named):
    """A paper of the enterprise."""

    kind = OneOf(_("材料种类"), of=PaperKind.choices, needed=True)
    files = Files(_("文件"), needed=True)  # type: ignore[assignment]


class _Versioned(_Named, VersionedForm):
    """What is done with one of the four regulars, as the officer has read it."""


class PrepareForm(_Versioned):
    """Nothing is asked: it is counted anew."""


class SendForm(_Versioned):
    """How it reaches the enterprise, and for e-mail whom of the team."""

    how = OneRow(_("发送方式"), of=[(how.value, how.label) for how in Handover], needed=True)
    members = Ticks(_("收件的客服联系人"), when="how=email", hint=_("只列出登记了电子邮件的联系人。"))

    def offer_team(self, team: Sequence[MemberLine], *, may_email: bool) -> None:
        """Set who can be written to; without a channel there is no e-mail."""
        reached = [(one.id, f"{one.name} · {one.duty}") for one in team if one.has_email]
        self.fields["members"].choices = reached  # type: ignore[attr-defined]
        ways = [(how.value, _(how.label)) for how in Handover if how != Handover.EMAIL or may_email]
        self.fields["how"].choices = ways  # type: ignore[attr-defined]


class HoldForm(_Versioned):
    """What was agreed."""

    held_on = Day(_("进行之日"), needed=True)
    agreed = Words(_("约定的事项"), rows=5, hint=_("谁、做什么、哪一天完成。不写当事人的姓名、电话。"))
    follow_up_on = Day(_("跟进之日"), optional=True, hint=_("到这一天提示查看落实情况；不填就不再提示。"))

    def begin(self, today: date) -> None:
        """Fill in the day."""
        self.initial["held_on"] = today


class FollowUpForm(_Versioned):
    """What came of it."""

    words = Words(_("跟进情况"), rows=4, hint=_("落实了没有、效果怎样。"))


class DropForm(_Versioned):
    """Why it is let be."""

    words = Words(_("不再进行的理由"), rows=3)
