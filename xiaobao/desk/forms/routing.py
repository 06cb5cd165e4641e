"""The forms of where a complaint belongs: competence, distribution, other routes, withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm, day_in_words
from xiaobao.desk.forms.fields import (
    Day,
    Line,
    OneCard,
    OneOf,
    Unsure,
    Words,
)
from xiaobao.docket.assignment import suggest, suggest_each, why_of
from xiaobao.docket.models import Dispute, Matter
from xiaobao.docket.offices_page import holders
from xiaobao.rules import routes
from xiaobao.rules.jurisdiction import RespondentKind
from xiaobao.rules.steps import ORDER_121
from xiaobao.rules.withdrawal import WithdrawalWay


class PlaceForm(ActForm):
    """Whose complaint it is: what the respondent is and where it is to be found."""

    groups = (
        (_("事项与被投诉人"), ("within_duties", "respondent_kind")),
        (_("在不在本区"), ("actual_here", "domicile_here", "published_here", "reachable", "platform_here")),
        (_("由谁处理"), ("ours", "first_receiver", "elsewhere", "words")),
    )

    within_duties = Unsure(_("是否属于市场监督管理部门职责"))
    respondent_kind = OneCard(_("被投诉人的类型"))
    actual_here = Unsure(_("实际经营地在本区"), half=True)
    domicile_here = Unsure(_("住所地在本区"), half=True)
    published_here = Unsure(_("在平台公示的地址在本区"), half=True, when="respondent_kind=merchant")
    reachable = Unsure(_("依法公示了地址，且能取得联系"), half=True, when="respondent_kind=merchant")
    platform_here = Unsure(_("平台经营者住所地在本区"), half=True, when="respondent_kind=merchant")
    ours = Unsure(_("认定由本局处理"), unsure=_("依填写的情况认定"))
    first_receiver = Line(_("先收到同一争议的其他部门"), longest=100, optional=True, half=True)
    elsewhere = Line(_("由哪个机关处理"), longest=100, optional=True, half=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("与所填情况推出的意见不一致的，写明理由。"))

    def prepare(self) -> None:
        """Offer the kinds the rule knows; ask of the platform's published address under Order 121 only."""
        self.at("respondent_kind").offer((one.value, said(one.label)) for one in RespondentKind)
        asked_where = [RespondentKind.ORDINARY]
        if self.scene.page.matter.regulation != ORDER_121:
            asked_where.append(RespondentKind.MERCHANT)
            del self.fields["published_here"], self.fields["reachable"]
        self.at("actual_here").when = f"respondent_kind={','.join(asked_where)}"
        kinds = (RespondentKind.ORDINARY, RespondentKind.PLATFORM, RespondentKind.OWN_SITE)
        self.at("domicile_here").when = f"respondent_kind={','.join(kinds)}"
        track = self.scene.page.track
        self.initial.update({"respondent_kind": track.respondent_kind, "within_duties": track.within_duties})
        self.initial["elsewhere"] = track.competent_elsewhere

    def arguments(self) -> dict[str, Any]:
        """Return the arguments; what the regulation does not ask is not known."""
        return {"published_here": None, "reachable": None} | super().arguments()


class AssignForm(ActForm):
    """Give the matter to an office, and within it to somebody."""

    office = OneOf(_("承办单位"), half=True)
    handler = OneOf(_("承办人"), half=True, optional=True, hint=_("应属于所选单位；可以留空，由该单位自定。"))
    words = Words(_("分派说明"), rows=3, optional=True)

    def prepare(self) -> None:
        """Offer the offices, and those who may handle there today."""
        ask = self.scene.ask
        offices = ask.rulebook.locality.handling
        self.at("office").offer((one.code, one.name) for one in offices)
        self.at("handler").offer(
            (one.user.username, f"{one.user.name}（{one.office.name}）")
            for one in holders(ask.rulebook.locality, ask.today)
        )
        self.initial["office"] = self.scene.page.matter.office.code
        route = self.scene.page.route
        if route is not None and route.office:
            self.initial["office"] = route.office
            reasons = "".join(reason.text for reason in route.reasons)
            why = said("已按分办规则预选，可以改选。%(reasons)s") % {"reasons": reasons}
            self.at("office").help_text = why
        self._propose()

    def _propose(self) -> None:
        """Fill in whom the office chosen beforehand would give it to, and say whom the others would."""
        ask, offices = self.scene.ask, self.scene.ask.rulebook.locality.handling
        found = suggest_each(
            self.scene.page.matter, ask.officer, ask.rulebook, ask.today, [one.code for one in offices]
        )
        chosen = found.get(self.initial["office"])
        if chosen is not None:
            self.initial["handler"] = chosen.username
        names = {one.code: one.name for one in offices}
        told = "".join(f"{names[code]}：{one.name}，{why_of(one)}" for code, one in found.items())
        if told:
            hint = said("应属于所选单位；可以留空，由该单位自定。建议：%(told)s") % {"told": told}
            self.at("handler").help_text = hint


class EntrustForm(ActForm):
    """Who in the unit handles the matter."""

    handler = OneOf(_("承办人"), half=True, hint=_("举报件只有承办人和办案人员可以申请查看举报人身份。"))
    words = Words(_("说明"), rows=3, optional=True)

    def prepare(self) -> None:
        """Offer those of the unit who handle matters today."""
        ask, matter = self.scene.ask, self.scene.page.matter
        here = (one for one in holders(ask.rulebook.locality, ask.today) if one.office_id == matter.office_id)
        self.at("handler").offer((one.user.username, one.user.name) for one in here)
        one = Matter.objects.filter(pk=matter.pk)
        proposed = suggest(one, ask.officer, ask.rulebook, ask.today)[matter.pk].proposed
        told = {"name": proposed.name, "why": why_of(proposed)}
        why = said("建议：%(name)s，%(why)s可以改选。") % told if proposed.name else told["why"]
        self.at("handler").help_text = f"{self.at('handler').help_text}{why}"
        if proposed.username:
            self.initial["handler"] = proposed.username
        elif matter.handler is not None:
            self.initial["handler"] = matter.handler.username


class HandBackForm(ActForm):
    """This unit is not competent: the matter goes back to intake, and nowhere else."""

    words = Words(_("没有处理权限的理由"))


class ReturnForm(ActForm):
    """This bureau is not competent: the unit that sent the matter is told."""

    words = Words(_("没有处理权限的理由"), hint=_("写给分送机构看，会写进反馈函。"))

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        sent = self.scene.page.distribution
        return {
            "reason": self.words_of("words"),
            "addressee": sent.sender if sent else "",
            "distribution_number": sent.number if sent else "",
        }


class DisputeForm(ActForm):
    """Another department disputes who is competent; there is a time to settle it."""

    with_whom = Line(_("与哪个部门发生争议"), longest=100, half=True)
    arose_on = Day(_("发生之日"), today=True, needed=True)
    words = Words(_("争议的内容"), rows=3, optional=True)


class EndDisputeForm(ActForm):
    """How the dispute ended."""

    outcome = OneCard(_("结果"), of=Dispute.Outcome.choices)
    ours = Unsure(_("由本局处理"))
    on = Day(_("结束之日"), today=True, needed=True)
    elsewhere = Line(_("由哪个机关处理"), longest=100, optional=True, half=True)
    words = Words(_("说明"), rows=3, optional=True)


class RedirectForm(LetterForm):
    """The matter is none of those this procedure is for: the person is told where to go."""

    nature = OneCard(_("属于哪一类事项"))
    route = Words(_("应当通过的途径"), rows=3, hint=_("会写进告知书；留空即用该类事项的通常说法。"))
    words = Words(_("说明"), rows=3, optional=True, hint=_("不写进告知书。"))

    def prepare(self) -> None:
        """Offer the natures the article names, each with its usual route."""
        super().prepare()
        natures = routes.natures(self.scene.page.matter.regulation)
        field = self.at("nature")
        field.offer((one.value, said(one.label)) for one in natures)
        field.about = {one.value: routes.proposed(one) for one in natures}

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        chosen = self.words_of("nature")
        nature = next((one for one in routes.Nature if one.value == chosen), None)
        usual = routes.proposed(nature) if nature else ""
        return {
            "nature": nature.label if nature else "",
            "route": self.words_of("route") or usual,
        }


class WithdrawForm(LetterForm):
    """The complainant takes the complaint back before it has been decided."""

    on = Day(_("撤回之日"), today=True, needed=True)
    how = OneOf(_("撤回的方式"), half=True)
    words = Words(_("说明"), rows=3, optional=True)

    def prepare(self) -> None:
        """Offer the ways the rule knows."""
        super().prepare()
        self.at("how").offer((one.value, said(one.label)) for one in WithdrawalWay)

    def letter(self) -> Mapping[str, str]:
        """Return what the confirmation says."""
        ways = {one.value: one.label for one in WithdrawalWay}
        return {
            "withdrawn_on": day_in_words(self.typed("on")),
            "how": ways.get(self.words_of("how"), ""),
        }
