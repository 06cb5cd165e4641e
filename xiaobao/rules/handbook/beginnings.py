"""What a new entry begins with: its title, and the sections its kind must have."""

from __future__ import annotations

from xiaobao.rules.handbook.heads import with_fields
from xiaobao.rules.handbook.kinds import SECTIONS, Kind

_HEADS: dict[Kind, dict[str, object]] = {
    Kind.CHAPTER: {"order": 900},
    Kind.STEP: {"applies": {}},
    Kind.PHRASE: {"applies": {}},
}


def beginning(kind: Kind, title: str) -> str:
    """Return the text a new entry starts from; it is not whole until its fields are filled in."""
    body = "\n\n".join(f"## {name}\n" for name in SECTIONS.get(kind, ()))
    return with_fields("", {"title": title, **_HEADS.get(kind, {})}, body)
