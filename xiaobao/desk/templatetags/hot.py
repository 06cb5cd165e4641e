"""What the board of hot issues draws: weeks in a line of small bars, streets as a scheme."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xiaobao.docket.street_scheme import Scheme, Street

register = template.Library()
_STEP, _TALL = 8, 28
_CELL, _HIGH, _GAP = 132, 78, 8


@register.simple_tag
def weeks_line(weeks: Sequence[int]) -> SafeString:
    """Draw a small bar a week, the last to the right; the counts are said in words to who hears the page."""
    most = max(weeks, default=0)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        (
            (place * _STEP, f"{_TALL - height:.1f}", _STEP - 2, f"{height:.1f}")
            for place, count in enumerate(weeks)
            for height in (max(_TALL * count / most, 1.0) if most and count else 0.6,)
        ),
    )
    said = gettext("每周件数：%(weeks)s") % {"weeks": "、".join(map(str, weeks))}
    return format_html(
        '<svg class="weeks" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        *(len(weeks) * _STEP, _TALL, len(weeks) * _STEP, _TALL, said),
        bars,
    )


@register.simple_tag
def street_scheme(scheme: Scheme, chosen: str, query: str) -> SafeString:
    """Draw the streets in their cells, each a link that narrows the board to it, or back to all."""
    wide = scheme.columns * (_CELL + _GAP) - _GAP
    high = scheme.rows * (_HIGH + _GAP) - _GAP
    drawn = format_html_join("", "{}", ((_street(one, chosen == one.name, query),) for one in scheme.streets))
    return format_html(
        '<svg class="streets" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        *(wide, high, gettext("街道示意图"), drawn),
    )


def _street(street: Street, chosen: bool, query: str) -> SafeString:
    left, top = street.column * (_CELL + _GAP), street.row * (_HIGH + _GAP)
    asked = query if chosen else "&".join(filter(None, (query, urlencode({"street": street.name}))))
    said = gettext("%(street)s：%(count)s件") % {"street": street.name, "count": street.matters}
    return format_html(
        '<a href="?{}" aria-label="{}"{}>'
        '<rect class="depth-{}{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="street" x="{}" y="{}">{}</text><text class="many" x="{}" y="{}">{}</text></a>',
        *(asked, said, SafeString(' aria-current="true"') if chosen else ""),
        *(street.depth, " chosen" if chosen else "", left, top, _CELL, _HIGH),
        *(left + _CELL // 2, top + 32, street.name, left + _CELL // 2, top + 58, street.matters),
    )
