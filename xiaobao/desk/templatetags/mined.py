"""The row of tabs over all pages of the mining."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.http import urlencode

from xiaobao.docket.models import FindingKind
from xiaobao.docket.watches_page import unseen
from xiaobao.staff.permissions import Authority

register = template.Library()
Tab = tuple[FindingKind, int, str]


@register.simple_tag
def finding_tabs(counted: Sequence[Tab] | str) -> Sequence[Tab]:
    """Return the kinds of findings with how many wait; on a page that has not counted, without."""
    if counted and not isinstance(counted, str):
        return counted
    # A name the page has not given comes as an empty string.
    return [(kind, 0, urlencode({"kind": kind.value})) for kind in FindingKind]


@register.simple_tag
def alarms_unseen(officer: Authority) -> int:
    """Return how many alarms of the own saved searches have not been looked at."""
    return unseen(officer)
