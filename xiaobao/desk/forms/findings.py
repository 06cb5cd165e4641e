"""The forms by which a person rules on a finding, contests one, and decides on that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, OneCard, OneOf, OneRow, Shown, Tick, Words, YesNo
from xiaobao.desk.forms.refusable import VersionedForm
from xiaobao.docket.actions.rule_finding import FURTHEST
from xiaobao.docket.finding_taking import LONGEST
from xiaobao.docket.finding_words import Behalf
from xiaobao.docket.models import FindingVerb
from xiaobao.mining.finding_settings import Reason

_SAYS = {
    FindingVerb.CONFIRM: _("确认"),
    FindingVerb.REJECT: _("不成立"),
    FindingVerb.SNOOZE: _("暂缓"),
    FindingVerb.REOPEN: _("重新打开"),
}


class _FindingForm(VersionedForm):
    """A form about one finding; ``version`` is that of the finding as it was read."""

    use_required_attribute = False

    def __init__(self, data: Any, version: int) -> None:
        super().__init__(data, initial={"version": version})
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()


class RulingForm(_FindingForm):
    """Confirm, reject for a reason, put off until a day, or open again; what is not lawful is not offered."""

    verb = OneRow(_("怎样认定"), needed=True)
    reason = OneOf(_("不成立的理由"), hint=_("下一次挖掘据此改进。"), when="verb=reject")
    until = Day(_("暂缓到"), when="verb=snooze")
    link = Tick(_("同时把两件关联为同一争议"), when="verb=confirm")
    words = Words(_("说明"), rows=2, optional=True, hint=_("不写姓名、电话；写了的会被略去。"))

    def __init__(
        self,
        data: Any,
        version: int,
        *,
        verbs: Sequence[str],
        reasons: Sequence[Reason],
        today: date,
        links: bool,
    ) -> None:
        super().__init__(data, version)
        self.offers = bool(verbs)
        self.fields["verb"].offer([(one, _SAYS[FindingVerb(one)]) for one in verbs])  # type: ignore[attr-defined]
        self.fields["reason"].offer([(one.id, one.label) for one in reasons])  # type: ignore[attr-defined]
        most = {"most": FURTHEST}
        self.fields["until"].help_text = str(_("明天起，最多%(most)d天。")) % most
        self.fields["until"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + timedelta(days=FURTHEST)).isoformat(),
        }
        if not links:
            del self.fields["link"]
        else:
            self.fields["link"].help_text = _("后一件受理与否仍由承办人决定；不因此办结或者不予受理。")
        for name, verb in (("reason", FindingVerb.REJECT), ("until", FindingVerb.SNOOZE)):
            if verb not in verbs:
                del self.fields[name]


class ContestForm(_FindingForm):
    """On whose behalf, and what against."""

    behalf = OneCard(_("代谁提出"), of=[(one.value, _(one.label)) for one in Behalf], needed=True)
    words = Words(
        _("对什么有异议，理由是什么"),
        rows=4,
        needed=True,
        hint=_("最多%(most)d字。不写姓名、电话；写了的会被略去。"),
    )

    def __init__(self, data: Any, version: int) -> None:
        super().__init__(data, version)
        self.fields["words"].help_text = str(self.fields["words"].help_text) % {"most": LONGEST}


class DecideForm(_FindingForm):
    """Whether the objection holds, and why."""

    uphold = YesNo(_("异议是否成立"), yes=_("成立：这项发现不成立"), no=_("不成立：恢复原状"), needed=True)
    words = Words(_("决定的理由"), rows=4, needed=True, hint=_("不写姓名、电话；写了的会被略去。"))
