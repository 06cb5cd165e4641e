"""The forms of settling first: handing a complaint over, taking it back, recording the consumer's word."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, day_in_words
from xiaobao.desk.forms.fields import Money, OneCard, OneOf, OneRow, Tick, Words
from xiaobao.docket.diversion_page import Settler, settlers
from xiaobao.docket.hand_over import slip_words
from xiaobao.rules.settle_first import MOST_STARS, ConfirmHow, HandOver, SettleHow, settle_by

_EVERYWHERE = (SettleHow.PHONE, SettleHow.WRITTEN, SettleHow.COUNTER, SettleHow.PLATFORM)
"""How an officer hears of it; what a consumer chooses on our own page no officer records."""


class SettleFirstForm(ActForm):
    """Whom the consumer lets settle it first, and how they said so."""

    groups = (
        (_("交给谁"), ("way", "partner")),
        (_("消费者的意思"), ("how", "shares_contact", "words")),
    )

    way = OneCard(_("方式"))
    partner = OneOf(_("企业或者服务站"), coerce=int, empty=0)
    how = OneRow(_("消费者以什么方式选择或者同意"))
    shares_contact = Tick(
        _("消费者同意把姓名和联系电话提供给对方"),
        hint=_("不同意的，双方通过本系统留言联系；消费者以后可以凭查询码同意。"),
    )
    words = Words(_("说明"), rows=3, optional=True, hint=_("只供本局留存，企业看不到。"))

    def prepare(self) -> None:
        """Offer whose account is open today, whoever is complained of first."""
        found = settlers(self.scene.page.matter, self.scene.ask.today)
        self.at("way").offer((one.value, said(one.label)) for one in HandOver)
        self.at("how").offer((one.value, said(one.label)) for one in _EVERYWHERE)
        self.at("partner").offer((one.id, _named(one)) for one in found)
        if not found:
            self.at("partner").help_text = said("名册中现在没有开通先行和解账户的企业或者服务站。")
        elif found[0].respondent:
            self.initial["partner"] = found[0].id
            self.initial["way"] = HandOver.POINT.value if found[0].kind == "point" else HandOver.ODR.value

    def letter(self) -> Mapping[str, str]:
        """Return what the slip says, but for the code: that is made when it is handed over."""
        ask, chosen = self.scene.ask, self.words_of("partner")
        found = {str(one.id): one for one in settlers(self.scene.page.matter, ask.today)}.get(chosen)
        days = ask.rulebook.locality.tiers.settle_first.days
        last = settle_by(ask.today, days, ask.rulebook.calendar)
        told = {"partner": found.name, "partner_kind": found.kind_label} if found else {}
        told |= slip_words(ask.rulebook, shares_contact=bool(self.typed("shares_contact")))
        return told | {"diverted_on": day_in_words(ask.today), "due_on": day_in_words(last.due_on)}


class RecallForm(ActForm):
    """Why the bureau takes it back."""

    words = Words(_("收回办理的理由"), hint=_("只供本局留存。收回后由本局决定是否受理，并告知投诉人。"))


class ConfirmForm(ActForm):
    """What the consumer confirms, and how they said so."""

    groups = (
        (_("消费者怎样确认"), ("how", "satisfaction", "words")),
        (_("和解的内容"), ("terms", "settled")),
    )

    how = OneRow(_("方式"))
    satisfaction = OneRow(_("满意程度"), coerce=int, empty=None, optional=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("例如何时、由谁接听电话确认。只供本局留存。"))
    terms = Words(_("内容"), rows=4, hint=_("企业已经报告、消费者没有异议的可以不填。"))
    settled = Money(_("约定的金额（元）"), optional=True)

    def prepare(self) -> None:
        """Offer the ways of an officer, and one to five."""
        ways = (ConfirmHow.PHONE, ConfirmHow.WRITTEN, ConfirmHow.COUNTER)
        self.at("how").offer((one.value, said(one.label)) for one in ways)
        stars = range(MOST_STARS, 0, -1)
        self.at("satisfaction").offer((one, said("%(count)s分") % {"count": one}) for one in stars)
        present = next(iter(self.scene.page.diversions), None)
        if present is not None and present.claimed_at is not None:
            self.at("terms").optional = True


def _named(one: Settler) -> str:
    return f"{one.name}（{said(one.kind_label)}{said('，即被投诉人') if one.respondent else ''}）"
