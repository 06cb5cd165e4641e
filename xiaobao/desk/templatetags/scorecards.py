"""What scorecards and the gain on the board write: shares, numbers that open their list, hours."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms import BaseForm
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xiaobao.desk.addresses import inbox_address
from xiaobao.docket.filters import Filter
from xiaobao.rules.scorecard import Share

register = template.Library()
_DASH = "—"


@register.filter
def share(of: Share) -> str:
    """Write a share in percent; a dash where there is nothing to divide by."""
    return _DASH if of.rate is None else f"{of.rate:.1%}"


@register.filter
def percent(rate: float) -> str:
    """Write a number from 0 to 1 in percent."""
    return f"{rate:.1%}"


@register.filter
def one_decimal(number: float | None) -> str:
    """Write a number with one decimal and thousands parted; a dash where there is none."""
    return _DASH if number is None else f"{number:,.1f}"


@register.simple_tag
def listed(count: int, where: Filter) -> SafeString:
    """Write a number that opens its list; nothing is not worth a way there."""
    if not count:
        return format_html('<span class="nil">{}</span>', 0)
    return format_html('<a class="count" href="{}">{}</a>', inbox_address(where), intcomma(count))


@register.filter
def more(now: float, before: float) -> str:
    """Write by how much more or less than before, with its sign."""
    by = now - before
    return f"{by:+,}" if isinstance(by, int) else f"{by:+,.1f}"


@register.filter
def problem_word(path: str) -> str:
    """Return a path of problems without its root, which is the same for all."""
    steps = path.split("->")
    return " › ".join(steps[1:] or steps)


@register.filter
def form_of(forms: Mapping[str, BaseForm], name: str) -> BaseForm:
    """Return one of several forms by its name."""
    return forms[name]
