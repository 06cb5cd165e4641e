"""The sign-in form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for every failure, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": _("用户名或密码不正确，请核对后重试。"),
        "inactive": _("用户名或密码不正确，请核对后重试。"),
    }

    def confirm_login_allowed(self, user: Any) -> None:
        """Send who is not of the bureau to the entrance of enterprises; the password was right by then."""
        super().confirm_login_allowed(user)
        if user.outside:
            raise ValidationError(
                _("这是市场监管部门的入口。企业和维权服务站请从企业入口登录。"), code="outside"
            )

    @property
    def attempts(self) -> int:
        """How many failures lock the account for this address."""
        return int(settings.AXES_FAILURE_LIMIT)
