"""The forms of what interrupts mediation: recusal, appraisal and testing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm
from xiaobao.desk.forms.fields import (
    Day,
    Line,
    OneOf,
    OneRow,
    Words,
    YesNo,
)
from xiaobao.docket.models import Appraisal, Side
from xiaobao.documents.numbering import format_date
from xiaobao.rules.recusal import RecusalGround

SIDES = ((Side.COMPLAINANT.value, Side.COMPLAINANT.label), (Side.RESPONDENT.value, Side.RESPONDENT.label))
_PRESENT = (_("到场"), _("未到场"))


class RecuseForm(ActForm):
    """A side asks that a mediator withdraw; mediation is suspended until that is decided."""

    side = OneRow(_("哪一方申请"), of=SIDES, half=True)
    on = Day(_("申请之日"), today=True, needed=True)
    against = OneOf(_("申请谁回避"), half=True)
    ground = OneRow(_("申请的理由"))
    words = Words(_("申请人所说的理由"), rows=3)

    def prepare(self) -> None:
        """Offer the mediators of the sessions and the grounds the rule knows."""
        sessions = self.scene.page.mediation.sessions
        names = dict.fromkeys(name for one in sessions for name in one.mediators)
        if names:
            self.at("against").offer((name, name) for name in names)
        else:
            self.fields["against"] = Line(self.at("against").label, half=True)
        self.at("ground").offer((one.value, said(one.label)) for one in RecusalGround)


class DecideRecusalForm(LetterForm):
    """A head decides whether the mediator withdraws."""

    upheld = YesNo(_("决定"), yes=_("准予回避"), no=_("驳回申请"))
    replacement = Line(_("更换后的调解人员"), longest=64, when="upheld=yes", half=True)
    words = Words(_("决定的理由"), hint=_("写给申请人看，会写进决定书。"))

    def letter(self) -> Mapping[str, str]:
        """Return what the decision says."""
        asked = next((one for one in self.scene.page.mediation.recusals if one.upheld is None), None)
        upheld = self.typed("upheld")
        return {
            "outcome": "" if upheld in (None, "") else "准予" if upheld in (True, "yes") else "驳回",
            "reason": self.words_of("words"),
            "replacement": self.words_of("replacement"),
            "against": asked.against if asked else "",
            "asked_on": format_date(asked.asked_on) if asked else "",
        }


class AppraiseForm(ActForm):
    """Order an appraisal or a test; its time is left out of the mediation clock."""

    groups = (
        (_("鉴定、检测什么"), ("kind", "subject")),
        (_("由谁承担"), ("body", "chosen", "cost")),
        (_("不计入期限的时间自何时起"), ("began_on", "proof")),
    )

    kind = OneRow(_("类别"))
    subject = Line(_("对象和事项"), hint=_("如：酸奶一盒，生产日期与标签真伪。"))
    body = Line(_("机构"), longest=100, half=True)
    chosen = OneRow(_("怎样确定的"), of=Appraisal.Chosen.choices, half=True)
    cost = Line(_("费用由谁承担"), hint=_("写双方商定的办法；商量不成的，请核对终止调解的情形。"))
    began_on = Day(_("开始之日"), today=True, needed=True)
    proof = Line(
        _("证明开始之日的文书"), longest=100, half=True, hint=_("如机构受理单编号。没有证明的时间不能扣除。")
    )

    def prepare(self) -> None:
        """Offer the kinds the mediation clock leaves out, from the law file."""
        rows = self.scene.ask.rulebook.law.clocks()
        own = self.scene.page.matter.regulation
        pauses = {
            pause.id: pause.label
            for row in rows
            if row.id == "complaint.mediation" and row.regulation == own
            for pause in row.pauses
        }
        self.at("kind").offer(pauses.items())

    def letter(self) -> Mapping[str, str]:
        """Return what the letter to the body says."""
        kinds = dict(self.at("kind").choices)
        chosen = dict(Appraisal.Chosen.choices)
        return {
            "addressee": self.words_of("body"),
            "subject": self.words_of("subject"),
            "kind": str(kinds.get(self.words_of("kind"), "")),
            "chosen": str(chosen.get(self.words_of("chosen"), "")),
            "cost": self.words_of("cost"),
        }


class FinishAppraisalForm(ActForm):
    """The result is there; the mediation clock goes on the day after."""

    ended_on = Day(_("结束之日"), today=True, needed=True)
    proof = Line(_("证明结束之日的文书"), longest=100, half=True, hint=_("如报告编号。"))
    result = Words(_("结论"))
