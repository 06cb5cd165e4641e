"""The ladder as a form: office hours and scores, ladders, and the stages of each; no officer writes YAML.

Every ladder and stage has a place (g0, s3) that its fields are named by. Which places there are is sent
along, so that one can be added or taken away without a script and everything typed stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Number, OneOf, OneRow, Shown, Ticks, Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket import ladder_words
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Obstacle, Refused
from xiaobao.rules.ladder import Grade

LEFT, OVERDUE = "left", "overdue"
_MOST_WORDS = 200


class TimeOfDay(Shown, forms.TimeField):
    """An hour and a minute."""

    look = "time"

    def __init__(self, label: Any, **rest: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(label, widget=widget, half=True, input_formats=["%H:%M", "%H:%M:%S"], **rest)
        self.error_messages["invalid"] = _("请按 09:00 的样子填写时间。")


class PlacedForm(RefusableForm):
    """A part of the form at its place."""

    use_required_attribute = False

    def __init__(self, rulebook: Rulebook, place: str, data: Any, *, bound: bool) -> None:
        super().__init__(data if bound else None, prefix=place or None)
        self.place = place
        if not bound:
            self.initial = {name: self._raw(name, data) for name in self.fields}
        self.offer(rulebook)
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    def offer(self, rulebook: Rulebook) -> None:
        """Set what can be chosen."""

    def _raw(self, name: str, data: Any) -> Any:
        return self.fields[name].widget.value_from_datadict(data, {}, self.add_prefix(name))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, Ticks | OneOf):
            field.offer([(code, said(label)) for code, label in choices])


class RefusedAtHead:
    """Several forms as one: what a refusal says of a field of the ``head`` stands there, the rest on top."""

    head: PlacedForm
    refusal: Obstacle | None = None

    def refuse(self, refusal: Obstacle) -> None:
        """Show a refusal."""
        self.refusal = refusal
        for name, sentence in (refusal.fields if isinstance(refusal, Refused) else {}).items():
            if name in self.head.fields and self.head.is_bound:
                self.head.add_error(name, sentence)


class HeadForm(PlacedForm):
    """What holds for all stages, and why it is to be changed."""

    opens = TimeOfDay(_("上班时间"), needed=True)
    closes = TimeOfDay(_("下班时间"), needed=True)
    score_remind = Number(_("提醒扣分"), min_value=0, max_value=100, optional=True)
    score_urge = Number(_("催办扣分"), min_value=0, max_value=100, optional=True)
    score_yellow = Number(_("黄牌扣分"), min_value=0, max_value=100, optional=True)
    score_red = Number(_("红牌扣分"), min_value=0, max_value=100, optional=True)
    note = Line(_("说明"), longest=200, optional=True)
    reason = Words(_("为什么要变更"), rows=3, hint=_("签署的人据此判断；不写姓名、电话。"))


class StepsForm(PlacedForm):
    """The name of one ladder and the clocks that climb it."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(_("名称"), longest=40, needed=True)
    clocks = Ticks(
        _("适用的期限"),
        coerce=str,
        hint=_("一个都不勾选的，适用于所有没有另列的期限；这样的阶梯有且只有一个。"),
    )

    def offer(self, rulebook: Rulebook) -> None:
        """Offer the clocks, and whatever the ladder in service names besides."""
        known = ladder_words.clocks(rulebook)
        named = [clock for steps in rulebook.ladder.ladders for clock in steps.clocks]
        more = [(clock, clock) for clock in named if clock not in dict(known)]
        self._choices("clocks", [*known, *more])


class StageForm(PlacedForm):
    """One stage."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    grade = OneOf(_("级别"), needed=True, half=True)
    when = OneRow(
        _("什么时候"), of=[(LEFT, _("届满前还剩")), (OVERDUE, _("届满后逾期"))], needed=True, half=True
    )
    days = Number(
        _("工作日数"), needed=True, min_value=0, max_value=99, hint=_("还剩0个工作日就是届满当日。")
    )
    to = Ticks(_("告知"), coerce=str, needed=True)
    copies = Ticks(_("抄送"), coerce=str)
    channels = Ticks(_("站内消息以外的方式"), coerce=str)
    wording = Words(_("用语"), rows=2, needed=True)
    owner = OneOf(_("督办单由谁负责"), half=True, hint=_("不选就不发督办单。"))
    within = Number(_("几个工作日内回复"), min_value=1, max_value=99, optional=True)

    def offer(self, rulebook: Rulebook) -> None:
        """Offer grades, people and channels."""
        people = ladder_words.addressees(rulebook)
        self._choices("grade", [(grade.value, grade.label) for grade in Grade])
        self._choices("channels", list(ladder_words.CHANNELS.items()))
        for name in ("to", "copies", "owner"):
            self._choices(name, people)
        blanks = "".join(f"〔{word}〕" for word in ladder_words.BLANKS.values())
        hint = said("可以写 %(blanks)s，发出时换成实际内容；不写姓名、电话。") % {"blanks": blanks}
        self.fields["wording"].help_text = hint

    def clean_wording(self) -> str:
        """Return the wording as the ladder keeps it."""
        text = str(self.cleaned_data["wording"]).strip()
        if len(text) > _MOST_WORDS:
            raise forms.ValidationError(said("用语最多200字。"), code="too_long")
        try:
            return ladder_words.stored(text)
        except ValueError as error:
            sentence = said("用语里的“%(what)s”不能替换成实际内容。") % {"what": error}
            raise forms.ValidationError(sentence, code="blank") from error

    def clean(self) -> dict[str, Any]:
        """Ask for the days of a reply where an order is issued, and for one day at least of lateness."""
        given = super().clean() or {}
        if given.get("owner") and not given.get("within"):
            self.add_error("within", forms.ValidationError(said("发督办单的，请填写几个工作日内回复。")))
        if given.get("when") == OVERDUE and given.get("days") == 0:
            sentence = said("逾期至少1个工作日；届满当日请选“届满前还剩”。")
            self.add_error("days", forms.ValidationError(sentence))
        return given

    @property
    def offset(self) -> int:
        """Working days from the due day; call after ``is_valid``."""
        days = int(self.cleaned_data["days"])
        return -days if self.cleaned_data["when"] == LEFT else days

    @property
    def told(self) -> tuple[str, ...]:
        """Who is told, as ticked so far."""
        ticked = self["to"].value() or []
        return tuple(str(name) for code, name in choices_of(self, "to") if code in ticked)

    @property
    def unsettled(self) -> bool:
        """Whether it is to be seen at once: a new stage, or one with something wrong."""
        return bool(self.errors) or not self["id"].value()

    @property
    def title(self) -> str:
        """What stands over the stage: its grade and when, as typed so far."""
        grade = next((one for one in Grade if one.value == self["grade"].value()), None)
        days, when = str(self["days"].value() or ""), self["when"].value()
        span = said("逾期%(count)s个工作日") if when == OVERDUE else said("剩%(count)s个工作日")
        if days == "0":
            span = said("届满当日")
        return f"{said(grade.label) if grade else ''} {span % {'count': days} if days else ''}".strip()


@dataclass(frozen=True)
class Part:
    """One ladder with its stages."""

    form: StepsForm
    stages: list[StageForm]

    @property
    def parts(self) -> Iterator[PlacedForm]:
        """The forms of it."""
        yield self.form
        yield from self.stages

    @property
    def places(self) -> list[str]:
        """The places of the stages within it."""
        return [stage.place.partition("-")[2] for stage in self.stages]

    @property
    def clocks(self) -> list[str]:
        """The names of the clocks that are ticked."""
        ticked = self.form["clocks"].value() or []
        return [str(name) for code, name in choices_of(self.form, "clocks") if code in ticked]


def choices_of(form: PlacedForm, name: str) -> list[tuple[str, Any]]:
    """Return what a field offers: code and name."""
    return list(form.fields[name].choices)  # type: ignore[attr-defined]


def places(data: MultiValueDict[str, Any], name: str) -> list[str]:
    """Return the places sent along under a name, each once, and only such as we give."""
    return [one for one in dict.fromkeys(data.getlist(name)) if str(one)[1:].isdecimal()]
