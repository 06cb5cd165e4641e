"""What a password must be, said in Chinese."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough:
    """Refuses short passwords; length is what makes guessing hard."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password shorter than the minimum."""
        del user
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("密码至少需要 %(count)d 个字符。") % {"count": self.min_length}
