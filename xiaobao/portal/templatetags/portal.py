"""What the portal's templates draw: icons, time left, sums of money, words of lower rooms."""

from __future__ import annotations

import re
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xiaobao.docket import exchange_lines, own_cases, public_page
from xiaobao.docket.due import DueBadge
from xiaobao.rules.workflow import State

register = template.Library()
_SPAN = re.compile(r"(剩|逾期)(\d+)(个工作日|天)(（暂定）)?")
PHRASES = (
    *exchange_lines.PHRASES,
    *own_cases.PHRASES,
    public_page.ELSEWHERE,
    *("今日届满", *(f"{left}%(count)s{unit}" for left in ("剩", "逾期") for unit in ("个工作日", "天"))),
    *(state.label for state in State),
)
"""Words of lower rooms that are said through the catalogue here."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a small picture that says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("desk/icons.svg"), name
    )


@register.simple_tag
def due(badge: DueBadge) -> SafeString:
    """Draw how much time is left, in words; the colour only repeats them."""
    return format_html('<span class="due {}">{}</span>', badge.tone, _left(badge.words))


@register.filter
def as_written(html: str) -> SafeString:
    """Put in HTML of the handbook: ``handbook.web`` has made it, and escaped what an editor wrote."""
    return mark_safe(html)  # noqa: S308


@register.filter
def said(words: str) -> str:
    """Say a word of a lower room in the reader's language."""
    return gettext(words) if words else ""


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Write a sum of money with its thousands parted: 10,000.00."""
    return f"{amount or 0:,.2f}"


@register.filter
def share(rate: float | None) -> str:
    """Write a part of a whole: 0.5 → 50%; a dash where there is nothing to share."""
    return "—" if rate is None else f"{rate:.0%}"


def _left(words: str) -> str:
    found = _SPAN.fullmatch(words)
    if found is None:
        return gettext(words)
    left, count, unit, _provisional = found.groups()
    return gettext(f"{left}%(count)s{unit}") % {"count": count}
