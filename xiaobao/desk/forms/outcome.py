"""The forms of how a complaint ends: settled and performed, terminated, closed, taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm
from xiaobao.desk.forms.fields import Day, LinesField, Money, OneCard, OneOf, OneRow, Tick, Ticks, Words
from xiaobao.desk.preview import names_shown
from xiaobao.docket.letters import respondent_name
from xiaobao.home import official_texts
from xiaobao.law.citation import numeral
from xiaobao.law.official import grounds_text
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.termination import EndedBy, bars


class SettleForm(LetterForm):
    """The sides have agreed: on what, how it is put down, and who said yes."""

    groups = (
        (_("怎样落到纸面"), ("settlement", "proof")),
        (_("协议"), ("terms", "on", "settled", "recovered")),
        (_("谁同意这一协议"), ("consented", "respondent_consents")),
    )

    settlement = OneCard(_("形式"))
    terms = Words(_("协议内容"), rows=6, hint=_("一行一项，会原样写进文书。"))
    on = Day(_("达成之日"), today=True, needed=True)
    settled = Money(_("约定的金额（元）"), hint=_("不涉及金额的填 0。"))
    recovered = Money(_("已经履行的金额（元）"), optional=True)
    consented = Ticks(_("投诉人一方"))
    respondent_consents = Tick(_("被投诉人同意这一协议"))
    proof = Words(
        _("双方同意不制作调解书的凭据"), rows=2, when=f"settlement={Settlement.NO_DOCUMENT}", optional=True
    )

    def prepare(self) -> None:
        """Offer the ways the rule knows and everybody whose consent counts."""
        super().prepare()
        self.at("settlement").offer((one.value, said(one.label)) for one in Settlement)
        self.at("consented").offer((one.id, _who(one)) for one in self.scene.page.people)

    def papers(self) -> tuple[str, ...] | None:
        """Either the agreement of Form 9 or a record."""
        chosen = self.typed("settlement")
        if not chosen:
            return ()
        return ("agreement",) if chosen == Settlement.AGREEMENT else ("settlement_record",)

    def letter(self) -> Mapping[str, str]:
        """Return what the agreement says."""
        return {"terms": self.words_of("terms")}


class PerformForm(ActForm):
    """What the complainant has got so far."""

    recovered = Money(_("至今共履行的金额（元）"), hint=_("写累计数，不是最后一笔。"))
    on = Day(_("履行之日"), today=True, needed=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("比此前记录的少时，写明原因。"))

    def prepare(self) -> None:
        """Begin with what was settled."""
        self.initial["recovered"] = self.scene.page.track.settled


class TerminateForm(LetterForm):
    """End mediation without a settlement, on one of the grounds of the regulation that governs the matter."""

    groups = (
        (_("属于哪一项情形"), ("ground", "how_it_ended", "bar")),
        (_("依据与理由"), ("evidence", "words", "recovered")),
    )

    ground = OneCard(_("终止调解的情形"), coerce=int, empty=None)
    how_it_ended = OneRow(_("是哪一种"))
    bar = OneOf(_("存在哪一项不应受理的情形"))
    evidence = LinesField(_("所依据的材料"), hint=_("一行一项。"))
    words = Words(
        _("具体情况"), rows=5, hint=_("写给双方看：说清事实和为什么属于上面这一项。会原样写进决定书。")
    )
    recovered = Money(_("投诉人已经得到的金额（元）"), optional=True)

    def prepare(self) -> None:
        """Offer the grounds, their evidence and what they refer to, all from the law file."""
        super().prepare()
        grounds = self.scene.regulation.termination_grounds
        field = self.at("ground")
        field.offer((one.number, f"（{numeral(one.number)}）{one.text}") for one in grounds)
        field.about = {str(one.number): "；".join(one.evidence) for one in grounds if one.evidence}
        self._ask_when("how_it_ended", "by_parties", [(one.value, said(one.label)) for one in EndedBy])
        self._ask_when("bar", "bar", list(bars(self.scene.regulation).items()))

    def letter(self) -> Mapping[str, str]:
        """Return what Form 8 says."""
        page, chosen = self.scene.page, self.words_of("ground")
        known = {str(one.number): one.number for one in self.scene.regulation.termination_grounds}
        return {
            "ground": numeral(known[chosen]) if chosen in known else "",
            "grounds": grounds_text(self.scene.regulation, "terminate", official_texts()),
            "addressee": f"{names_shown(page.parties)}、{respondent_name(page.matter)}",
            "reason": self.words_of("words"),
            "evidence": self.words_of("evidence"),
        }

    def _ask_when(self, name: str, about: str, choices: list[tuple[str, str]]) -> None:
        numbers = [one.number for one in self.scene.regulation.termination_grounds if one.about == about]
        field = self.at(name)
        field.offer(choices)
        field.when = f"ground={','.join(map(str, numbers))}"


class CloseForm(ActForm):
    """Close the matter."""

    words = Words(_("办结说明"), rows=3, optional=True)


class ReopenForm(ActForm):
    """Examine a closed complaint again, from before acceptance."""

    words = Words(_("重新审查的理由"), hint=_("写明原来的结果错在哪里、依据什么材料。"))


class ResumeForm(ActForm):
    """Take a closed complaint up again, at mediation."""

    words = Words(_("恢复调解的理由"), hint=_("写明原来的结果错在哪里、依据什么材料。"))


def _who(person: Any) -> str:
    """Say who agrees: masked name and role, for an agent for whom."""
    name = person.name or said("匿名")
    if person.mandate is None:
        return f"{name}（{person.role_label}）"
    principal = person.mandate.principal or person.mandate.side
    return said("%(name)s（%(role)s，代理%(principal)s）") % {
        "name": name,
        "role": person.role_label,
        "principal": principal,
    }
