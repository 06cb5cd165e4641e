"""The forms of the case library: the words of a nominated case, and what an officer thinks of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, LinesField, OneRow, Shown, Ticks, Words
from xiaobao.desk.forms.refusable import RefusableForm, VersionedForm
from xiaobao.handbook.models import CaseMark
from xiaobao.rules.handbook.case_text import CaseText

NAMES = ("title", "categories", "outcome", "story", "handling", "points", "commentary", "cues")


class CaseForm(VersionedForm):
    """What a case says. Only the title is asked for at once; the rest before anybody confirms."""

    use_required_attribute = False

    title = Line(_("标题"), longest=128, needed=True)
    categories = Ticks(_("热点类别"), coerce=str)
    outcome = Line(_("处理结果"), longest=64, needed=True, half=True)
    story = Words(_("案情"), rows=7, hint=_("不写任何人的姓名、电话、住址；经营者写作某超市、某公司。"))
    handling = Words(_("处理"), rows=6, hint=_("条文写作 [[法规:条款]]，例如 [[samr-order-121:15(1)]]。"))
    points = LinesField(_("法律要点"), least=2, hint=_("一行一句：这个案例说明了什么。确认脱敏前要写好。"))
    commentary = Words(
        _("评析"), rows=6, hint=_("为什么这样处理，别的承办人可以借鉴什么。由人来写，确认脱敏前要写好。")
    )
    cues = LinesField(_("检索用词"), least=1, optional=True, hint=_("来件里出现这些词时提示这个案例。"))

    def __init__(self, categories: Iterable[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["categories"].offer(categories)  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, Shown):
                field.name_what_is_missing()

    def case(self, track: str) -> CaseText:
        """Return the words typed; call after ``is_valid``."""
        said = self.cleaned_data
        return CaseText(
            track=track,
            title=said["title"],
            categories=tuple(said["categories"]),
            outcome=said["outcome"],
            story=said["story"],
            handling=said["handling"],
            points=tuple(said["points"]),
            commentary=said["commentary"],
            cues=tuple(said["cues"]),
        )


def fields_of(case: CaseText, version: int) -> dict[str, Any]:
    """Return what the form is filled with."""
    told = {name: getattr(case, name) for name in NAMES}
    lists = {name: list(told[name]) for name in ("categories", "points", "cues")}
    return {**told, **lists, "version": version}


class MarkForm(RefusableForm):
    """Useful or outdated, and why."""

    use_required_attribute = False

    mark = OneRow(_("这个案例"), of=CaseMark.Mark.choices)
    words = Words(_("说明"), rows=2, hint=_("已过时的请写明哪里过时了：法条改了，还是做法变了。"))
