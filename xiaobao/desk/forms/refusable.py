"""A form whose last word belongs to the docket: its refusals are shown beside the fields they name."""

from __future__ import annotations

from django import forms

from xiaobao.docket.errors import DocketError, Refused


class RefusableForm(forms.Form):
    """Keeps everything typed; ``refusal`` is what the docket said, for the summary at the top."""

    refusal: DocketError | None = None

    def refuse(self, refusal: DocketError) -> None:
        """Show the refusal: each sentence at its field, what names no field in the summary alone."""
        self.is_valid()
        self.refusal = refusal
        if not isinstance(refusal, Refused):
            return
        for field, sentence in refusal.fields.items():
            if field in self.fields and sentence not in self.errors.get(field, []):
                self.add_error(field, sentence)
