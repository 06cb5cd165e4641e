"""The forms of a unit's people: what they are good at, and when they are away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, OneOf, Shown, Ticks
from xiaobao.desk.forms.refusable import RefusableForm


class _Person(RefusableForm):
    use_required_attribute = False

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to show, in order."""
        return [self[name] for name, field in self.fields.items() if isinstance(field, Shown)]


class SkillsForm(_Person):
    """The classes of matters that are proposed to somebody first; ``before`` are those that were shown."""

    skills = Ticks(_("专长"), coerce=str, hint=_("勾选的类别，提出承办人建议时优先考虑。"))
    before = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, classes: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial)
        field = self.fields["skills"]
        if isinstance(field, Ticks):
            field.offer(classes)

    def given(self) -> dict[str, list[str]]:
        """Return the arguments of the act; call after ``is_valid`` said yes."""
        before = [code for code in self.cleaned_data["before"].split(",") if code]
        return {"skills": list(self.cleaned_data["skills"]), "before": before}


class LeaveForm(_Person):
    """Away from a day to a day, both counted, and who stands in."""

    since = Day(_("从哪一天起"), needed=True, half=True)
    last = Day(_("到哪一天止"), needed=True, half=True, hint=_("这一天也请假。"))
    substitute = OneOf(
        _("由谁代办"), optional=True, hint=_("请假期间，原来会建议给本人的来件，改为建议给代办人。")
    )

    def __init__(self, others: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial)
        field = self.fields["substitute"]
        if isinstance(field, OneOf):
            field.offer(others)

    def given(self) -> dict[str, date | str | None]:
        """Return the arguments of the act, the end as the first day that no longer counts."""
        last = self.cleaned_data.get("last")
        return {
            "since": self.cleaned_data.get("since"),
            "until": last + timedelta(days=1) if last else None,
            "substitute": self.cleaned_data.get("substitute") or "",
        }
