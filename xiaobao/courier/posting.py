"""Posting JSON to one address: no redirects, no proxies, a short time, a small answer."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from xiaobao.courier.errors import Undelivered, Unreachable

_LONGEST = 65_536
"""Bytes of an answer that are read; the answers meant have a few hundred."""
_NOT_THERE = (401, 402, 403, 404, 405, 407, 410, 502, 503, 504)
"""Not let in, no such place, nobody behind it: so it would go with every parcel."""
_NOT_NOW = (408, 425, 429)
_FINE, _ELSEWHERE, _OURS, _THEIRS = 200, 300, 400, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from whoever took it: the fields of a JSON object, none where it was no such thing."""

    fields: Mapping[str, Any]


def post(
    url: str, body: Any, *, key: str, headers: Mapping[str, str], timeout: float, ca: Path | None
) -> Answer:
    """Send ``body`` as JSON and return the answer to it; raises Undelivered.

    The key goes along as Idempotency-Key, for whoever looks at it.
    """
    sent = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key, **headers}
    try:
        status, answer = _exchange(url, json.dumps(body, ensure_ascii=False).encode(), sent, timeout, ca)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"服务器连不上（{type(error).__name__}）") from error
    _judge(status)
    return Answer(_fields(answer))


def trusting(ca: Path | None) -> ssl.SSLContext:
    """Return how servers are known: by the usual authorities, or by the bureau's own in a PEM file."""
    return ssl.create_default_context(cafile=ca)


def _exchange(
    url: str, body: bytes, headers: Mapping[str, str], timeout: float, ca: Path | None
) -> tuple[int, bytes]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=trusting(ca))
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=timeout)
    )
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(_LONGEST)
    finally:
        connection.close()


def _judge(status: int) -> None:
    if _FINE <= status < _ELSEWHERE:
        return
    if status in _NOT_THERE or _ELSEWHERE <= status < _OURS:
        # A redirect is not followed: it would take what is sent to where nobody allowed it.
        raise Unreachable(f"服务器没有接受（HTTP {status}）")
    temporary = status in _NOT_NOW or status >= _THEIRS
    raise Undelivered(temporary=temporary, reason=f"服务器没有接受（HTTP {status}）")


def _fields(answer: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(answer)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
