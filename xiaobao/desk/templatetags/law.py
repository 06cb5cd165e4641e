"""What the pages of the law call things: shelves, how sure something is, and what rests on an article."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.law_pages import DOUBTS, law_address

register = template.Library()
_WORDS = (
    _("现行"),
    _("尚未施行"),
    _("已经废止或者被替代"),
    _("其他部门主管的事项"),
    _("期限"),
    _("不计入期限"),
    _("延长"),
    _("重新计算"),
    _("不予受理情形"),
    _("终止调解情形"),
    _("可以考虑的因素"),
    _("应当选择的情形"),
    _("章"),
    _("办理要点"),
    _("电话规范用语"),
    _("不属于市场监管部门职责的事项"),
    _("典型案例"),
)
"""What the rooms below call their things, for the catalogue."""
register.filter("law_address", law_address)


@register.filter
def doubt(confidence: str) -> str:
    """Return the words for what is not verified twice, empty for what is."""
    return str(DOUBTS.get(confidence, ""))
