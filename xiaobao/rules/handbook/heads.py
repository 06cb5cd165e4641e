"""The head of an entry (卷首) taken apart and put together, a field at a time.

What a form does not know stays as it was written, comments and order included: only the lines of a field
that has changed are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from xiaobao.rules.handbook.entry import write

_FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
_SHORT = 18
"""A list with an item longer than this many characters is written an item a line."""


def parted(text: str) -> tuple[str, str]:
    """Return the YAML of the head and the body; a text without a head is all body."""
    match = _FRONT.fullmatch(text.replace("\r\n", "\n"))
    return (match[1], match[2]) if match else ("", text)


def fields_of(text: str) -> dict[str, Any]:
    """Return the fields of the head as they are written; none where the head cannot be read."""
    try:
        data = yaml.safe_load(parted(text)[0])
    except yaml.YAMLError:
        return {}
    return dict(data) if isinstance(data, dict) else {}


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of the body, as ``Entry.paragraphs`` does, of a text that may be no entry yet."""
    body = parted(text)[1].strip()
    return tuple(part.strip("\n") for part in re.split(r"\n{2,}", body) if part.strip())


def with_fields(text: str, fields: Mapping[str, Any], body: str) -> str:
    """Return the text with these fields and this body; None takes a field away.

    A text that says the same already is returned as it is, to the byte.
    """
    front, before = parted(text)
    known = fields_of(text)
    body = body.replace("\r\n", "\n")
    for name, value in fields.items():
        if known.get(name) != value:
            front = _replaced(front, name, value)
    if front == parted(text)[0] and body.strip() == before.strip():
        return text
    return write(front, body)


def _replaced(front: str, name: str, value: Any) -> str:
    line = "" if value is None else _written(name, value)
    block = re.compile(rf"(?m)^{re.escape(name)}:.*\n(?:[ \t-].*\n)*")
    if block.search(front):
        return block.sub(lambda _match: line, front, count=1)
    return f"{front}{line}"


def _written(name: str, value: Any) -> str:
    long = isinstance(value, list) and any(len(str(one)) > _SHORT for one in value)
    told = {name: value}
    if long or not isinstance(value, list | dict):
        return str(yaml.safe_dump(told, allow_unicode=True, width=10_000, sort_keys=False))
    flow = yaml.safe_dump(value, allow_unicode=True, width=10_000, sort_keys=False, default_flow_style=True)
    return f"{name}: {flow}"
