"""SMS through an HTTP gateway that takes JSON: address, headers and body are the bureau's to configure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xiaobao.courier.configuration import Gateway
from xiaobao.courier.errors import Undelivered
from xiaobao.courier.parcel import Parcel
from xiaobao.courier.posting import post

_CODE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_LONG_NUMBER = re.compile(r"[0-9]{7}")


class SmsChannel:
    """Sends the title of a parcel: an SMS has no room for more."""

    def __init__(self, terms: Gateway) -> None:
        self._terms = terms

    def send(self, parcel: Parcel) -> None:
        """Post one SMS; raises Undelivered where the gateway does not say that it took it."""
        terms = self._terms
        filled = fill(terms.body, {"address": parcel.address, "text": parcel.title, "key": parcel.key})
        answer = post(
            terms.url, filled, key=parcel.key, headers=terms.headers, timeout=terms.timeout, ca=terms.ca
        )
        for place, wanted in terms.accepted.items():
            found = at(answer.fields, place)
            if _plain(found) != _plain(wanted):
                raise Undelivered(temporary=True, reason=f"短信网关没有接受（{_known(found)}）")

    def close(self) -> None:
        """Nothing is kept open."""


def fill(template: Any, values: dict[str, str]) -> Any:
    """Put ``{address}``, ``{text}`` and ``{key}`` into every string of a body, however deep it stands."""
    if isinstance(template, dict):
        return {name: fill(value, values) for name, value in template.items()}
    if isinstance(template, list | tuple):
        return [fill(value, values) for value in template]
    if not isinstance(template, str):
        return template
    # One pass each over the template, not over what was put in: a text that holds {key} stays as it is.
    pieces = [template]
    for name, value in values.items():
        pieces = [part for piece in pieces for part in _parted(piece, f"{{{name}}}", value)]
    return "".join(pieces)


class _Put(str):
    """What was put in, and is not looked at again."""

    __slots__ = ()


def _parted(piece: str, mark: str, value: str) -> list[str]:
    if isinstance(piece, _Put) or mark not in piece:
        return [piece]
    first, *rest = piece.split(mark)
    return [first, *(part for after in rest for part in (_Put(value), after))]


def at(fields: Any, place: str) -> Any:
    """Return what stands at a place such as ``Response.SendStatusSet.0.Code``; None where nothing does."""
    for part in place.split("."):
        if isinstance(fields, list) and part.isdecimal() and int(part) < len(fields):
            fields = fields[int(part)]
        elif isinstance(fields, Mapping):
            fields = fields.get(part)
        else:
            return None
    return fields


def _plain(value: Any) -> str:
    # YAML says true and 0 where a gateway says "true" and "0".
    return str(value).lower()


def _known(value: Any) -> str:
    """Return a gateway's code as it may stand in a list: short, and no number that could be a phone."""
    text = str(value)
    return text if _CODE.fullmatch(text) and not _LONG_NUMBER.search(text) else "?"
