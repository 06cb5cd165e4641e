"""The fields the forms of acts are made of: each knows how it looks, and turns what was typed into a fact.

``when`` names the answer a field belongs to, such as "ground=6" or "mode=on_site,video": with a script it is
hidden until then, without one it is always there. ``half`` fields stand two in a row. ``needed`` is for what
an action cannot be called without; whether anything else must be there is the rule's to say, with its
article. ``optional`` fields are marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Choices = Iterable[tuple[Any, Text]]
LONGEST_WORDS = 4000
YES, NO, UNSURE = _("是"), _("否"), _("尚不清楚")


class Lines(forms.Widget):
    """Several one-line answers under one name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002
        """Return every line as typed."""
        if hasattr(data, "getlist"):
            return [str(line) for line in data.getlist(name)]
        return list(data.get(name, []))


class Shown(forms.Field):
    """A field with a label, a hint and a place on the page."""

    look: ClassVar[str] = "line"
    wanted: ClassVar[Text] = _("请填写“%(label)s”。")

    def __init__(
        self,
        label: Text,
        *,
        hint: Text = "",
        needed: bool = False,
        half: bool = False,
        when: str = "",
        optional: bool = False,
        **rest: Any,
    ) -> None:
        texts: dict[str, Any] = {"label": label, "help_text": hint}
        super().__init__(required=needed, **texts, **rest)
        self.half, self.when, self.optional = half, when, optional

    def name_what_is_missing(self) -> None:
        """Word the refusal of an empty answer with the field's own label, in the officer's language."""
        self.error_messages["required"] = str(self.wanted) % {"label": self.label}


class Line(Shown, forms.CharField):
    """One line of words."""

    def __init__(self, label: Text, *, longest: int = 200, **rest: Any) -> None:
        super().__init__(label, max_length=longest, **rest)


class Words(Shown, forms.CharField):
    """The officer's own words, as typed."""

    look = "words"

    def __init__(self, label: Text, *, rows: int = 4, **rest: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label, max_length=LONGEST_WORDS, strip=False, widget=widget, **rest)


class Day(Shown, forms.DateField):
    """A day; ``today`` fills in the day of the form."""

    look = "day"

    def __init__(self, label: Text, *, today: bool = False, **rest: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label, widget=widget, half=rest.pop("half", True), **rest)
        self.input_formats = ["%Y-%m-%d"]
        self.today = today
        self.error_messages["invalid"] = _("请按 2026-05-20 的样子填写日期。")


class Moment(Shown, forms.DateTimeField):
    """A moment on the clock in Xiamen; ``now`` fills in the moment of the form."""

    look = "moment"

    def __init__(self, label: Text, *, now: bool = False, **rest: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(label, widget=widget, half=rest.pop("half", True), **rest)
        self.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        self.now = now
        self.error_messages["invalid"] = _("请填写日期和时间，如 2026-05-20 09:30。")


class Money(Shown, forms.DecimalField):
    """An amount in yuan with two decimals; thousands may be parted with commas."""

    look = "money"

    def __init__(self, label: Text, **rest: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        limits: dict[str, Any] = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}
        super().__init__(label, widget=widget, half=rest.pop("half", True), **limits, **rest)
        self.error_messages["invalid"] = _("请填写金额（元），如 1280.50。")
        self.error_messages["max_decimal_places"] = _("金额最多两位小数。")

    def to_python(self, value: Any) -> Any:
        """Read 1,280.50 and １２８０．５ alike."""
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "").replace("．", ".").removesuffix("元").strip()
        return super().to_python(value)


class Number(Shown, forms.IntegerField):
    """A small whole number."""

    look = "number"

    def __init__(self, label: Text, **rest: Any) -> None:
        rest = {"half": True, "min_value": 0, "max_value": 10_000} | rest
        super().__init__(label, **rest)
        self.error_messages["invalid"] = _("请填写整数。")


class OneOf(Shown, forms.TypedChoiceField):
    """One of a list, from a menu; the empty answer is None unless ``empty`` says otherwise."""

    look = "menu"
    wanted = _("请选择“%(label)s”。")
    blank: ClassVar[Text] = _("请选择")

    def __init__(self, label: Text, *, of: Choices = (), empty: Any = "", **rest: Any) -> None:
        super().__init__(label, empty_value=empty, **rest)
        self.error_messages["invalid_choice"] = _("请从列出的各项中选择。")
        self.offer(of)

    def offer(self, choices: Choices) -> None:
        """Set what can be chosen."""
        self.choices = [("", self.blank), *choices]


class OneCard(OneOf):
    """One of a list, each on a card of its own; ``about`` says more under a choice."""

    look = "cards"
    widget = forms.RadioSelect
    about: dict[str, str]

    def offer(self, choices: Choices) -> None:
        """Set what can be chosen; no card stands for no answer."""
        self.about = {}
        self.choices = list(choices)


class OneRow(OneCard):
    """One of a few short answers, side by side."""

    look = "row"


class YesNo(OneRow):
    """Yes or no, and nothing until somebody has said so."""

    def __init__(self, label: Text, *, yes: Text = YES, no: Text = NO, **rest: Any) -> None:
        answers = [("yes", yes), ("no", no)]
        super().__init__(label, of=answers, coerce=lambda value: value == "yes", empty=None, **rest)

    def prepare_value(self, value: Any) -> Any:
        """Show a truth value as the answer that gives it."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Unsure(YesNo):
    """Yes, no, or not yet known (None)."""

    def __init__(self, label: Text, *, unsure: Text = UNSURE, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.choices = [*cast("list[Any]", self.choices), ("", unsure)]


class Tick(Shown, forms.BooleanField):
    """A box to tick."""

    look = "tick"
    wanted = _("请确认“%(label)s”。")


class Ticks(Shown, forms.TypedMultipleChoiceField):
    """Any of a list; the answer is a list of whole numbers unless ``coerce`` says otherwise."""

    look = "ticks"
    widget = forms.CheckboxSelectMultiple
    wanted = _("请选择“%(label)s”。")

    def __init__(self, label: Text, *, of: Choices = (), coerce: Any = int, **rest: Any) -> None:
        super().__init__(label, coerce=coerce, **rest)
        self.error_messages["invalid_choice"] = _("请从列出的各项中选择。")
        self.offer(of)

    def offer(self, choices: Choices) -> None:
        """Set what can be chosen."""
        self.choices = list(choices)


class LinesField(Shown):
    """Several one-line answers; blank ones are left out. ``least`` lines are shown."""

    look = "lines"
    widget = Lines

    def __init__(self, label: Text, *, least: int = 3, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least = least

    def clean(self, value: Any) -> list[str]:
        """Return the lines with something on them."""
        lines = [line.strip() for line in value or [] if line.strip()]
        if self.required and not lines:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return lines


def wishes(lines: Sequence[str]) -> list[str]:
    """Return requests without the comma the docket keeps between them: 赔偿1,280元 is one request."""
    return [re.sub(r"(?<=\d),(?=\d)", "", line).replace(",", "，") for line in lines]


class ManyFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sequence[UploadedFile]:  # noqa: ARG002
        """Return every file sent under the name."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, []))


class Files(Shown):
    """Files as (name, bytes); ``most`` bytes each, so that a careless choice is refused before it is read."""

    look = "files"
    widget = ManyFiles
    wanted = _("请先选择文件。")

    def __init__(
        self, label: Text, *, most: int = 20 * 1024 * 1024, single: bool = False, **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.most, self.single = most, single
        if not single:
            self.widget.attrs["multiple"] = True

    def clean(self, value: Any) -> list[tuple[str, bytes]]:
        """Return the files that were chosen."""
        chosen: Sequence[UploadedFile] = value or []
        if self.required and not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        for file in chosen:
            if (file.size or 0) > self.most:
                sentence = _("文件太大：每份不超过 %(most)d MB。") % {"most": self.most // (1024 * 1024)}
                raise forms.ValidationError(sentence, code="too_large")
        return [(file.name or "", _whole(file)) for file in chosen]


def _whole(file: UploadedFile) -> bytes:
    file.seek(0)  # a form shown again reads it a second time
    return bytes(file.read())
