"""A decision on a held change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm


class HeldForm(RefusableForm):
    """Apply or dismiss is the button pressed; the reason is kept with the decision."""

    reason = forms.CharField(label=_("理由"), required=False, strip=False)
