"""What the pages of the handbook draw: entries as they are written, pieces of text with what was found."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xiaobao.desk.templatetags.desk import decision_label, outcome_label

register = template.Library()
_ENDINGS = ("accepted", "declined")


@register.filter
def as_written(html: str) -> SafeString:
    """Put in HTML of the handbook: ``handbook.web`` has made it, and escaped what an editor wrote."""
    return mark_safe(html)  # noqa: S308


@register.filter
def ending_label(code: str) -> str:
    """Return the word for how a complaint ended: its outcome, or the decision where there was none."""
    return decision_label(code) if code in _ENDINGS else gettext(outcome_label(code))
