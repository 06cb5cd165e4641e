"""The form of an act: its fields bear the names of the action's arguments, its choices come from below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Line, LinesField, Moment, Shown, Text, Tick
from xiaobao.desk.forms.refusable import VersionedForm
from xiaobao.desk.screen import Asking
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.mediation_facts import moment_line
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.documents.numbering import format_date
from xiaobao.law import Regulation
from xiaobao.refusals import Obstacle, Refused
from xiaobao.rules.workflow import Track

_HIDDEN = ("version", "once")


@dataclass(frozen=True)
class Scene:
    """What a form is filled in before: the matter as shown, and who asks when under which law."""

    page: MatterPage
    ask: Asking

    @property
    def regulation(self) -> Regulation:
        """The regulation that governs the matter."""
        return self.ask.rulebook.law.regulation(self.page.matter.regulation)


@dataclass(frozen=True)
class Section:
    """A part of the form under a heading of its own; the first may have none."""

    title: Text
    fields: tuple[forms.BoundField, ...]


class ActForm(VersionedForm):
    """``once`` marks one showing of the form, so that sending it twice is told from acting twice.

    ``groups`` names the parts: (heading, fields). Fields in no part stand first. ``stands_for`` says which
    field shows what is refused of an argument that has none of its own, ``from_link`` which fields the link
    that led here may fill in, each with its name in the link.
    """

    use_required_attribute = False
    groups: ClassVar[tuple[tuple[Text, tuple[str, ...]], ...]] = ()
    stands_for: ClassVar[Mapping[str, str]] = MappingProxyType({})
    from_link: ClassVar[Mapping[str, str]] = MappingProxyType({})
    multipart: ClassVar[bool] = False

    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.scene = scene
        for name, field in self.fields.items():
            self._begin(name, field)
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    def prepare(self) -> None:
        """Set choices and first values from the scene; forms that need some say so here."""

    def at(self, name: str) -> Any:
        """Return a field of the form, to set what it offers."""
        return self.fields[name]

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the action; call after ``is_valid`` said yes.

        What belongs to an answer that was not given is left blank, whatever stands in it.
        """
        given = {name: field for name, field in self.fields.items() if name not in _HIDDEN}
        return {
            name: self.cleaned_data[name] if self._is_asked(field) else blank(field)
            for name, field in given.items()
        }

    def _is_asked(self, field: forms.Field) -> bool:
        name, _equals, wanted = getattr(field, "when", "").partition("=")
        if name not in self.fields:
            return True
        typed = self.typed(name)
        answers = {str(one) for one in (typed if isinstance(typed, list) else [typed]) if one}
        return bool(answers) if wanted == "*" else bool(answers & set(wanted.split(",")))

    def letter(self) -> Mapping[str, str]:
        """Return what the letter would say of what has been typed so far, by the notice's fact names."""
        return {}

    def papers(self) -> tuple[str, ...] | None:
        """Return the notices that what has been typed leads to; None for all that the act knows."""
        return None

    def refuse(self, refusal: Obstacle) -> None:
        """Show the refusal, each sentence at the field that stands for its argument."""
        super().refuse(refusal)
        told = refusal.fields if isinstance(refusal, Refused) else {}
        for argument, sentence in told.items():
            field = self.stands_for.get(argument, "")
            if field in self.fields and sentence not in self.errors.get(field, []):
                self.add_error(field, sentence)

    def typed(self, name: str) -> Any:
        """Return what stands in a field now, typed or filled in beforehand."""
        return self[name].value()

    def words_of(self, name: str) -> str:
        """Return what stands in a field as text, lines joined by line breaks."""
        value = self.typed(name)
        if isinstance(value, list):
            return "\n".join(line.strip() for line in value if str(line).strip())
        return str(value or "").strip()

    @property
    def sections(self) -> Iterator[Section]:
        """The parts of the form, in order; parts without a field are left out."""
        grouped = {name for _title, names in self.groups for name in names}
        rest = [name for name in self.fields if name not in grouped and name not in _HIDDEN]
        for title, names in (("", rest), *self.groups):
            bound = tuple(self[name] for name in names if name in self.fields)
            if bound:
                yield Section(title, bound)

    def _begin(self, name: str, field: forms.Field) -> None:
        if isinstance(field, Day) and field.today:
            self.initial[name] = self.scene.ask.today
        if isinstance(field, Moment) and field.now:
            self.initial[name] = self._now()

    def _now(self) -> datetime:
        return self.scene.ask.now.replace(second=0, microsecond=0)


class LetterForm(ActForm):
    """An act whose letter goes to the complainant: asks for the full name where the export hid it."""

    addressee = Line(
        _("投诉人姓名"),
        longest=64,
        hint=_("导出文件里的姓名是遮盖的。文书要写全名，请按登记材料填写；只用于这份文书，封存保管。"),
    )

    def prepare(self) -> None:
        """Ask for the name only where it is not known."""
        if not self.scene.page.needs_addressee:
            del self.fields["addressee"]
        elif self.scene.page.matter.kind == Track.REPORT:
            self.at("addressee").label = _("举报人姓名")


def lines_shown(bound: forms.BoundField) -> list[str]:
    """Return the lines to show: what was typed, filled up with empty ones."""
    field = bound.field
    least = field.least if isinstance(field, LinesField) else 1
    typed = [line for line in bound.value() or [] if line.strip()]
    return typed + [""] * max(least - len(typed), 1)


def blank(field: forms.Field) -> Any:
    """Return what an action takes for a field nobody has answered."""
    return getattr(field, "empty_value", False if isinstance(field, Tick) else None)


def moment_in_words(value: Any) -> str:
    """Write a moment as a letter does: 2026年6月3日上午9时30分; empty when it cannot be read."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return ""
    if moment is None:
        return ""
    return moment_line(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))


def day_in_words(value: Any) -> str:
    """Write a day as a letter does: 2026年6月3日; empty when it cannot be read."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return ""
    return format_date(day) if day else ""
