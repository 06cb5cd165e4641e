"""A note on a matter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm


class NoteForm(RefusableForm):
    """Words only; whether they may be left is the docket's to say."""

    text = forms.CharField(label=_("记事"), required=False, strip=False)
