"""What the boards draw: numbers that open their list, and small bars beside the figures they repeat."""

from __future__ import annotations

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import inbox_address
from xiaobao.docket.board_figures import DaysFigure, Listed, Rate
from xiaobao.docket.board_page import PersonLine
from xiaobao.docket.endings import Measure
from xiaobao.docket.filters import Filter

register = template.Library()
_WHOLE = 100
_HEIGHT = 8


@register.filter
def address(listed: Listed) -> str:
    """Return where the rows are that a number counts."""
    if isinstance(listed.where, Filter):
        return inbox_address(listed.where)
    return f"{reverse('orders')}?{listed.where.to_query()}"


@register.simple_tag
def number(listed: Listed, tone: str = "") -> SafeString:
    """Write a number that opens its list; nothing is not worth a way there."""
    if not listed.count:
        return format_html('<span class="nil">{}</span>', 0)
    return format_html('<a class="count {}" href="{}">{}</a>', tone, address(listed), intcomma(listed.count))


@register.simple_tag
def average(figure: DaysFigure) -> SafeString:
    """Write how long it took on average, opening what that is of; a dash where nothing ended."""
    if figure.days.mean is None:
        return format_html('<span class="nil">{}</span>', "—")
    said = _("%(days)s日") % {"days": figure.days.mean}
    return format_html('<a class="count" href="{}">{}</a>', address(figure.listed), said)


@register.filter
def rate_name(measure: Measure) -> str:
    """Return what the rate of a measure is called."""
    names = {Measure.ACCEPTANCE: _("按期受理率"), Measure.CHECK: _("按期核查率")}
    return names.get(measure) or _("按期办结率")


@register.filter
def percent(rate: Rate) -> str:
    """Write a rate; a dash where nothing ended."""
    return "—" if rate.percent is None else f"{rate.percent:.4g}%"


@register.simple_tag
def rate_bar(rate: Rate) -> SafeString:
    """Draw how much was on time and how much late."""
    share = rate.percent or 0
    return _bar(_WHOLE, [("good", share), ("bad", _WHOLE - share if rate.judged else 0)])


@register.simple_tag
def load_bar(line: PersonLine, heaviest: int) -> SafeString:
    """Draw how much somebody carries beside who carries most."""
    now = line.now
    parts = [("bad", now.overdue.count), ("today", now.today.count), ("wait", now.soon.count)]
    return _bar(max(heaviest, 1), [*parts, ("calm", line.rest)])


def _bar(whole: float, parts: list[tuple[str, float]]) -> SafeString:
    placed, start = [], 0.0
    for tone, width in parts:
        placed.append((tone, f"{start:g}", f"{width:g}", _HEIGHT))
        start += width
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="{}"/>', placed)
    return format_html(
        '<svg class="gauge" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="{}" height="{}"/>{}</svg>',
        *(f"{whole:g}", _HEIGHT, f"{whole:g}", _HEIGHT),
        drawn,
    )
