"""The forms of a report's arrival: what it is about, whose it is, no authority, repetition, new facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm
from xiaobao.desk.forms.fields import Line, LinesField, OneCard, Tick, Ticks, Unsure, Words, YesNo
from xiaobao.docket.actions.refer import KEPT_BACK
from xiaobao.docket.referred import HAND_OVER, NOTICE, standing
from xiaobao.docket.repeats import number_within_reach
from xiaobao.docket.report_arrival_page import SubjectLine
from xiaobao.docket.reporters import UNNAMED
from xiaobao.docket.shield import covered
from xiaobao.rules import referral
from xiaobao.rules.report_jurisdiction import PENALTY_PROCEDURE, ReportedKind, kinds
from xiaobao.rules.subjects import chosen


def offer_subjects(form: ActForm, lines: list[SubjectLine]) -> None:
    """Offer these subjects, each with what it means and its article; ticked is what is on record."""
    field = form.at("subjects")
    field.offer((one.id, said(one.subject)) for one in lines)
    field.about = {one.id: f"{'；'.join(one.meaning)}（{one.citation}）" for one in lines}
    field.explains = True
    form.initial["subjects"] = [one.id for one in form.scene.page.report_arrival.subjects]


class ClassifyForm(ActForm):
    """What the report is about, what it rests on, and whether an insider reports."""

    groups = (
        (_("涉及哪些事项"), ("subjects",)),
        (_("线索与举报人"), ("evidenced", "insider", "words")),
    )

    subjects = Ticks(
        _("举报事项"), coerce=str, optional=True,
        hint=_("可以选几项；都不涉及的不选。是否告知结果、是否应当移交、有无奖励，依所选事项的规定。"),
    )  # fmt: skip
    evidenced = Unsure(_("是否提供了相关事实和证据"))
    insider = Tick(
        _("内部人员举报"),
        hint=_("鼓励内部人员依法举报。选上后，只有承办人和有权查看内部人员举报的岗位能看到此件。"),
    )
    words = Words(
        _("说明"), rows=3, optional=True,
        hint=_("不再按内部人员举报保护的、去掉应当告知结果的事项的，写明理由。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the subjects and show what is on record."""
        matter = self.scene.page.matter
        offer_subjects(self, self.scene.page.report_arrival.on_offer)
        self.initial.update({"evidenced": matter.report.evidenced, "insider": matter.guarded})


class PlaceReportForm(ActForm):
    """Whose report it is: what is reported, and where it happened."""

    groups = (
        (_("事项与被举报的行为"), ("within_duties", "respondent_kind")),
        (
            _("在不在本区"),
            (
                "conduct_here", "domicile_here", "actual_here", "platform_here", "publisher_here",
                "advertiser_here",
            ),
        ),
        (_("由谁处理"), ("ours", "first_receiver", "elsewhere", "words")),
    )  # fmt: skip

    within_duties = Unsure(_("是否属于市场监督管理部门职责"))
    respondent_kind = OneCard(_("被举报的是哪一类"))
    conduct_here = Unsure(_("行为发生地在本区"), half=True, when="respondent_kind=ordinary")
    domicile_here = Unsure(_("住所地在本区"), half=True, when="respondent_kind=platform,own_site")
    actual_here = Unsure(_("实际经营地在本区"), half=True, when="respondent_kind=merchant")
    platform_here = Unsure(_("平台经营者住所地在本区"), half=True, when="respondent_kind=merchant")
    publisher_here = Unsure(
        _("广告发布者所在地在本区"), half=True, when="respondent_kind=mass_media,internet_ad"
    )
    advertiser_here = Unsure(
        _("广告主、广告经营者所在地在本区"),
        half=True,
        when="respondent_kind=mass_media,internet_ad,own_internet_ad",
    )
    ours = Unsure(_("认定由本局处理"), unsure=_("依填写的情况认定"))
    first_receiver = Line(_("先收到同一举报的其他部门"), longest=100, optional=True, half=True)
    elsewhere = Line(_("由哪个机关处理"), longest=100, optional=True, half=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("与所填情况推出的意见不一致的，写明理由。"))

    def prepare(self) -> None:
        """Offer the kinds the articles name under this regulation, and show what is on record."""
        page = self.scene.page
        known = kinds(page.matter.regulation)
        self.at("respondent_kind").offer((one.value, said(one.label)) for one in ReportedKind if one in known)
        report = page.matter.report
        self.initial.update(
            {"respondent_kind": report.respondent_kind, "within_duties": report.within_duties}
        )
        self.initial["elsewhere"] = report.competent_elsewhere


class ReferForm(LetterForm):
    """This bureau has no authority: the reporter is told, and what must be is handed over."""

    groups = (
        (_("由谁处理"), ("within_remit", "authority", "words")),
        (_("是否应当移交"), ("subjects", "body", "materials")),
        (_("告知举报人"), ("addressee",)),
    )

    within_remit = YesNo(_("属于市场监督管理部门职责范围"))
    authority = Line(
        _("有处理权限的部门"), longest=100,
        hint=_("属于职责范围的必须写明，告知举报人直接向其提出；其他部门的，知道的写上。"),
    )  # fmt: skip
    words = Words(_("没有处理权限的理由"), hint=_("写给举报人看，会写进告知书。"))
    subjects = Ticks(
        _("是否涉及应当移交的事项"), coerce=str, optional=True,
        hint=_("有关法律、法规规定这几项不属于本部门的应当移交；都不涉及的不选。"),
    )  # fmt: skip
    body = Line(
        _("移交给哪个部门"), longest=100, optional=True, hint=_("应当移交的才填；留空即为上面的部门。")
    )
    materials = LinesField(
        _("移交的材料"), least=2, optional=True, hint=_("一行一项；不写举报人的姓名、电话。")
    )

    def prepare(self) -> None:
        """Offer the subjects; begin with what was recorded on competence."""
        super().prepare()
        offer_subjects(self, self.scene.page.report_arrival.handed_over)
        report = self.scene.page.matter.report
        self.initial.update({"within_remit": report.within_duties, "authority": report.competent_elsewhere})

    def arguments(self) -> dict[str, Any]:
        """Return the arguments; the subjects on record that nothing is asked of here stay as they are."""
        arrival, given = self.scene.page.report_arrival, super().arguments()
        asked = {one.id for one in arrival.handed_over}
        kept = [one.id for one in arrival.subjects if one.id not in asked]
        return given | {"subjects": [*kept, *given["subjects"]]}

    def papers(self) -> tuple[str, ...] | None:
        """Return the notice where somebody can be told, the letter where a subject must be handed over.

        Once they have been issued, only those that were voided.
        """
        page = self.scene.page
        notice = (NOTICE,) if page.report_arrival.reachable else ()
        due = (*notice, HAND_OVER) if self._hand_over() else notice
        kept = standing(page.matter, self.scene.ask.rulebook)
        stand = {NOTICE: kept["notice_stands"], HAND_OVER: bool(kept["handed_to"])}
        return tuple(one for one in due if not stand[one])

    def letter(self) -> Mapping[str, str]:
        """Return what both letters say."""
        page, law = self.scene.page, self.scene.ask.rulebook.law
        owed, within = self._hand_over(), str(self.typed("within_remit")) in ("yes", "True")
        facts = {
            "addressee": "" if page.report_arrival.named else UNNAMED,
            "reason": self.words_of("words"),
            "within_remit": "是" if within else "",
            "authority": self.words_of("authority"),
        }
        if owed:
            facts |= {
                "receiver": self.words_of("body") or self.words_of("authority"),
                "duty": referral.hand_over_basis(owed, law),
                "procedure": law.cite(PENALTY_PROCEDURE, "14" if within else "17(1)"),
                "clue": KEPT_BACK if page.matter.guarded else covered(page.content),
                "materials": self.words_of("materials"),
            }
        return facts

    def _hand_over(self) -> tuple[Any, ...]:
        typed = self.typed("subjects") or []
        matter, law = self.scene.page.matter, self.scene.ask.rulebook.law
        return tuple(duty for duty in chosen(typed, law, matter.received_on) if duty.hand_over)


class EarlierForm(ActForm):
    """Which earlier report is meant: one of those put forward, or any within reach by its number."""

    earlier = OneCard(
        _("前一件举报"), coerce=int, empty=0,
        hint=_("按登记的身份信息和被举报人找出，只作提示，由您核对；不显示举报人是谁。"),
    )  # fmt: skip
    number = Line(_("或者填写前一件的编号"), longest=32, half=True, optional=True)

    def prepare(self) -> None:
        """Put forward what the records have in common with this report."""
        found = self.scene.page.report_arrival.earlier
        self.at("earlier").offer((one.id, _named(one)) for one in found)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments: the report by its number, where one was typed, before the one chosen."""
        given = super().arguments()
        number = given.pop("number").strip()
        if number:
            matter, officer = self.scene.page.matter, self.scene.ask.officer
            given["earlier"] = number_within_reach(matter, officer, number) or 0
        return given | {"earlier": int(given["earlier"] or 0)}


class RepeatForm(EarlierForm):
    """The same reporter, facts and respondent again: not handled once more."""

    words = Words(_("认定的理由"), hint=_("写明两次举报的哪些事实相同；匿名的，写明凭什么认定是同一人。"))

    def papers(self) -> tuple[str, ...] | None:
        """The form of finding stays in the file; it is filled in with what is decided."""
        return ()


class MergeForm(EarlierForm):
    """New facts to a report that is still being checked: handled together, and counted anew."""

    new_facts = Words(_("补充的新的事实"), hint=_("合并后，前一件的核查期限自收到此件之日起重新计算。"))
    words = Words(_("说明"), rows=3, optional=True, hint=_("登记的信息不能表明是同一人的，写明凭什么认定。"))


def _named(one: Any) -> str:
    why = "、".join(said(reason) for reason in one.why)
    return f"{one.number} · {one.received_on} · {said(one.state_label)} · {one.subject[:40]}（{why}）"
