"""A document as blocks: the one shape both the docx and the PDF are made from.

A notice's body is written one block to a paragraph, blank lines between them::

    # 投诉受理决定书          the title
    = {{ number }}            the document number, centred below it
    @ {{ addressee }}：       the addressee, at the left edge
    我局于……                  a paragraph, its first line indented by two characters
    > {{ bureau }}（印章）    a line of the signature, at the right
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is; the layout follows from it."""

    TITLE = "title"
    NUMBER = "number"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"


_SIGNS = {"# ": Kind.TITLE, "= ": Kind.NUMBER, "@ ": Kind.ADDRESSEE, "> ": Kind.SIGNATURE}
INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a document: its kind and its plain text."""

    kind: Kind
    text: str


def parse(text: str) -> tuple[Block, ...]:
    """Take a notice's text apart. Lines of one paragraph are joined without a space."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        kind = _SIGNS.get(line[:2])
        if paragraph and (kind or not line.strip()):
            yield Block(Kind.PARAGRAPH, "".join(paragraph))
            paragraph = []
        if kind:
            yield Block(kind, line[2:].strip())
        elif line.strip():
            paragraph.append(line.strip())


def fill(blocks: tuple[Block, ...], put: Callable[[str], str]) -> tuple[Block, ...]:
    """Put values into the blocks; a value of several lines makes several blocks of the same kind."""
    return tuple(
        Block(block.kind, line) for block in blocks for line in put(block.text).split("\n") if line.strip()
    )


def plain(blocks: tuple[Block, ...]) -> str:
    """Return the document as text, for a message, a letter or a search."""
    return "\n".join(INDENT + block.text if block.kind is Kind.PARAGRAPH else block.text for block in blocks)


def shortcoming(blocks: tuple[Block, ...], title: str) -> str:
    """Say in Chinese what is missing from a document's shape, or return the empty string."""
    kinds = [block.kind for block in blocks]
    if kinds[:3] != [Kind.TITLE, Kind.NUMBER, Kind.ADDRESSEE] or len(set(kinds[:3]) & set(kinds[3:])):
        return "正文应当依次以标题（#）、文号（=）、称谓（@）开头，各一处。"
    if blocks[0].text != title:
        return f"正文标题“{blocks[0].text}”与 title“{title}”不一致。"
    body = kinds[3:]
    signed = body.index(Kind.SIGNATURE) if Kind.SIGNATURE in body else 0
    if not signed or set(body[signed:]) != {Kind.SIGNATURE}:
        return "正文应当有段落，并以署名行（>）结尾。"
    return ""
