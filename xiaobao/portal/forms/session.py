"""Signing in to the portal, and choosing an own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.sitting import sitting
from xiaobao.portal.forms.fields import PortalForm
from xiaobao.portal.screen import asking

_WRONG = _("用户名或密码不正确，请核对后重试。")


class SignInForm(AuthenticationForm):
    """User name and password; who may not come in is told so only after the right password."""

    error_messages = {"invalid_login": _WRONG, "inactive": _WRONG}

    @property
    def attempts(self) -> int:
        """How many failures lock the account for this address."""
        return int(settings.AXES_FAILURE_LIMIT)

    def confirm_login_allowed(self, user: Any) -> None:
        """Raise ValidationError for officers, and for whoever has no seat today."""
        super().confirm_login_allowed(user)
        if not user.outside:
            raise ValidationError(_("这里是企业和维权服务站的入口。市场监管部门的人员请从本局入口登录。"))
        if self.request is None or sitting(user, asking(self.request).today) is None:
            raise ValidationError(_("您的席位或者单位的先行和解账户没有开通或者已经停用，不能登录。"))


class PasswordForm(PortalForm):
    """An own password instead of the one somebody else has made."""

    old = forms.CharField(label=_("现在的密码"), strip=False, widget=forms.PasswordInput)
    password = forms.CharField(
        label=_("新密码"), strip=False, widget=forms.PasswordInput,
        help_text=_("至少12个字符，不能全是数字，不要用常见的密码。"),
    )  # fmt: skip
    again = forms.CharField(label=_("再输入一次新密码"), strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, kind in (
            ("old", "current-password"),
            ("password", "new-password"),
            ("again", "new-password"),
        ):
            self.fields[name].widget.attrs |= {"autocomplete": kind}

    def clean(self) -> dict[str, Any]:
        """Insist that the new password was typed alike twice."""
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", _("两次输入的新密码不一样。"))
        return given
