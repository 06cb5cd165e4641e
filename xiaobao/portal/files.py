"""Hand a file over: what a browser shows safely opens there, all else is saved."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from xiaobao.docket.actions.issue import IssuedFile

_SHOWN = ("application/pdf", "image/jpeg", "image/png")


def handed_over(file: IssuedFile) -> HttpResponse:
    """Return the answer that sends a file."""
    way = "inline" if file.content_type in _SHOWN else "attachment"
    response = HttpResponse(file.data, content_type=file.content_type)
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name)}"
    return response
