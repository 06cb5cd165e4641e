"""How the screens of rules name people, moments and what becomes of a warning."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext

from xiaobao.docket.models import RuleChange
from xiaobao.docket.moves import Days, Effect, warned
from xiaobao.docket.provisional import Why
from xiaobao.docket.rulebook import SHANGHAI

register = template.Library()
_TONES = {"applied": "good", "signed": "wait", "proposed": "wait"}
_LOUD = {Effect.AT_ONCE: "bad", Effect.NO_MORE: "wait"}


@register.filter
def proposer(change: RuleChange) -> str:
    """Return who proposed a change; one loaded by command was proposed by nobody on screen."""
    return change.proposed_by.name if change.proposed_by else gettext("系统管理员（命令行）")


@register.filter
def tone(change: RuleChange) -> str:
    """Return how the state of a change is shown."""
    return _TONES.get(change.state, "")


@register.filter
def effect_tone(effect: Effect) -> str:
    """Return how loud an effect is shown: what is sent at once, and what is sent no more."""
    return _LOUD.get(effect, "")


@register.filter
def effect_word(effect: Effect) -> str:
    """Return the word for what becomes of a warning."""
    return gettext(effect.label)


@register.filter
def why_word(why: Why) -> str:
    """Return why a clock is provisional."""
    return gettext(why.label)


@register.filter
def effects(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Return each effect with its tone, word and number."""
    return [(_LOUD.get(one, ""), gettext(one.label), counts.get(one.value, 0)) for one in Effect]


@register.filter
def warnings_of(counts: dict[str, int]) -> int:
    """Return how many warnings change."""
    return warned(counts)


@register.filter
def last_day(days: Days) -> str:
    """Write when a clock runs out; one that nobody can know yet is marked."""
    return f"{days.earliest}{'' if days.latest else gettext('（暂定）')}"


@register.filter
def minute(moment: datetime | None) -> str:
    """Write a moment to the minute, as it is in Xiamen; a dash for none."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else "—"


@register.filter
def stage_word(name: str) -> str:
    """Write the name of a stage, 提醒（剩3个工作日）, in the officer's language."""
    grade, _bracket, when = name.removesuffix("）").partition("（")
    return f"{gettext(grade)}（{in_words_of(when)}）" if when else name


@register.filter
def in_words_of(when: str) -> str:
    """Say 剩3个工作日, 届满当日 or 逾期1个工作日 in the officer's language."""
    from xiaobao.desk.templatetags.desk import in_words

    return in_words(when)


@register.filter
def words_for(names: tuple[str, ...]) -> str:
    """Write several names one after the other; a dash for none."""
    return "、".join(gettext(name) for name in names) or "—"
