"""Seal and open words as they came: fields that somebody was masked out of, or a text of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xiaobao.vault.models import SealedText
from xiaobao.vault.sealing import seal, unseal

ABOUT = b"sealed-text"
"""What every sealed text is bound to."""
_WHOLE = "text"


def sealed_fields(fields: Mapping[str, Any]) -> bytes:
    """Return the envelope of the fields as they came, ready for the table; JSON values only."""
    return seal(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(), about=ABOUT)


def keep_fields(fields: Mapping[str, Any]) -> SealedText:
    """Seal the fields as they came and save them."""
    return SealedText.objects.create(sealed=sealed_fields(fields))


def open_fields(text: SealedText) -> dict[str, Any]:
    """Open what was sealed: field name to value, the fields that differ from what stands open and no others.

    Whoever shows it to somebody must have written the audit row first. Raises WrongKey.
    """
    fields: dict[str, Any] = json.loads(unseal(bytes(text.sealed), about=ABOUT))
    return fields


def sealed_text(text: str) -> bytes:
    """Return the envelope of one text, ready for the table."""
    return sealed_fields({_WHOLE: text})


def keep_text(text: str) -> SealedText:
    """Seal one text and save it; the caller holds the transaction. Raises KeyUnreadable."""
    return keep_fields({_WHOLE: text})


def open_text(kept: SealedText) -> str:
    """Return the words as they came, several fields one below the other; audited first. Raises WrongKey."""
    return "\n".join(line for value in open_fields(kept).values() for line in _lines(value))


def _lines(value: object) -> list[str]:
    return [f"{name}：{text}" for name, text in value.items()] if isinstance(value, dict) else [str(value)]
