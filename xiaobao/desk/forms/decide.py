"""Deciding a complaint: to accept it, or to decline it on a ground with evidence and a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.errors import Refused

EVIDENCE_LINES = 3


class AcceptForm(RefusableForm):
    """``version`` is the state of the matter the officer has read.

    ``addressee`` is asked for only where the export gave a masked name; the letter needs the full one.
    """

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    addressee = forms.CharField(label=_("投诉人姓名"), required=False, max_length=64)

    def version_read(self) -> int:
        """Return the version the officer read; call after ``is_valid``.

        Raises Refused when the form has lost it: nobody may decide on a matter unread.
        """
        if "version" not in self.cleaned_data:
            raise Refused(str(_("这个页面不完整，请核对来件现状后再提交。")), code="DSK-409")
        return int(self.cleaned_data["version"])


class Lines(forms.Widget):
    """Several one-line answers under one name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002
        """Return every line as typed."""
        if hasattr(data, "getlist"):
            return [str(line) for line in data.getlist(name)]
        return list(data.get(name, []))


class DeclineForm(AcceptForm):
    """The ground (its number), the evidence (one line each), the reason in words.

    What is required of each is the docket's to say, so that screen and command refuse alike.
    """

    ground = forms.IntegerField(label=_("不予受理的情形"), required=False)
    evidence = forms.Field(label=_("证据材料"), required=False, widget=Lines)
    words = forms.CharField(label=_("不予受理的理由"), required=False, strip=False, widget=forms.Textarea)

    def evidence_lines(self) -> list[str]:
        """Return the lines to show: what was typed, filled up with empty ones."""
        typed = [line for line in self["evidence"].value() or [] if line.strip()]
        return typed + [""] * max(EVIDENCE_LINES - len(typed), 1)

    def given(self) -> Mapping[str, Any]:
        """Return ground, evidence and words for the docket; call after ``is_valid``."""
        cleaned = self.cleaned_data
        return {
            "ground": cleaned.get("ground"),
            "evidence": cleaned.get("evidence") or [],
            "words": cleaned.get("words", ""),
        }
