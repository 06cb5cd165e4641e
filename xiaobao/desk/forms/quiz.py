"""A quiz as a form: a group of radio buttons for each question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.handbook.practice import Sheet

LARGEST_SEED = 2**31


class QuizForm(RefusableForm):
    """The questions are called q1, q2, …; an answer is the place of the option, from 0."""

    use_required_attribute = False

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        super().__init__(data)
        for number, one in enumerate(sheet.asked, start=1):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=f"{number}. {one.words}",
                choices=list(enumerate(one.options)),
                coerce=int,
                widget=forms.RadioSelect,
                required=False,
                empty_value=None,
                error_messages={"invalid_choice": _("请从列出的各项中选择。")},
            )

    def chosen(self) -> dict[int, int]:
        """Return the answers by number of the question; call after ``is_valid``."""
        told = ((int(name[1:]), place) for name, place in self.cleaned_data.items())
        return {number: place for number, place in told if place is not None}
