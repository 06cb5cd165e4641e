"""The forms of checking a report, of leaving days out, and of telling the reporter the result."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm, day_in_words
from xiaobao.desk.forms.fields import Day, Line, LinesField, OneCard, OneOf, OneRow, Ticks, Words
from xiaobao.rules.checking import CheckWay


class CheckForm(ActForm):
    """A step of checking: who went where, what was found, what proves it."""

    groups = (
        (_("谁、何时、怎样核查"), ("on", "way", "place", "officers")),
        (_("核查情况"), ("found", "evidence")),
    )

    on = Day(_("核查之日"), today=True, needed=True)
    way = OneRow(_("核查方式"))
    place = Line(
        _("地点"), longest=200, optional=True, hint=_("现场检查的必须填写；网络检查的写网址或者店铺名。")
    )
    officers = LinesField(_("核查人员"), least=2, hint=_("一行一人。现场检查不少于两人。"))
    found = Words(
        _("发现的情况"), rows=6, hint=_("写明查了什么、发现什么、没有发现什么；不写举报人的姓名和电话。")
    )
    evidence = Words(_("收集的材料"), rows=3, optional=True, hint=_("如现场照片、进销台账复印件及份数。"))

    def prepare(self) -> None:
        """Offer the ways the rule knows; whoever records it is taken to have been there."""
        self.at("way").offer((one.value, said(one.label)) for one in CheckWay)
        self.initial["officers"] = [self.scene.ask.officer.user.name]

    def letter(self) -> Mapping[str, str]:
        """Return what the record says."""
        ways = {one.value: one.label for one in CheckWay}
        return {
            "checked_on": day_in_words(self.typed("on")),
            "way": ways.get(self.words_of("way"), ""),
            "place": self.words_of("place"),
            "officers": self.words_of("officers").replace("\n", "、"),
            "found": self.words_of("found"),
            "evidence": self.words_of("evidence"),
        }


class LeaveOutForm(ActForm):
    """Days are left out of a period: on which of the law's grounds, since when, and what proves it."""

    groups = (
        (_("哪一项期限、为什么"), ("clock", "ground")),
        (_("检测、鉴定什么，由谁承担"), ("subject", "body")),
        (_("不计入期限的时间自何时起"), ("began_on", "proof")),
    )

    clock = OneCard(_("扣除哪一项期限的时间"))
    ground = OneOf(_("事由"), half=True, hint=_("只有条文写明的事由可以扣除；中止调查另行办理。"))
    subject = Line(_("对象和事项"), optional=True)
    body = Line(_("承担的机构"), longest=100, optional=True, half=True)
    began_on = Day(_("开始之日"), today=True, needed=True)
    proof = Line(_("证明开始之日的文书"), longest=100, half=True, hint=_("如委托书、受理单及其编号。"))

    def prepare(self) -> None:
        """Offer the periods that run and can leave days out, and the grounds of their rows."""
        part = self.scene.page.checking
        self.at("clock").offer((one.clock, f"{one.name}（{one.due_earliest}）") for one in part.counting)
        if len(part.counting) == 1:
            self.initial["clock"] = part.counting[0].clock
        grounds = dict(pair for one in part.counting for pair in part.grounds_of(one.clock))
        self.at("ground").offer(grounds.items())


class CountAgainForm(ActForm):
    """The days left out have come to an end; the period counts again on the day after."""

    exclusion_id = OneCard(_("结束哪一段扣除期间"), coerce=int, needed=True)
    ended_on = Day(_("结束之日"), today=True, needed=True, hint=_("这一天也不计入期限，次日起继续计算。"))
    ended_proof = Line(_("证明结束之日的文书"), longest=100, half=True, hint=_("如报告及其编号。"))
    result = Words(_("结果"), rows=3, optional=True)

    def prepare(self) -> None:
        """Offer the days that are still being left out."""
        going_on = [one for one in self.scene.page.checking.exclusions if one.ended_on is None]
        self.at("exclusion_id").offer(
            (one.id, f"{one.ground}　{one.subject}（{one.began_on}）") for one in going_on
        )
        if len(going_on) == 1:
            self.initial["exclusion_id"] = going_on[0].id


class AnswerForm(LetterForm):
    """The reporter is told the result on account of the laws that ask for it."""

    duties = Ticks(_("依据哪些规定告知"), coerce=str, hint=_("告知书写明每一项规定的条款。"))
    result = Words(_("处理结果"), rows=6, hint=_("写给举报人看，会原样写进告知书。"))

    def prepare(self) -> None:
        """Offer the duties that bind; those still open are ticked."""
        super().prepare()
        lines, field = self.scene.page.checking.duties, self.at("duties")
        field.offer((one.id, one.subject) for one in lines)
        field.about = {one.id: f"{one.duty}；{one.by_when}（{one.citation}）" for one in lines}
        field.explains = True
        self.initial["duties"] = [one.id for one in lines if one.open]

    def papers(self) -> tuple[str, ...] | None:
        """Nobody gets a letter who cannot be reached."""
        return () if self.scene.page.checking.unreachable else None

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        chosen = self.typed("duties") or []
        cited = [one.citation for one in self.scene.page.checking.duties if one.id in chosen]
        return {"duty": "、".join(dict.fromkeys(cited)), "result": self.words_of("result")}
