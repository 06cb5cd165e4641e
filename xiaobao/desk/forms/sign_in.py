"""The sign-in form."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for every failure, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": _("用户名或密码不正确，请核对后重试。"),
        "inactive": _("用户名或密码不正确，请核对后重试。"),
    }

    @property
    def attempts(self) -> int:
        """How many failures lock the account for this address."""
        return int(settings.AXES_FAILURE_LIMIT)
