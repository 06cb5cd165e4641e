"""What the boards of the three contradictions write."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext, gettext_noop

from xiaobao.docket.defects_board import Wanting
from xiaobao.rules.handbook.kinds import Kind

register = template.Library()
_AGAINST = {
    Wanting.HANDED_BACK: gettext_noop("分派"),
    Wanting.REVIEW: gettext_noop("审核立案意见"),
    Wanting.SENT_BACK: gettext_noop("提出立案意见"),
    Wanting.VOIDED: gettext_noop("发出文书"),
    Wanting.REOPENED: gettext_noop("办结"),
    Wanting.ORDER: gettext_noop("回复督办"),
}
_FLOW = gettext_noop("流程图")
_FOLDERS = {kind.folder: kind.label for kind in Kind}


@register.filter
def growth(rate: float | None) -> str:
    """Write by how much more or less in percent, with its sign; a dash where there was nothing before."""
    return "—" if rate is None else f"{rate:+.1%}"


@register.filter
def held_against(code: str) -> str:
    """Return which acts a defect stands beside."""
    return gettext(_AGAINST[Wanting(code)])


@register.filter
def handbook_part(folder: str) -> str:
    """Return what a folder of the handbook is called."""
    return gettext(_FOLDERS.get(folder, _FLOW))
