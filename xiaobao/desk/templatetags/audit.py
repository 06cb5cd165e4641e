"""How the auditor's page names acts, results and what a row is about."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from xiaobao.docket import trail_words
from xiaobao.docket.actions.verify_trail import VERIFIED
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.rules.workflow import Act
from xiaobao.vault.audit import FAILED
from xiaobao.vault.models import AuditEntry

register = template.Library()
_TONES = {"refused": "wait", "failed": "bad"}
_SHOWN_ALREADY = ("number", *trail_words.HIDDEN)
LONGEST = 160


@register.filter
def act_label(act: str) -> str:
    """Return the words for an act."""
    return gettext(trail_words.label_of(act))


@register.filter
def result_label(entry: AuditEntry) -> str:
    """Return the words for what came of it; rows from before there were results have none."""
    if entry.act == VERIFIED and entry.result == FAILED:
        return gettext(trail_words.DOES_NOT_HOLD)
    return gettext(trail_words.RESULTS[entry.result]) if entry.result in trail_words.RESULTS else ""


@register.filter
def result_tone(result: str) -> str:
    """Return how a result is shown; what was done is the rule and stays plain."""
    return _TONES.get(result, "")


@register.filter
def object_kind(subject: str) -> str:
    """Return the words for what kind of thing a row is about."""
    kind = subject.partition(":")[0]
    return gettext(trail_words.OBJECTS[kind]) if kind in trail_words.OBJECTS else kind


@register.filter
def object_name(entry: AuditEntry, numbers: dict[str, str]) -> str:
    """Return what the row is about by number or name; keys that mean nothing to a person are shortened."""
    known = entry.detail.get("number") or numbers.get(entry.subject)
    kind, _colon, name = entry.subject.partition(":")
    name = str(known or (name if kind not in trail_words.ONE_OF_A_KIND else ""))
    return name if known or len(name) < 24 else f"{name[:8]}…"


@register.filter
def more_of(entry: AuditEntry) -> list[tuple[str, str]]:
    """Return what else a row says, as (name, value) pairs; long values are cut, the export has them whole."""
    rest = {name: value for name, value in entry.detail.items() if value and name not in _SHOWN_ALREADY}
    names = trail_words.DETAILS
    return [(gettext(names[name]) if name in names else name, _value(name, rest[name])) for name in rest]


@register.filter
def who(entry: AuditEntry) -> str:
    """Return who did it; where nobody acted, what ran."""
    return gettext(entry.actor_name) if entry.actor_id is None else entry.actor_name


@register.filter
def days_over(looks: Any) -> str:
    """Write the days above what is usual: 11-20（14次）、11-18（12次）."""
    return "、".join(
        gettext("%(day)s（%(count)d次）") % {"day": f"{day:%m-%d}", "count": count}
        for day, count in looks.above_limit
    )


@register.filter
def clock_of(moment: Any) -> str:
    """Write a moment to the second, as it is in Xiamen."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "、".join(value)
    if isinstance(value, list):
        return "、".join(trail_words.VALUES.get(str(one)) or _written(one) for one in value)
    return str(value)


def _word(value: object) -> str:
    """Return the word for a code; empty where there is none."""
    if isinstance(value, list):
        return ""
    known = trail_words.VALUES.get(str(value), "")
    return known or next((act.label for act in Act if act.value == str(value)), "")


def _value(name: str, value: object) -> str:
    if name == "purpose":
        return gettext(trail_words.purpose_of(str(value)))
    text = gettext(_word(value)) if _word(value) else _written(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
