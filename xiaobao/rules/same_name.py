"""When two written names are the same: width, spaces and kinds of brackets make no difference."""

from __future__ import annotations

import unicodedata

_BRACKETS = str.maketrans(
    {"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "{": "(", "}": ")"}
)


def plain(text: str) -> str:
    """Return the text as it is compared: one width, no space, one kind of brackets, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS).casefold()
