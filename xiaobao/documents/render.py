"""From a notice and its facts to the document: docx, PDF and text, all from the same blocks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from xiaobao.documents import blocks, facts, pdf, shape, templates, word
from xiaobao.documents.blocks import Block
from xiaobao.documents.errors import TooLong
from xiaobao.documents.notices import Notice


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document in its three forms.

    ``facts_sha256`` is the digest of the facts as printed, ``template_version`` that of the notice
    file: together they say from what the document was made.
    """

    docx: bytes
    pdf: bytes
    text: str
    facts_sha256: str
    template_version: str


def compose(notice: Notice, given: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the document as blocks, for a preview on screen.

    Raises a FactError (DOC-010 to DOC-014).
    """
    return _compose(notice, facts.settle(notice.facts, given))


def render(notice: Notice, given: Mapping[str, str]) -> Rendered:
    """Make the document. Facts are by name, in Chinese as they are to be printed.

    The same notice and facts give the same bytes. Raises a FactError (DOC-010 to DOC-014) or
    RenderFailed (DOC-030).
    """
    values = facts.settle(notice.facts, given)
    paper = _compose(notice, values)
    return Rendered(
        docx=word.write(notice.title, paper),
        pdf=pdf.write(notice.title, paper),
        text=blocks.plain(paper),
        facts_sha256=_digest(values),
        template_version=notice.version,
    )


def _compose(notice: Notice, values: Mapping[str, str]) -> tuple[Block, ...]:
    present = {name: bool(value) for name, value in values.items()}
    shown = facts.printed(notice.facts, values)
    marked = templates.run(notice.body, present, notice.boxes)
    # Counted before the values are put in: a template may print a long fact many times.
    if (characters := templates.length(marked, shown)) > shape.MOST_CHARACTERS:
        raise _too_long(notice, values, f"{characters} 字，最多 {shape.MOST_CHARACTERS} 字")
    paper = blocks.fill(blocks.parse(marked), lambda text: templates.fill(text, shown))
    if (pages := shape.pages(paper)) > shape.MOST_PAGES:
        raise _too_long(notice, values, f"{pages} 页，最多 {shape.MOST_PAGES} 页")
    return paper


def _too_long(notice: Notice, values: Mapping[str, str], extent: str) -> TooLong:
    longest = sorted(notice.facts, key=lambda fact: -len(values[fact.name]))[:3]
    labels = "、".join(fact.label for fact in longest)
    names = tuple(fact.name for fact in longest)
    return TooLong(f"文书约有 {extent}。请缩短“{labels}”，或者另附材料。", names)


def _digest(values: Mapping[str, str]) -> str:
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
