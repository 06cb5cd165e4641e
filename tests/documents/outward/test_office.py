"""Word and Excel files on their way out: the same words, cells and pictures, and nobody's name."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from tests.documents.outward import planted, planted_office
from xiaobao.documents.errors import NotCleaned, TooMuch
from xiaobao.documents.outward import cleaned

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"


def names(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return set(parts.namelist())


def test_a_letter_keeps_its_words_its_picture_and_its_comment_and_names_nobody() -> None:
    data = planted_office.word()
    clean = cleaned(data, WORD)
    assert planted.told(data)
    assert planted.told(clean) == []
    before, after = (docx.Document(io.BytesIO(one)) for one in (data, clean))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert [(c.text, c.author, c.timestamp) for c in after.comments] == [("请看保质期", "匿名", None)]
    assert len(after.inline_shapes) == 1
    assert "增加的话。" in after.element.xml
    assert 'w:author="匿名"' in after.element.xml
    assert "rsid" not in after.element.xml
    assert not {name for name in names(clean) if name.startswith(("docProps", "word/people", "customXml"))}


def test_a_table_keeps_its_cells_and_names_nobody() -> None:
    data = planted_office.sheet()
    clean = cleaned(data, SHEET)
    assert planted.told(data)
    assert planted.told(clean) == []
    before, after = (
        openpyxl.load_workbook(io.BytesIO(one), data_only=True, keep_links=False).active
        for one in (data, clean)
    )
    assert [[c.value for c in row] for row in after.rows] == [[c.value for c in row] for row in before.rows]
    page = openpyxl.load_workbook(io.BytesIO(clean)).active
    assert (page["B3"].value, page["B4"].value) == ("=B2*2", 73)
    assert (page["A2"].comment.text, page["A2"].comment.author) == ("过期", "匿名")
    assert page.page_setup.orientation == "landscape"
    assert not {
        name for name in names(clean) if "printer" in name or "external" in name or "docProps" in name
    }


def test_what_is_cleaned_is_clean_already() -> None:
    for data, kind in ((planted_office.word(), WORD), (planted_office.sheet(), SHEET)):
        once = cleaned(data, kind)
        assert planted.told(cleaned(once, kind)) == []
        assert names(cleaned(once, kind)) == names(once)


def test_an_embedded_file_goes_and_its_picture_stays() -> None:
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = planted_office.rewritten(
        planted_office.word(),
        {
            "word/document.xml": lambda xml: xml.replace(
                b"<w:body>",
                f'<w:body><w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
                f'xmlns:r="{rel}" r:id="rId91"/></w:object><w:t>后文</w:t></w:r></w:p>'.encode(),
                1,
            ),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                b"</Relationships>",
                f'<Relationship Id="rId91" Type="{rel}/oleObject" Target="embeddings/oleObject1.bin"/>'
                "</Relationships>".encode(),
            ),
        },
        {"word/embeddings/oleObject1.bin": planted.TOLD},
    )
    clean = cleaned(data, WORD)
    assert planted.told(clean) == []
    after = docx.Document(io.BytesIO(clean))
    assert after.paragraphs[0].text == "后文"
    assert "OLEObject" not in after.element.xml


def changed(name: str, content: bytes) -> bytes:
    return planted_office.rewritten(planted_office.word(), {name: lambda _: content}, {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed("word/document.xml", b"<a>"), "已经损坏"),
        (changed("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "已经损坏"),
        (changed("word/media/image1.jpg", b"MM\0*tiff"), "不能识别的图片"),
        (b"PK\x03\x04rest", "已经损坏"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(data, said) -> None:
    with pytest.raises(NotCleaned) as refused:
        cleaned(data, WORD)
    assert refused.value.code == "DOC-050"
    assert said in refused.value.message


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(TooMuch) as refused:
        cleaned(changed("word/document.xml", bytes(70 * 1024 * 1024)), WORD)
    assert refused.value.code == "DOC-051"
