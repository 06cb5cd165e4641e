"""Topics outside the remit (职责外事项): the 120 of the handbook, seen by the cues each entry names.

A cue decides nothing. One makes the mining ask; several different ones make it propose, unless a word of what
stays the regulator's is there too. Cues the bureau finds too common count only beside another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xiaobao.mining.bands_of_trust import ASK, PROPOSE
from xiaobao.mining.classify_settings import Outside
from xiaobao.mining.label_rows import OUTSIDE, RULE, LabelRow
from xiaobao.rules.handbook import book
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.rules.handbook.kinds import Outside as Entry

_LABEL = 100
"""Characters a label may have in the docket."""


@dataclass(frozen=True)
class Topic:
    """A topic: its title, who is competent, and its cues."""

    title: str
    authority: str
    cues: tuple[str, ...]


def read(content: Path) -> tuple[Topic, ...]:
    """Return the topics of the handbook in its order; raises MalformedContent."""
    heads = [entry.head for entry in book.read(content / book.FOLDER).of(Kind.OUTSIDE)]
    return tuple(Topic(one.title, one.authority, one.cues) for one in heads if isinstance(one, Entry))


def of(
    matter: int, text: str, found: frozenset[str], topics: Sequence[Topic], ours: bool, settings: Outside
) -> Iterator[LabelRow]:
    """Yield the topics a text points to, those with most cues first.

    ``found``: words that stand in it; ``ours``: it comes under a hot category, and the topic is only asked.
    """
    near = (topic for topic in topics if not found.isdisjoint(topic.cues))
    seen = [(topic, met) for topic in near if (met := _met(topic, found, settings))]
    seen.sort(key=lambda one: (-len(one[1]), -max(map(len, one[1]))))
    kept = next((word for word in settings.kept if word in text), "") if seen else ""
    for topic, met in seen[: settings.most]:
        row = _said(matter, topic, met, kept, settings)
        yield replace(row, band=ASK) if ours else row


def _met(topic: Topic, found: frozenset[str], settings: Outside) -> tuple[str, ...]:
    cues = [one for one in topic.cues if one in found]
    apart = tuple(one for one in cues if not any(one != other and one in other for other in cues))
    telling = [one for one in apart if one not in settings.not_cues]
    return apart if telling and len(apart) >= settings.ask else ()


def _said(matter: int, topic: Topic, met: Sequence[str], kept: str, settings: Outside) -> LabelRow:
    band = PROPOSE if len(met) >= settings.propose and not kept else ASK
    why = f"文中有“{'”“'.join(met)}”，一般由{topic.authority}负责"
    why += f"；但另有“{kept}”，可能有属于市场监管的部分" if kept else ""
    return LabelRow(matter, OUTSIDE, topic.title[:_LABEL], None, band, RULE, why)
