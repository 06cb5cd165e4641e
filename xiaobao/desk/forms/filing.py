"""The forms of filing a case or not: the proposal, its review, the decision of the head of the bureau."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm
from xiaobao.desk.forms.fields import Line, OneOf, OneRow, Shown, Ticks, Words, YesNo
from xiaobao.docket.answers import is_unclassified
from xiaobao.docket.filing_papers import form_facts
from xiaobao.docket.models import Proposal
from xiaobao.rules import filing
from xiaobao.rules.answering import unclassified
from xiaobao.rules.steps import ORDER_20

_LONGEST_SHOWN = 500


class ConditionRows(forms.Widget):
    """Conditions ticked under one name, each with words of its own that say what shows it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, str]:  # noqa: ARG002
        """Return the words by the number of the condition, for those ticked."""
        if not hasattr(data, "getlist"):
            return dict(data.get(name, {}))
        ticked = [int(number) for number in data.getlist(name) if number.isdecimal() and len(number) < 3]
        return {number: str(data.get(f"{name}_{number}", ""))[:_LONGEST_SHOWN] for number in ticked}


class Conditions(Shown):
    """The conditions of filing, each to be ticked with what shows it; the answer is words by number."""

    look = "conditions"
    widget = ConditionRows
    listed: tuple[tuple[int, str], ...] = ()

    def clean(self, value: Any) -> dict[int, str]:
        """Return the words by number."""
        return dict(value or {})

    def rows(self, value: Any) -> Iterator[tuple[int, str, str | None]]:
        """Yield number, text and words of each condition; None where it is not ticked."""
        given = value or {}
        yield from ((number, text, given.get(number)) for number, text in self.listed)


class ProposeForm(ActForm):
    """Whoever checked proposes to file a case, or not to, on the law's conditions and grounds."""

    groups = (
        (_("建议"), ("what",)),
        (_("立案的条件"), ("met", "cause", "officers")),
        (_("不予立案的依据"), ("unmet", "ground")),
        (_("事实和理由"), ("facts", "reason")),
    )
    stands_for = MappingProxyType({"shown": "met"})

    what = OneRow(_("建议立案还是不予立案"), of=Proposal.What.choices)
    met = Conditions(_("立案的四项条件"), when="what=file", hint=_("四项都符合才立案；逐项写明由什么证明。"))
    cause = Line(_("案由"), longest=200, when="what=file", hint=_("如：涉嫌销售超过保质期的食品。"))
    officers = Ticks(
        _("办案人员"),
        coerce=str,
        when="what=file",
        hint=_("两名以上，具有行政执法资格，由单位负责人审核确定。"),
    )
    unmet = Ticks(
        _("哪一项立案条件不符合"),
        when="what=not_file",
        optional=True,
        hint=_("最常见的是没有证据证明存在违法行为。属于可以不予立案情形的，不选这里，选下面一项。"),
    )
    ground = OneOf(_("可以不予立案的情形"), coerce=int, empty=None, when="what=not_file", optional=True)
    facts = Words(_("核查认定的事实"), rows=5, hint=_("会写进审批表；不写举报人的姓名和电话。"))
    reason = Words(_("理由"), rows=4, hint=_("用自己的话写明本件为什么这样建议，不能只重复条文。"))

    def prepare(self) -> None:
        """Offer the conditions and grounds of the law file and the officers of the unit."""
        law, names = self.scene.ask.rulebook.law, self.scene.page.checking.investigators
        listed = tuple((item.number, item.text) for item in filing.conditions(law).items)
        self.at("met").listed = listed
        self.at("unmet").offer(listed)
        self.at("ground").offer((item.number, item.text) for item in filing.grounds(law).items)
        self.at("officers").offer((name, name) for name in names)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments: the conditions ticked, and what shows each, apart."""
        given = super().arguments()
        ticked = given["met"] or {}
        return given | {"met": list(ticked), "shown": ticked}


class ReviewForm(ActForm):
    """The head of the unit agrees to the proposal, or returns it."""

    agree = YesNo(_("审核意见"), yes=_("同意"), no=_("退回补充"), needed=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("退回的，写明还要查清什么。"))

    def prepare(self) -> None:
        """Show what is proposed beside the question."""
        self.at("agree").help_text = proposal_in_words(self)


class SendBackForm(ActForm):
    """The head of the bureau wants more to be found out."""

    words = Words(_("退回的原因和还要查清什么"), rows=4)

    def prepare(self) -> None:
        """Show what is proposed beside the question."""
        self.at("words").help_text = proposal_in_words(self)


class DecisionForm(LetterForm):
    """What both decisions on filing have in common: the form of approval, the notice of Order 20."""

    words = Words(_("意见"), rows=3, optional=True, hint=_("写进审批表；不写的，记“同意”。"))

    def prepare(self) -> None:
        """Ask for the reporter's name only where a notice goes out."""
        super().prepare()
        if "addressee" in self.fields and not self._tells():
            del self.fields["addressee"]
        self.at("words").help_text = f"{proposal_in_words(self)}\n{self.at('words').help_text}".strip()

    def papers(self) -> tuple[str, ...] | None:
        """Only a reporter who gave a name, under Order 20, gets a notice."""
        return None if self._tells() else ("filing_form",)

    def letter(self) -> Mapping[str, str]:
        """Return what the form of approval says, signed by whoever decides."""
        proposal = self.scene.page.checking.pending
        if proposal is None:
            return {}
        facts = form_facts(self.scene.page.matter, proposal, None, self.scene.ask.rulebook)
        return facts | {
            "leader": self.scene.ask.officer.user.name,
            "leader_opinion": f"同意。{self.words_of('words')}",
        }

    def _tells(self) -> bool:
        page = self.scene.page
        named = any(party.named and party.role == "reporter" for party in page.parties)
        return page.matter.regulation == ORDER_20 and named


class FileForm(DecisionForm):
    """The head of the bureau decides to file a case."""

    cause = Line(_("案由"), longest=200)
    officers = Ticks(_("办案人员"), coerce=str, hint=_("两名以上，具有行政执法资格。"))
    enforcement_number = Line(
        _("执法办案系统的案件编号"), longest=64, optional=True, half=True, hint=_("还没有的，以后登记。")
    )
    field_order = ("cause", "officers", "enforcement_number", "words", "addressee")

    def prepare(self) -> None:
        """Begin with what was proposed."""
        super().prepare()
        part = self.scene.page.checking
        self.at("officers").offer((name, name) for name in part.investigators)
        if part.pending is not None:
            self.initial.update({"cause": part.pending.cause, "officers": part.pending.officers})

    def letter(self) -> Mapping[str, str]:
        """Return what the form says, with the officers named."""
        typed = self.typed("officers") or []
        return {**super().letter(), "officers": "、".join(typed), "cause": self.words_of("cause")}


class NotFileForm(DecisionForm):
    """The head of the bureau decides not to file a case."""

    def prepare(self) -> None:
        """Say beforehand when nobody has classified the report yet: closing will ask for it."""
        super().prepare()
        matter = self.scene.page.matter
        if is_unclassified(matter):
            reason = unclassified(matter.regulation, self.scene.ask.rulebook.law)
            self.at("words").help_text = f"{self.at('words').help_text}　{reason.text}（{reason.citation}）"


def proposal_in_words(form: ActForm) -> str:
    """Say line by line what is proposed, by whom and why; empty where nothing is."""
    lines = form.scene.page.checking.proposals
    one = next((line for line in lines if line.open), None)
    if one is None:
        return ""
    by = one.signatures[0].name
    officers = f"办案人员：{'、'.join(one.officers)}。" if one.officers else ""
    heading = f"{by}建议{one.what}（{one.citation}）。"
    told = (heading, f"核查情况：{one.facts}", f"理由：{one.reason}", officers)
    return "\n".join(filter(None, told))
