"""The words of a Word file, and of what only calls itself one."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from xiaobao.documents.errors import NotCleaned, TooMuch
from xiaobao.documents.word_text import words_in


def word_file(*paragraphs: str) -> bytes:
    """Return a Word file of these paragraphs."""
    document, buffer = docx.Document(), io.BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(buffer)
    return buffer.getvalue()


def packed(name: str, content: bytes) -> bytes:
    """Return an archive of one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def test_paragraphs_become_lines_and_tabs_blanks():
    assert words_in(word_file("某办法", "第一条\t为了举例。")) == "某办法\n第一条 为了举例。"


def test_what_unpacks_to_far_more_than_a_text_has_is_not_opened():
    with pytest.raises(TooMuch):
        words_in(packed("word/document.xml", b"<w>" + b" " * 17_000_000 + b"</w>"))


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        packed("xl/workbook.xml", b"<a/>"),
        packed("word/document.xml", b"no markup"),
        packed("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(NotCleaned):
        words_in(content)
