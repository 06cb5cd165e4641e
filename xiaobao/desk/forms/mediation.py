"""The forms of mediation: consent, sessions, delegation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm, day_in_words, moment_in_words
from xiaobao.desk.forms.fields import (
    Day,
    Line,
    LinesField,
    Moment,
    Number,
    OneCard,
    OneOf,
    OneRow,
    Words,
    YesNo,
)
from xiaobao.docket.mediation_page import SessionLine
from xiaobao.docket.models import Delegation, Session, SessionMode, Side
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.documents.numbering import format_date
from xiaobao.rules import consent

SIDES = ((Side.COMPLAINANT.value, Side.COMPLAINANT.label), (Side.RESPONDENT.value, Side.RESPONDENT.label))
_PRESENT = (_("到场"), _("未到场"))


class ConsentForm(ActForm):
    """What one side said of being mediated, or of having mediation delegated."""

    groups = (
        (_("谁对什么表示意愿"), ("side", "party", "subject", "given")),
        (_("怎样表示的"), ("how", "on", "proof")),
    )

    side = OneRow(_("哪一方"), of=(*SIDES, ("both", _("双方"))), half=True)
    party = OneOf(
        _("哪一位投诉人"),
        hint=_("共同投诉的，逐人记录；已推选代表人的，记录代表人的意愿。"),
        when="side=complainant",
        coerce=int,
        empty=None,
        half=True,
    )
    subject = OneRow(_("对什么"), half=True)
    given = YesNo(_("意愿"), yes=_("同意"), no=_("不同意"), half=True)
    how = OneOf(_("表示的方式"), half=True)
    on = Day(_("表示之日"), today=True, needed=True)
    proof = Line(_("凭据"), hint=_("如通话录音编号、短信截图、签字材料。"))

    def prepare(self) -> None:
        """Offer the subjects and ways the rule knows, and the people where there are several."""
        self.at("subject").offer(consent.SUBJECTS.items())
        self.at("how").offer((way.value, said(way.label)) for way in consent.Way)
        everyone = [one for one in self.scene.page.people if one.role != "agent"]
        people = [one for one in everyone if one.representative] or everyone
        if len(everyone) < 2:
            del self.fields["party"]
        else:
            self.at("party").offer((one.id, one.name or str(one.id)) for one in people)
        if len(people) == 1:
            self.initial["party"] = people[0].id
        self.initial["subject"] = consent.MEDIATION


class InviteForm(LetterForm):
    """Call both sides to a session; on site with Form 7."""

    groups = (
        (_("调解的安排"), ("mode", "held_at", "place", "mediators", "instead_of")),
        (_("写进通知书"), ("bring", "recusal_days")),
    )

    instead_of = OneOf(_("代替已通知的哪一次"), coerce=int, empty=None, optional=True)
    mode = OneRow(_("方式"), of=SessionMode.choices)
    held_at = Moment(_("调解时间"), needed=True)
    place = Line(_("调解地点"), when="mode=on_site", half=True)
    mediators = LinesField(_("调解人员"), least=2, hint=_("一行一人。"))
    bring = Line(_("还应携带的材料"), when="mode=on_site", optional=True, hint=_("如购物凭证、商品实物。"))
    recusal_days = Number(
        _("收到通知后几日内可以申请回避"),
        when="mode=on_site",
        min_value=1,
        max_value=30,
        hint=_("条文没有规定天数，由本局确定。"),
    )

    def prepare(self) -> None:
        """Begin with a session on site led by the officer."""
        super().prepare()
        ask = self.scene.ask
        planned = self.scene.page.mediation.planned
        if planned:
            self.at("instead_of").offer((one.id, _said_shortly(one)) for one in planned)
        else:
            del self.fields["instead_of"]
        self.initial.update(
            {
                "mode": SessionMode.ON_SITE.value,
                "mediators": [ask.officer.user.name],
                "place": ask.rulebook.locality.bureau.address,
            }
        )

    def papers(self) -> tuple[str, ...] | None:
        """Only a session on site is called by letter."""
        return None if self.typed("mode") == SessionMode.ON_SITE else ()

    def letter(self) -> Mapping[str, str]:
        """Return what Form 7 says."""
        return {
            "held_at": moment_in_words(self.typed("held_at")),
            "place": self.words_of("place"),
            "mediators": "、".join(self.words_of("mediators").splitlines()),
            "bring": self.words_of("bring"),
            "recusal_days": self.words_of("recusal_days"),
        }


class MediateForm(ActForm):
    """Keep the minutes of a session that was held, or that one side missed."""

    groups = (
        (_("哪一次调解"), ("session_id", "mode", "held_at", "place", "mediators")),
        (_("谁到场"), ("complainant_present", "respondent_present")),
        (_("经过与结果"), ("minutes", "result")),
    )

    session_id = OneOf(_("已通知的调解"), coerce=int, empty=None)
    mode = OneRow(_("方式"), of=SessionMode.choices)
    held_at = Moment(_("调解时间"), now=True, needed=True)
    place = Line(_("调解地点"), half=True)
    mediators = LinesField(_("调解人员"), least=2, hint=_("一行一人。"))
    complainant_present = YesNo(_("投诉人"), yes=_PRESENT[0], no=_PRESENT[1], half=True, needed=True)
    respondent_present = YesNo(_("被投诉人"), yes=_PRESENT[0], no=_PRESENT[1], half=True, needed=True)
    minutes = Words(
        _("调解经过"), rows=8, hint=_("双方各说了什么、提出过什么方案。会写进调解记录，由双方签字。")
    )
    result = OneRow(_("结果"), of=Session.Result.choices, hint=_("一方没有到场的，不选。"))

    def prepare(self) -> None:
        """Offer the sessions announced and not yet held; begin with the next of them."""
        planned = self.scene.page.mediation.planned
        self.initial.update(
            {"mode": SessionMode.ON_SITE.value, "mediators": [self.scene.ask.officer.user.name]}
        )
        if not planned:
            del self.fields["session_id"]
            return
        field = self.at("session_id")
        field.blank = _("没有通知过的一次")
        field.offer((one.id, _said_shortly(one)) for one in planned)
        first = planned[0]
        self.initial.update(
            {
                "session_id": first.id,
                "held_at": first.held_at,
                "place": first.place,
                "mediators": list(first.mediators),
            }
        )

    def arguments(self) -> dict[str, Any]:
        """Return the arguments; a session nobody was called to has no id."""
        return {"session_id": None} | super().arguments()

    def letter(self) -> Mapping[str, str]:
        """Return what the minutes say."""
        modes, results = dict(SessionMode.choices), dict(Session.Result.choices)
        return {
            "held_at": moment_in_words(self.typed("held_at")),
            "place": self.words_of("place"),
            "mode": str(modes.get(self.words_of("mode"), "")),
            "mediators": "、".join(self.words_of("mediators").splitlines()),
            "summary": self.words_of("minutes"),
            "result": str(results.get(self.words_of("result"), "")),
        }


class DelegateForm(ActForm):
    """Delegate mediation to a consumers' association or another lawful body."""

    body = Line(_("受委托的组织"), longest=100, half=True)
    due_on = Day(_("请其反馈结果的期限"), optional=True)
    words = Words(_("说明"), rows=3, optional=True)

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        agreed = [
            f"{one.side_label}于{format_date(one.on)}表示同意委托调解"
            for one in self.scene.page.consents
            if one.subject == consent.DELEGATION and one.given
        ]
        return {
            "addressee": self.words_of("body"),
            "consents": "；".join(agreed),
            "due_on": day_in_words(self.typed("due_on")),
        }


class TakeBackForm(ActForm):
    """How a delegated mediation ended."""

    outcome = OneCard(_("结果"), of=Delegation.Outcome.choices)
    on = Day(_("结果之日"), today=True, needed=True)
    words = Words(_("说明"), hint=_("收回委托的，写明原因。"))


def _said_shortly(one: SessionLine) -> str:
    return f"{one.held_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {one.mode} {one.place}".strip()
