"""What the page of a key industry draws: twelve months beside the twelve before."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from xiaobao.docket.industry_page import Month
from xiaobao.rules.trend import Trend

register = template.Library()
_STEP, _BAR, _HEIGHT, _TOP, _FOOT = 60, 34, 120, 22, 22


@register.simple_tag
def months_chart(months: Sequence[Month], kind: str) -> SafeString:
    """Draw a bar a month, and across it a line where the same month stood a year before.

    It repeats the table beneath, so whoever listens to the page is not told twice.
    """
    trends = [getattr(month, kind) for month in months]
    most = max([1, *(max(one.now, one.before) for one in trends)])
    drawn = format_html_join(
        "",
        "{}",
        (
            (_month(place, month, one, most, kind),)
            for place, (month, one) in enumerate(zip(months, trends, strict=True))
        ),
    )
    return format_html(
        '<svg class="months" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="base" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        *(_STEP * len(months), _TOP + _HEIGHT + _FOOT),
        *(_STEP * len(months), _TOP + _HEIGHT, _TOP + _HEIGHT),
        drawn,
    )


def _month(place: int, month: Month, one: Trend, most: int, kind: str) -> SafeString:
    left = place * _STEP + (_STEP - _BAR) // 2
    height, before = (round(_HEIGHT * count / most, 1) for count in (one.now, one.before))
    top, line = _TOP + _HEIGHT - height, _TOP + _HEIGHT - before
    return format_html(
        '<rect class="bar {}{}" x="{}" y="{}" width="{}" height="{}"/>{}'
        '<text class="value" x="{}" y="{}">{}</text><text class="name" x="{}" y="{}">{}</text>',
        *(kind, " running" if month.running else "", left, f"{top:g}", _BAR, f"{height:g}"),
        _line(left, line) if one.before else "",
        *(left + _BAR // 2, f"{min(top, line if one.before else top) - 5:g}", intcomma(one.now)),
        *(left + _BAR // 2, _TOP + _HEIGHT + _FOOT - 6, month.first.month),
    )


def _line(left: int, height: float) -> SafeString:
    return format_html(
        '<line class="before" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        *(left - 5, left + _BAR + 5, f"{height:g}", f"{height:g}"),
    )
