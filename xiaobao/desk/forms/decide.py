"""Deciding a complaint: to accept it, or to decline it on a ground with evidence and a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Lines
from xiaobao.desk.forms.refusable import VersionedForm

EVIDENCE_LINES = 3


class AcceptForm(VersionedForm):
    """``version`` is the state of the matter the officer has read.

    ``addressee`` is asked for only where the export gave a masked name; the letter needs the full one.
    """

    addressee = forms.CharField(label=_("投诉人姓名"), required=False, max_length=64)


class FactorRows(forms.Widget):
    """Considerations ticked under one name, each with words of its own."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, str]:  # noqa: ARG002
        """Return the words by the number of the factor, for those ticked."""
        if not hasattr(data, "getlist"):
            return dict(data.get(name, {}))
        ticked = [int(number) for number in data.getlist(name) if number.isdecimal() and len(number) < 3]
        return {number: str(data.get(f"{name}_{number}", ""))[:500] for number in ticked}


class DeclineForm(AcceptForm):
    """The ground (its number), the evidence (one line each), the reason in words.

    What is required of each is the docket's to say, so that screen and command refuse alike.
    """

    ground = forms.IntegerField(label=_("不予受理的情形"), required=False)
    evidence = forms.Field(label=_("证据材料"), required=False, widget=Lines)
    words = forms.CharField(label=_("不予受理的理由"), required=False, strip=False, widget=forms.Textarea)
    factors = forms.Field(label=_("考虑的因素"), required=False, widget=FactorRows)

    weighing: frozenset[int] = frozenset()
    """The numbers of the grounds that factors bear on, from the law file."""

    def considered(self) -> dict[int, str]:
        """Return what was ticked, with the officer's words."""
        return dict(self["factors"].value() or {})

    def evidence_lines(self) -> list[str]:
        """Return the lines to show: what was typed, filled up with empty ones."""
        typed = [line for line in self["evidence"].value() or [] if line.strip()]
        return typed + [""] * max(EVIDENCE_LINES - len(typed), 1)

    def given(self) -> Mapping[str, Any]:
        """Return ground, evidence, words and considerations for the docket; call after ``is_valid``.

        The factors of 第十七条 bear on one ground only: with another they were not considered.
        """
        cleaned = self.cleaned_data
        return {
            "factors": self.considered() if cleaned.get("ground") in self.weighing else {},
            "ground": cleaned.get("ground"),
            "evidence": cleaned.get("evidence") or [],
            "words": cleaned.get("words", ""),
        }
