"""The form every act of the portal is done by, and the fields it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xiaobao.refusals import Obstacle, Refused

LONGEST_WORDS = 2000
LARGEST = 20 * 1024 * 1024
Text = str | Promise


class PortalForm(forms.Form):
    """Keeps everything typed; ``refusal`` is what the docket said, for the summary at the top."""

    refusal: Obstacle | None = None

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写这一项。")

    def refuse(self, refusal: Obstacle) -> None:
        """Show the refusal: each sentence at its field, what names no field in the summary alone."""
        self.is_valid()
        self.refusal = refusal
        if isinstance(refusal, Refused):
            for field, sentence in refusal.fields.items():
                if field in self.fields and sentence not in self.errors.get(field, []):
                    self.add_error(field, sentence)

    @property
    def besides(self) -> str:
        """What the refusal says that no field says already."""
        sentence = self.refusal.sentence if self.refusal else ""
        for errors in self.errors.values():
            for error in errors:
                sentence = sentence.replace(str(error), "")
        return sentence.strip()

    def facts(self) -> dict[str, Any]:
        """Return what the action is called with; raises Refused where something typed cannot be read."""
        if not self.is_valid():
            raise Refused(str(_("请按下面的说明修改后再提交。")), code="PTL-422")
        return dict(self.cleaned_data)


class Line(forms.CharField):
    """One line of words."""

    def __init__(self, label: Text, *, longest: int = 100, hint: Text = "", **rest: Any) -> None:
        super().__init__(label=label, max_length=longest, help_text=hint, **rest)  # type: ignore[arg-type]


class Words(forms.CharField):
    """Somebody's own words, as typed."""

    def __init__(
        self, label: Text, *, rows: int = 4, hint: Text = "", longest: int = LONGEST_WORDS, **rest: Any
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        texts: dict[str, Any] = {"label": label, "help_text": hint}
        super().__init__(max_length=longest, widget=widget, **texts, **rest)


class Money(forms.DecimalField):
    """An amount in yuan with two decimals; thousands may be parted with commas."""

    def __init__(self, label: Text, *, hint: Text = "", **rest: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        texts: dict[str, Any] = {"label": label, "help_text": hint}
        limits: dict[str, Any] = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}
        super().__init__(widget=widget, **limits, **texts, **rest)
        self.error_messages["invalid"] = _("请填写金额（元），如 1280.50。")
        self.error_messages["max_decimal_places"] = _("金额最多两位小数。")

    def to_python(self, value: Any) -> Any:
        """Read 1,280.50 and １２８０．５ alike."""
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "").replace("．", ".").removesuffix("元").strip()
        return super().to_python(value)


class Tick(forms.BooleanField):
    """A box to tick."""

    is_tick = True

    def __init__(self, label: Text, *, hint: Text = "", **rest: Any) -> None:
        texts: dict[str, Any] = {"label": label, "help_text": hint}
        super().__init__(required=False, **texts, **rest)


class Stars(forms.TypedChoiceField):
    """How satisfied somebody is, one to five; no answer is None."""

    is_group = True
    widget = forms.RadioSelect

    def __init__(self, label: Text, **rest: Any) -> None:
        named = (_("很不满意"), _("不满意"), _("一般"), _("满意"), _("很满意"))
        choices = [(str(place), name) for place, name in enumerate(named, start=1)]
        texts: dict[str, Any] = {"label": label}
        super().__init__(choices=choices, coerce=int, empty_value=None, **texts, **rest)


class ManyFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sequence[UploadedFile]:  # noqa: ARG002
        """Return every file sent under the name."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Files(forms.Field):
    """Files as (name, bytes), each judged by its size before it is read."""

    widget = ManyFiles

    def __init__(self, label: Text, *, hint: Text = "") -> None:
        texts: dict[str, Any] = {"label": label, "help_text": hint}
        super().__init__(**texts)
        self.widget.attrs["multiple"] = True

    def clean(self, value: Any) -> list[tuple[str, bytes]]:
        """Return the files that were chosen."""
        chosen: Sequence[UploadedFile] = value or []
        if not chosen:
            raise forms.ValidationError(_("请先选择文件。"), code="required")
        if any((file.size or 0) > LARGEST for file in chosen):
            sentence = _("文件太大：每份不超过 %(most)d MB。") % {"most": LARGEST // (1024 * 1024)}
            raise forms.ValidationError(sentence, code="too_large")
        return [(file.name or "", file.read()) for file in chosen]
