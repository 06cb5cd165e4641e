"""A typical case while it is being made (案例文字): its fields, and the text of the entry it will be.

The text may still lack its commentary and its points of law: it is an entry only when a person has written
both, and nothing stands in their place before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.rules.handbook.entry import write
from xiaobao.rules.handbook.heads import fields_of, parted, with_fields

STORY, HANDLING, COMMENTARY = "案情", "处理", "评析"
_SECTION = re.compile(r"(?m)^## +(.+?)\s*$")


@dataclass(frozen=True)
class CaseText:
    """What a case says. ``points`` are the points of law, a sentence each; ``cues`` words one looks for."""

    track: str
    title: str
    categories: tuple[str, ...]
    outcome: str
    story: str
    handling: str
    points: tuple[str, ...] = ()
    commentary: str = ""
    cues: tuple[str, ...] = ()

    @property
    def wanting(self) -> tuple[tuple[str, str], ...]:
        """What a person still has to write, as (field, sentence)."""
        return tuple(self._wanting())

    def _wanting(self) -> Iterator[tuple[str, str]]:
        if not self.categories:
            yield "categories", "请选择这个案例属于哪一类热点。"
        if not self.story.strip():
            yield "story", "请写明案情。"
        if not self.handling.strip():
            yield "handling", "请写明怎么处理的。"
        if not self.points:
            yield "points", "请写明法律要点，一行一句，至少一句。"
        if not self.commentary.strip():
            yield "commentary", "请写评析：为什么这样处理，别的承办人可以借鉴什么。"


def text_of(case: CaseText) -> str:
    """Return the text of the entry; what a heading would be in a section becomes plain words."""
    head = with_fields(write("", ""), _fields(case), "")
    sections = ((STORY, case.story), (HANDLING, case.handling), (COMMENTARY, case.commentary))
    body = "\n\n".join(f"## {name}\n\n{_flat(words)}".rstrip() for name, words in sections)
    return write(parted(head)[0], body)


def case_of(text: str) -> CaseText:
    """Return the fields of such a text."""
    fields, pieces = fields_of(text), _SECTION.split(parted(text)[1])
    sections = {name: words.strip() for name, words in zip(pieces[1::2], pieces[2::2], strict=True)}
    return CaseText(
        track=str(fields.get("track", "")),
        title=str(fields.get("title", "")),
        categories=tuple(fields.get("categories") or ()),
        outcome=str(fields.get("outcome", "")),
        story=sections.get(STORY, ""),
        handling=sections.get(HANDLING, ""),
        points=tuple(fields.get("points") or ()),
        commentary=sections.get(COMMENTARY, ""),
        cues=tuple(fields.get("cues") or ()),
    )


def _fields(case: CaseText) -> dict[str, object]:
    told: dict[str, object] = {
        "title": case.title,
        "track": case.track,
        "categories": list(case.categories),
        "outcome": case.outcome,
        "points": list(case.points),
    }
    return told | ({"cues": list(case.cues)} if case.cues else {})


def _flat(words: str) -> str:
    """Return what was written without headings of its own, which would end the section."""
    return re.sub(r"(?m)^#+ *", "", words.replace("\r\n", "\n")).strip()
