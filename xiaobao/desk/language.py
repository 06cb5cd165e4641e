"""Which language a screen speaks: Chinese, unless the officer has chosen another.

Django's own choice would follow the browser's settings; an officer at a borrowed machine would meet a
foreign screen.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguage(LocaleMiddleware):
    """Reads the cookie that the language switch sets, and nothing else."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the chosen language for this request."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(known)
        request.LANGUAGE_CODE = translation.get_language()
