"""Word, Excel and PDF files that tell on their maker in every place their programs write to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import openpyxl
import pikepdf
from openpyxl.comments import Comment
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.documents.outward import planted
from tests.documents.outward.planted import NAME, SERIAL, TOLD

WORDS = ("酸奶已过保质期三天。", "店家拒绝退货。")
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word() -> bytes:
    """Return a letter with a photograph, a comment and a tracked change, told of in settings and people too."""
    document, file = docx.Document(), io.BytesIO()
    first = document.add_paragraph(WORDS[0])
    document.add_paragraph(WORDS[1])
    document.add_picture(io.BytesIO(planted.jpeg()))
    document.add_comment(first.runs, text="请看保质期", author=NAME, initials=SERIAL[:4])
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject", "title"):
        setattr(document.core_properties, name, f"{NAME}{SERIAL}")
    document.save(file)
    return rewritten(
        file.getvalue(),
        {
            "word/document.xml": lambda xml: xml.replace(
                b"<w:body>",
                f'<w:body><w:p w:rsidR="00CANARY" w:rsidRDefault="{SERIAL}"><w:ins w:id="9" w:author="{NAME}" '
                f'w:date="2026-05-18T09:30:00Z"><w:r><w:t>增加的话。</w:t></w:r></w:ins></w:p>'.encode(),
                1,
            ).replace(b'name="Picture 1"', f'name="{SERIAL}" descr="D:\\照片\\{NAME}\\a.jpg"'.encode()),
            "word/settings.xml": lambda xml: xml.replace(
                b"</w:settings>",
                f'<w:attachedTemplate xmlns:r="{_REL}" r:id="rId77"/><w:rsids><w:rsid w:val="{SERIAL}"/></w:rsids>'
                f'<w:docVars><w:docVar w:name="maker" w:val="{NAME}"/></w:docVars></w:settings>'.encode(),
            ),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                b"</Relationships>",
                b'<Relationship Id="rId90" Type="http://schemas.microsoft.com/office/2011/relationships/people" '
                b'Target="people.xml"/></Relationships>',
            ),
        },
        {
            "word/people.xml": TOLD,
            "docProps/custom.xml": TOLD,
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId77" Type="{_REL}/attachedTemplate" Target="file:///C:/{NAME}/{SERIAL}.dotm" '
                'TargetMode="External"/></Relationships>'
            ).encode(),
        },
    )


def sheet() -> bytes:
    """Return a table with a comment and a formula that reads another file, told of in the workbook too."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    page.append(["品名", "金额"])
    page.append(["酸奶", 36.5])
    page["B3"] = "=B2*2"
    page["A2"].comment = Comment("过期", NAME)
    for name in ("creator", "lastModifiedBy", "description", "keywords", "title", "subject", "category"):
        setattr(book.properties, name, f"{NAME}{SERIAL}")
    book.save(file)
    return rewritten(
        file.getvalue(),
        {
            "xl/workbook.xml": lambda xml: xml.replace(
                b"</workbook>",
                f'<fileSharing userName="{NAME}"/><customWorkbookViews><customWorkbookView name="{SERIAL}" '
                'guid="{73190000-0000-0000-0000-000000000000}" windowWidth="1" windowHeight="1" activeSheetId="1"/>'
                '</customWorkbookViews><extLst><ext uri="u"><x15ac:absPath xmlns:x15ac="urn:x" '
                f'url="C:\\{SERIAL}\\"/></ext></extLst><externalReferences><externalReference xmlns:r="{_REL}" r:id="rId88"/></externalReferences>'
                "</workbook>".encode(),
            ),
            "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(
                b"</Relationships>",
                f'<Relationship Id="rId88" Type="{_REL}/externalLink" Target="externalLinks/externalLink1.xml"/>'
                "</Relationships>".encode(),
            ),
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                b"</sheetData>",
                b'<row r="4"><c r="B4"><f>[1]Sheet1!$A$1</f><v>73</v></c></row></sheetData>',
            ).replace(
                b"</worksheet>",
                f'<pageSetup xmlns:r="{_REL}" orientation="landscape" r:id="rId99"/></worksheet>'.encode(),
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": lambda xml: xml.replace(
                b"</Relationships>",
                f'<Relationship Id="rId99" Type="{_REL}/printerSettings" Target="../printerSettings/p1.bin"/>'
                "</Relationships>".encode(),
            ),
        },
        {
            "xl/printerSettings/p1.bin": f"\\\\{SERIAL}\\{NAME}".encode("utf-16-le"),
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>" + TOLD,
            "docProps/thumbnail.jpeg": planted.jpeg(),
        },
    )


def rewritten(data: bytes, changes: Mapping[str, object], more: Mapping[str, bytes]) -> bytes:
    """Return the file with parts changed and further parts, and a remark on the whole."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            change = changes.get(name)
            changed = change(content) if callable(change) else content
            assert not change or changed != content, name
            new.writestr(name, changed)
        for name, content in more.items():
            new.writestr(name, content)
        new.comment = SERIAL.encode()
    return file.getvalue()


def pdf() -> bytes:
    """Return two pages with a photograph, a form field, a note and a file, saved twice one upon the other."""
    made, file = Pdf.new(), io.BytesIO()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    photo = Stream(made, planted.jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48)
    photo.ColorSpace, photo.BitsPerComponent, photo.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    photo.Metadata = Stream(made, TOLD, Type=Name.Metadata)
    for number in (1, 2):
        made.add_blank_page(page_size=(300, 200))
        page = made.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im1=photo))
        words = (
            f"BT /F1 12 Tf 20 150 Td (Milk {number} is past its date.) Tj ET q 64 0 0 48 20 20 cm /Im1 Do Q"
        )
        page.Contents = Stream(made, words.encode())
        page.PieceInfo = Dictionary(Word=Dictionary(Private=String(NAME + SERIAL)))
        page.Metadata = Stream(made, TOLD)
    _annotate(made, font)
    root = made.Root
    root.Metadata = Stream(made, TOLD, Type=Name.Metadata, Subtype=Name.XML)
    root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script(made)])))
    root.OpenAction = _script(made)
    root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, T=String(NAME))
    made.attachments[f"{SERIAL}.txt"] = TOLD
    for key in ("/Author", "/Creator", "/Producer", "/Title", "/Keywords", "/Company"):
        made.docinfo[key] = String(f"{NAME}{SERIAL}")
    made.save(file)
    return file.getvalue() + _revision(file.getvalue())


def _annotate(made: Pdf, font: pikepdf.Object) -> None:
    form = Stream(made, b"BT /F1 10 Tf 2 2 Td (Filled) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.Resources = Array([0, 0, 80, 14]), Dictionary(Font=Dictionary(F1=font))
    where = Array([150, 100, 230, 114])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(SERIAL), V=String("Filled"))
    field.Rect, field.F, field.AP = where, 4, Dictionary(N=form)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, T=String(NAME), Contents=String(SERIAL), Rect=where)
    page = made.pages[0].obj
    page.Annots = made.make_indirect(Array([made.make_indirect(field), made.make_indirect(note)]))
    made.Root.AcroForm = Dictionary(Fields=Array([page.Annots[0]]), NeedAppearances=True)


def _script(made: Pdf) -> pikepdf.Object:
    return made.make_indirect(Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SERIAL}')")))


def _revision(data: bytes) -> bytes:
    """Return an incremental save that puts another author over the first."""
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    at, body = len(data), f"9000 0 obj\n<</Author({SERIAL})>>\nendobj\n".encode()
    table = f"xref\n9000 1\n{at:010d} 00000 n \n".encode()
    with pikepdf.open(io.BytesIO(data)) as read:
        root = read.Root.objgen[0]
    trailer = f"trailer\n<</Size 9001/Root {root} 0 R/Info 9000 0 R/Prev {start}>>\n".encode()
    return body + table + trailer + f"startxref\n{at + len(body)}\n%%EOF\n".encode()
