"""PDF without what it says of its maker: only its pages are taken over into a new file.

So properties, attachments, scripts, outlines, tags, fields and everything earlier revisions left behind stay
in the original. Annotations are burned into the page as they look; who made them is gone with them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, settings

from xiaobao.documents.outward import jpeg, jpeg2000
from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "PDF"
_MOST_PAGES, _MOST_OBJECTS = 5_000, 50_000
_UNPACKED = 192 * 1024 * 1024  # bytes one stream may unpack to where it has to be unpacked
_PAGE = {
    "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
    "/ArtBox", "/Rotate", "/UserUnit", "/Group",
}  # fmt: skip
_TELLS = {
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/A", "/OpenAction", "/JS", "/JavaScript",
    "/EF", "/AF", "/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/Alternates", "/StructParent",
    "/StructParents", "/Measure", "/PtData", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate",
    "/CreatorInfo", "/User", "/Annots", "/WebCaptureInfo", "/SpiderInfo", "/Info",
}  # fmt: skip
_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"
_FILTERS = {
    "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/CCITTFaxDecode",
    "/JBIG2Decode", _JPEG, _JPEG_2000,
}  # fmt: skip
_BEFORE_PICTURES = pikepdf.StreamDecodeLevel.generalized
_HIDDEN = 2  # the flag of an annotation nobody sees

settings.set_qpdf_limits(
    doc_max_warnings=2_000,
    flate_max_memory=_UNPACKED,
    png_max_memory=_UNPACKED,
    tiff_max_memory=_UNPACKED,
    run_length_max_memory=_UNPACKED,
    parser_max_container_size=200_000,
    max_stream_filters=4,
)


def clean(data: bytes) -> bytes:
    """Return the pages as a new PDF that looks and reads the same; raises NotCleaned or TooMuch."""
    if data.count(b"obj") > 2 * _MOST_OBJECTS:  # each begins with the word and ends with it
        raise too_much(_WHAT, "对象过多")
    try:
        with Pdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
            return _written(_taken_over(source, target))
    except pikepdf.PasswordError as error:
        raise broken(_WHAT, "设有打开密码") from error
    except (pikepdf.PikepdfError, RuntimeError, TypeError, AttributeError) as error:
        raise broken(_WHAT) from error


def _taken_over(source: Pdf, target: Pdf) -> Pdf:
    if not 0 < len(source.pages) <= _MOST_PAGES:
        raise too_much(_WHAT, "页数过多") if len(source.pages) else broken(_WHAT)
    _burn_in(source)
    for page in source.pages:
        _keep(page.obj, _PAGE)
    target.pages.extend(source.pages)
    layers = source.Root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        target.Root.OCProperties = target.copy_foreign(source.make_indirect(layers))
    if len(target.objects) > _MOST_OBJECTS:
        raise too_much(_WHAT, "对象过多")
    for held in target.objects:
        for one in _within(held):
            _scrub(one)
    return target


def _written(target: Pdf) -> bytes:
    file = io.BytesIO()
    target.save(
        file,
        preserve_pdfa=False,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return file.getvalue()


def _burn_in(source: Pdf) -> None:
    """Turn annotations into what they look like; raises NotCleaned where a field is filled in unseen."""
    form = source.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        form.NeedAppearances = False
    for page in source.pages:
        for one in _annotations(page.obj):
            if _is_unseen_field(one):
                raise broken(_WHAT, "含有没有固定下来的表单内容")
    source.flatten_annotations("screen")


def _annotations(page: Object) -> Iterator[Object]:
    held = page.get("/Annots")
    for one in held.as_list() if isinstance(held, Array) else ():
        if isinstance(one, Dictionary):
            yield one


def _is_unseen_field(one: Object) -> bool:
    parent = one.get("/Parent")
    filled = one.get("/V", parent.get("/V") if isinstance(parent, Dictionary) else None)
    hidden = int(one.get("/F", 0)) & _HIDDEN
    written = filled is not None and str(filled) not in ("", "/Off")
    return one.get("/Subtype") == Name.Widget and "/AP" not in one and written and not hidden


def _within(held: Object) -> Iterator[Object]:
    """Yield an object and every dictionary that stands directly in it."""
    waiting: list[tuple[Object, bool]] = [(held, True)]
    while waiting:
        one, outermost = waiting.pop()
        if not isinstance(one, Object) or (one.is_indirect and not outermost):
            continue
        if isinstance(one, Dictionary | Stream):
            yield one
            waiting += [(value, False) for value in one.values()]
        elif isinstance(one, Array):
            waiting += [(value, False) for value in one.as_list()]


def _scrub(one: Object) -> None:
    for key in _TELLS & set(one.keys()):
        del one[key]
    if one.get("/Type") == Name.OCG:
        one.Name = pikepdf.String("图层")
    if isinstance(one, Stream):
        _scrub_picture(one)


def _keep(held: Object, keys: set[str]) -> None:
    for key in set(held.keys()) - keys:
        del held[key]


def _scrub_picture(stream: Stream) -> None:
    """Clean a photograph that stands in the page as the camera made it; raises NotCleaned."""
    filters = _filters(stream)
    raw = stream.read_raw_bytes() if len(filters) < 2 else b""
    last = filters[-1] if filters else ""
    if last != _JPEG_2000 and (last == _JPEG or raw.startswith(b"\xff\xd8\xff")):
        cleaned = jpeg.clean(raw or stream.read_bytes(_BEFORE_PICTURES))
    elif last == _JPEG_2000:
        cleaned = jpeg2000.clean(raw or stream.read_bytes(_BEFORE_PICTURES))
    else:
        return
    parms = stream.get("/DecodeParms")
    parms = parms[-1] if isinstance(parms, Array) and len(parms) else parms
    kept = parms if isinstance(parms, Dictionary) else None
    stream.write(cleaned, filter=Name(last) if last else None, decode_parms=kept)


def _filters(stream: Stream) -> list[str]:
    """Return how a stream is packed, outermost first; raises NotCleaned for a way nobody knows."""
    held = stream.get("/Filter")
    names = [str(name) for name in (held.as_list() if isinstance(held, Array) else [held] if held else [])]
    if not _FILTERS.issuperset(names):
        raise broken(_WHAT)
    return names
