"""The forms of a case: its milestones, its period, its decision, a suspected crime, its closing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, day_in_words
from xiaobao.desk.forms.fields import (
    Day,
    Line,
    LinesField,
    Money,
    Number,
    OneCard,
    OneOf,
    Tick,
    Ticks,
    Words,
    YesNo,
)
from xiaobao.docket.case_page import offered_steps, prolonged
from xiaobao.docket.shield import covered
from xiaobao.law import ClosedList
from xiaobao.law.citation import numeral
from xiaobao.rules import case_closing, case_outcome, crime_transfer
from xiaobao.rules.case_period import AbandonKind
from xiaobao.rules.milestones import PENALTY_PROCEDURE

YES_PUBLISHED, NOT_PUBLISHED = _("应当公示"), _("不公示")


class MilestoneForm(ActForm):
    """A step of the case: which, on what day, on which paper."""

    event = OneOf(_("案件进展"), hint=_("按办案顺序列出现在可以登记的各项；括号里是起算或者停止的期限。"))
    on = Day(_("日期"), today=True, needed=True)
    document = Line(_("文书文号"), longest=100, optional=True, half=True, hint=_("执法办案系统里的文号。"))
    days = Number(
        _("批准延长的天数"),
        optional=True,
        when="event=goods.sealing_extended,review.extended",
        hint=_("延长查封、扣押的可以留空，按条文的最长期限计。"),
    )
    words = Words(_("说明"), rows=3, optional=True, hint=_("不写举报人的姓名和电话。"))

    def prepare(self) -> None:
        """Offer the steps that may be recorded now, in their order, with the clocks they move."""
        steps = offered_steps(self.scene.page.matter, self.scene.ask.rulebook, self.scene.ask.today)
        staged = groupby(steps, key=lambda one: one.stage)
        self.at("event").offer(
            (said(stage), [(one.event, one.said) for one in group]) for stage, group in staged
        )
        if not any(one.event in ("goods.sealing_extended", "review.extended") for one in steps):
            del self.fields["days"]


class ProlongForm(ActForm):
    """The period of the case gets longer: by the leader, or after that by collective discussion."""

    collective = Tick(_("已经负责人集体讨论，决定继续延期"))
    days = Number(_("集体讨论确定延长的天数"), min_value=1)
    words = Words(_("不能按期作出处理决定的原因"), hint=_("会写进有关事项审批表。"))

    def prepare(self) -> None:
        """Ask about the discussion only when the first extension has been used."""
        if not prolonged(self.scene.page.matter):
            del self.fields["collective"], self.fields["days"]

    def letter(self) -> Mapping[str, str]:
        """Return what the form of approval says."""
        return _approval(self, "延长办案期限", self.words_of("words"))


class HaltForm(ActForm):
    """The investigation is halted on a ground of the law."""

    ground = OneCard(_("中止调查的情形"), coerce=int, empty=None)
    words = Words(_("事实和理由"))
    proof = Line(_("所依据的材料"), longest=200)

    def prepare(self) -> None:
        """Offer the grounds of the law file."""
        grounds = self.scene.ask.rulebook.law.regulation(PENALTY_PROCEDURE).closed_list("halting_grounds")
        _offer_items(self, "ground", grounds)

    def letter(self) -> Mapping[str, str]:
        """Return what the form of approval says."""
        return _approval(self, "中止案件调查", self.words_of("words"))


class GoOnForm(ActForm):
    """The cause has gone: the investigation goes on."""

    on = Day(_("恢复调查之日"), today=True, needed=True, hint=_("原因消除后应当立即恢复。"))
    words = Words(_("中止的原因怎样消除"))

    def letter(self) -> Mapping[str, str]:
        """Return what the form of approval says."""
        resumed = said("中止的原因已经消除，自%(day)s恢复案件调查。") % {
            "day": day_in_words(self.typed("on"))
        }
        told = _approval(self, "恢复案件调查", f"{self.words_of('words')}\n{resumed}")
        # 第四十六条第二款 asks for nobody's approval: the line of the head of the bureau stays blank.
        return {**told, "opinion": "", "approved_by": ""}


class AbandonForm(ActForm):
    """The investigation cannot go on and ends."""

    kind = OneCard(_("无法继续调查的原因"))
    words = Words(_("具体情况和所依据的材料"))

    def prepare(self) -> None:
        """Offer what the article lists."""
        self.at("kind").offer((one.value, said(one.label)) for one in AbandonKind)

    def letter(self) -> Mapping[str, str]:
        """Return what the form of approval says."""
        return _approval(self, "终止案件调查", self.words_of("words"))


class DecideForm(ActForm):
    """What the case ended in, as the enforcement system has it."""

    groups = (
        (_("决定"), ("outcome", "on", "decision_number", "penalty")),
        (_("罚没金额（元）"), ("fined", "confiscated")),
        (_("集体讨论与公示"), ("collective", "published", "same_province", "words")),
    )

    outcome = OneCard(_("作出哪一种决定"), coerce=int, empty=None)
    on = Day(_("作出决定之日"), today=True, needed=True)
    decision_number = Line(_("决定书文号"), longest=64, half=True)
    penalty = Words(
        _("处理内容"), rows=3, hint=_("处罚的内容；不予处罚的事实和理由；移送其他部门的，写明移送哪个部门。")
    )
    fined = Money(_("罚款"), when="outcome=1", hint=_("没有的填 0。"))
    confiscated = Money(_("没收"), when="outcome=1", hint=_("没有的填 0。"))
    collective = YesNo(
        _("是否经负责人集体讨论"),
        when="outcome=1",
        hint=_("应当法制审核的案件，拟给予处罚的应当集体讨论决定。"),
    )
    published = YesNo(
        _("处罚信息是否公示"), yes=YES_PUBLISHED, no=NOT_PUBLISHED, when="outcome=1",
        hint=_("仅受到警告的不予公示。"),
    )  # fmt: skip
    same_province = YesNo(_("当事人登记地（住所地）在本省"), when="published=yes")
    words = Words(
        _("说明"), rows=3, optional=True,
        hint=_("不公示的，写明理由；已经移送公安机关又给予处罚的，写明为什么可以处罚。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the five kinds of the law file."""
        _offer_items(self, "outcome", case_outcome.outcomes(self.scene.ask.rulebook.law))


class SuspectForm(ActForm):
    """A crime is suspected: the report to the head of the bureau."""

    charge = Line(_("涉嫌的罪名或者犯罪行为"), longest=200)
    facts = Words(_("核实的情况和移送的理由"), rows=6, hint=_("批准后会写进移送书；不写举报人的姓名和电话。"))
    officers = LinesField(_("专案组人员"), least=2, hint=_("一行一人，不少于两人，由单位指定核实情况。"))
    reported_on = Day(
        _("负责人接到书面报告之日"), today=True, needed=True,
        hint=_("报本局正职负责人或者主持工作的负责人审批；决定是否移送的期限自这一天起算。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Whoever reports the suspicion is taken to be one of those who looked into it."""
        self.initial["officers"] = [self.scene.ask.officer.user.name]


class HandToPoliceForm(ActForm):
    """The head decides whether the suspected crime is handed to the police."""

    groups = (
        (_("决定"), ("approve", "words")),
        (_("移送"), ("body", "procuratorate", "copies")),
    )

    approve = YesNo(
        _("是否批准移送"), yes=_("批准移送"), no=_("不批准移送"),
        hint=_("由本局正职负责人或者主持工作的负责人决定，其他负责人不能代为决定。"),
    )  # fmt: skip
    body = Line(_("同级公安机关"), longest=100, when="approve=yes")
    procuratorate = Line(_("抄送的人民检察院"), longest=100, when="approve=yes")
    copies = Ticks(_("附送的材料"), when="approve=yes", hint=_("移送书本身不必勾选；没有的不勾选。"))
    words = Words(_("理由"), rows=4, hint=_("不批准移送的，应当将理由记录在案。"), optional=True)

    def prepare(self) -> None:
        """Offer the papers of the law file."""
        papers = crime_transfer.copies(self.scene.ask.rulebook.law)
        self.at("copies").offer(
            (one.number, one.text) for one in papers.items if one.number != crime_transfer.LETTER
        )

    def papers(self) -> tuple[str, ...] | None:
        """Only an approved transfer has a letter."""
        return ("crime_transfer",) if self.typed("approve") == "yes" else ()

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        waiting = self.scene.page.case.waiting
        return {
            "receiver": self.words_of("body"),
            "basis": crime_transfer.basis(self.scene.ask.rulebook.law),
            "procuratorate": self.words_of("procuratorate"),
            "charge": covered(waiting.charge) if waiting else "",
            "facts": covered(waiting.facts) if waiting else "",
            "materials": self._listed(),
        }

    def _listed(self) -> str:
        chosen = {str(one) for one in self.typed("copies") or ()}
        papers = crime_transfer.copies(self.scene.ask.rulebook.law)
        return "\n".join(one.text for one in papers.items if str(one.number) in chosen)


class CloseReportForm(ActForm):
    """Close the report, with the situation in which its case is closed."""

    closing = OneCard(_("结案属于哪一种情形"), coerce=int, empty=None)
    closable_on = Day(_("出现可以结案情形之日"), hint=_("自这一天起算填写结案审批表的期限。"))
    approved_by = Line(
        _("批准结案的负责人"), longest=50, half=True, hint=_("执法办案系统中批准结案审批表的本局负责人。")
    )
    approved_on = Day(_("批准结案之日"), today=True)
    words = Words(
        _("办结说明"), rows=3, optional=True, hint=_("还没有公示、没有解除查封扣押的，写明原因和财物去向。")
    )

    def prepare(self) -> None:
        """Offer the situations of the law file; where no case was filed there is nothing to choose."""
        facts = self.scene.page.case.closing_facts
        if facts.told_closed or not facts.has_case:
            del self.fields["approved_by"], self.fields["approved_on"]
        if not facts.has_case:
            del self.fields["closing"], self.fields["closable_on"]
            return
        law = self.scene.ask.rulebook.law
        _offer_items(self, "closing", case_closing.grounds(law))
        self.initial["closing"] = case_closing.lawful_ground(facts, law)
        self.initial["closable_on"] = facts.closable_on or self.scene.ask.today


def _offer_items(form: ActForm, name: str, known: ClosedList) -> None:
    form.at(name).offer((one.number, f"（{numeral(one.number)}）{one.text}") for one in known.items)


def _approval(form: ActForm, what: str, reason: str) -> Mapping[str, str]:
    """Return what the form of approval says of a case, as far as it is known before the act."""
    page = form.scene.page
    case = page.case.case
    return {
        "what": what,
        "reason": reason,
        "case": case.cause if case else "",
        "case_number": (case.enforcement_number or case.number) if case else "",
        "filed_on": day_in_words(case.filed_on) if case else "",
        "officers": "、".join(case.officers) if case else "",
        "unit": page.matter.office.name,
        "opinion": said("同意%(what)s。") % {"what": what},
        "approved_by": form.scene.ask.officer.user.name,
    }
