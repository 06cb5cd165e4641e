"""Real files that tell on their maker: a name, a serial number and a place planted wherever a format has room."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from PIL import Image, PngImagePlugin, TiffImagePlugin

NAME, SERIAL = "周喆记号", "CANARY7319ZHOUZHE"
SPELT = tuple(
    text.encode(encoding)
    for text in (NAME, SERIAL, SERIAL.swapcase())
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
)
TOLD = f"{NAME} {SERIAL}".encode()
GPS = {1: "N", 2: (24.0, 31.0, 7.319), 3: "E", 4: (118.0, 7.0, 7.319)}


def told(data: bytes) -> list[bytes]:
    """Return what of the maker is left in a file, in what it holds packed too."""
    return [spelt for piece in (data, *unpacked(data)) for spelt in SPELT if spelt in piece]


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield every packed piece of a file: parts of an Office file, streams and objects of a PDF, texts of a PNG."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                content = parts.read(part)
                yield from (part.filename.encode(), content, *unpacked(content))
    elif b"%PDF-" in data[:1024]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for held in pdf.objects:
                yield held.unparse(resolved=True) if not isinstance(held, pikepdf.Stream) else _stream(held)
    elif data.startswith(b"\x89PNG"):
        yield from (zlib.decompress(piece) for piece in _texts(data))


def _stream(held: pikepdf.Stream) -> bytes:
    keys = b"".join(str(value).encode() for value in held.values())
    try:
        return keys + held.read_bytes()
    except pikepdf.PdfError:
        return keys + held.read_raw_bytes()


def _texts(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in (b"zTXt", b"iCCP"):
            yield data[at + 8 : at + 8 + length].partition(b"\0")[2][1:]
        at += 12 + length


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Return a picture no part of which is like another."""
    made = Image.new("RGB", size)
    made.putdata([(x * 4 % 256, y * 5 % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    return made


def exif(orientation: int = 6) -> Image.Exif:
    """Return what a phone writes: maker, owner, serial number, place, and which way up."""
    block = Image.Exif()
    block[0x0112], block[0x010F], block[0x013B], block[0x8298] = orientation, SERIAL, SERIAL, SERIAL
    block.get_ifd(0x8769)[0xA431] = SERIAL
    block.get_ifd(0x8769)[0xA430] = SERIAL
    block.get_ifd(0x8769)[0x927C] = TOLD
    block.get_ifd(0x8825).update(
        {key: tuple(TiffImagePlugin.IFDRational(part) for part in value) if isinstance(value, tuple) else value
         for key, value in GPS.items()}
    )  # fmt: skip
    return block


def jpeg(orientation: int = 6, *, progressive: bool = False) -> bytes:
    """Return a photograph with Exif, XMP, IPTC, a profile, a comment, a thumbnail and something behind it."""
    file = io.BytesIO()
    picture().save(
        file, "JPEG", exif=exif(orientation), comment=TOLD, icc_profile=b"\0" * 36 + TOLD,
        progressive=progressive, quality=90,
    )  # fmt: skip
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + TOLD + b"</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(TOLD)) + TOLD
    thumbnail = b"JFXX\0\x10" + TOLD
    more = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
        for marker, body in ((0xE1, xmp), (0xED, iptc), (0xE0, thumbnail), (0xE2, b"FPXR\0" + TOLD))
    )
    data = file.getvalue()
    return data[:20] + more + data[20:] + TOLD + data[:200]  # behind the 18 bytes of JFIF


def png(mode: str = "RGB") -> bytes:
    """Return a picture with texts of all three kinds, a time, Exif, a profile and something behind it."""
    file, texts = io.BytesIO(), PngImagePlugin.PngInfo()
    texts.add_text("Author", SERIAL)
    texts.add_text("Copyright", TOLD.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", TOLD.decode())
    texts.add(b"tIME", struct.pack(">HBBBBB", 2026, 5, 18, 9, 30, 0))
    texts.add(b"vpAg", TOLD)
    picture().convert(mode).save(file, "PNG", pnginfo=texts, exif=exif(3), icc_profile=TOLD, dpi=(300, 300))
    return file.getvalue() + TOLD


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def wav() -> bytes:
    """Return a second of sound with LIST, bext, iXML and id3 around it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", n * 37 % 20000 - 10000) for n in range(8000)))
    data = file.getvalue()
    told_in = ((b"LIST", b"INFOIART" + TOLD), (b"bext", TOLD), (b"iXML", TOLD), (b"id3 ", b"ID3" + TOLD))
    more = b"".join(struct.pack("<4sI", kind, len(b)) + b + b"\0" * (len(b) & 1) for kind, b in told_in)
    body = data[12:36] + more + data[36:] + more
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WAVE") + body + TOLD


def mp3(frames: int = 40) -> bytes:
    """Return frames of sound with ID3 of both versions, APE and Lyrics3 around them."""
    header = b"\xff\xfb\x90\x00"
    info = (header + b"\0" * 32 + b"Xing" + struct.pack(">I", 1) + struct.pack(">I", frames)).ljust(
        417, b"\0"
    )
    sound = b"".join(header + bytes((n * 7 + k) % 251 for k in range(413)) for n in range(frames))
    frame = b"TPE1" + struct.pack(">I", len(TOLD) + 1) + b"\0\0\3" + TOLD
    wide = b"COMM" + struct.pack(">I", 40) + b"\0\0\1" + f"\ufeff{NAME}{SERIAL}".encode("utf-16-le")
    tag = frame + wide
    size = bytes(len(tag) >> shift & 127 for shift in (21, 14, 7, 0))
    first = b"ID3\4\0\0" + size + tag
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(TOLD), 1, 0) + b"\0" * 8
    last = TOLD + ape + b"LYRICSBEGIN" + TOLD + b"LYRICS200" + (b"TAG" + TOLD).ljust(128, b"\0")
    return first + info + sound + last


def amr(frames: int = 50) -> bytes:
    """Return a second of speech with a name behind it."""
    return (
        b"#!AMR\n" + b"".join(b"\x3c" + bytes((n + k) % 256 for k in range(31)) for n in range(frames)) + TOLD
    )
