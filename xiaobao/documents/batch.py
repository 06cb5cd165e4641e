"""Several documents as one PDF, for printing a whole list at once."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from xiaobao.documents.errors import RenderFailed


def join(pdfs: Iterable[bytes], *, duplex: bool = False) -> bytes:
    """Join PDFs in their order into one; with ``duplex`` each begins on the front of a sheet.

    Each document keeps its own page numbers; one of an odd number of pages is followed by a blank page
    for duplex printing, but not the last. The same PDFs give the same bytes. Raises RenderFailed when
    there is none or one cannot be read.
    """
    writer = PdfWriter()
    writer.metadata = None
    for at, pdf in enumerate(pdfs):
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
        _append(writer, pdf, at + 1)
    if not writer.pages:
        raise RenderFailed("没有可以合并打印的文书。")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _append(writer: PdfWriter, pdf: bytes, place: int) -> None:
    try:
        writer.append(PdfReader(io.BytesIO(pdf), strict=True), import_outline=False)
    except (PyPdfError, ValueError, KeyError) as error:
        raise RenderFailed(f"第 {place} 份文书的 PDF 已经损坏，不能合并打印。") from error
