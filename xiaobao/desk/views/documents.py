"""Hand over an issued document."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from xiaobao.desk.screen import Screen
from xiaobao.docket.actions.attach import open_attachment
from xiaobao.docket.actions.issue import IssuedFile, open_document

_SHOWN = ("application/pdf", "image/jpeg", "image/png")


class Download(Screen):
    """The file as issued; a PDF opens in the browser, a Word file is saved."""

    def get(self, request: HttpRequest, document_id: int, form: str) -> HttpResponse:  # noqa: ARG002
        """Send it; the reading has been audited by then."""
        ask = self.ask
        file = open_document(
            document_id=document_id, officer=ask.officer, at=ask.now, form=form, address=ask.address
        )
        return handed_over(file)


class OpenAttachment(Screen):
    """A file somebody handed in; pictures and PDF open in the browser, everything else is saved."""

    def get(self, request: HttpRequest, attachment_id: int) -> HttpResponse:  # noqa: ARG002
        """Send it; the reading has been audited by then."""
        ask = self.ask
        file = open_attachment(
            attachment_id=attachment_id, officer=ask.officer, at=ask.now, address=ask.address
        )
        return handed_over(file)


def handed_over(file: IssuedFile) -> HttpResponse:
    """Return the answer that sends a file: what a browser shows safely opens there, all else is saved."""
    way = "inline" if file.content_type in _SHOWN else "attachment"
    response = HttpResponse(file.data, content_type=file.content_type)
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name)}"
    return response
