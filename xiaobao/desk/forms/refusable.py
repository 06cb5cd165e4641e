"""A form whose last word belongs to the docket: its refusals are shown beside the fields they name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.refusals import Obstacle, Refused


class RefusableForm(forms.Form):
    """Keeps everything typed; ``refusal`` is what the docket said, for the summary at the top."""

    refusal: Obstacle | None = None

    def refuse(self, refusal: Obstacle) -> None:
        """Show the refusal: each sentence at its field, what names no field in the summary alone."""
        self.is_valid()
        self.refusal = refusal
        if not isinstance(refusal, Refused):
            return
        for field, sentence in refusal.fields.items():
            if field in self.fields and sentence not in self.errors.get(field, []):
                self.add_error(field, sentence)

    @property
    def besides(self) -> str:
        """What the refusal says that no field says already."""
        if self.refusal is None:
            return ""
        sentence = self.refusal.sentence
        for errors in self.errors.values():
            for error in errors:
                sentence = sentence.replace(str(error), "")
        return sentence.strip()


class VersionedForm(RefusableForm):
    """``version`` is the state of the matter the officer has read."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def version_read(self) -> int:
        """Return the version the officer read; call after ``is_valid``.

        Raises Refused when the form has lost it: nobody may decide on a matter unread.
        """
        if "version" not in self.cleaned_data:
            raise Refused(str(_("这个页面不完整，请核对来件现状后再提交。")), code="DSK-409")
        return int(self.cleaned_data["version"])
