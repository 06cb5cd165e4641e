"""Files that came in, on their way out of the house: without author, place, device or history.

``cleaned`` answers with a copy that looks, reads or sounds the same, or refuses; the original stays sealed
with its hash.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from xiaobao.documents.outward import film, jpeg, mp3, office, pdf, png, sound
from xiaobao.documents.outward.refusal import broken

__all__ = ["cleaned"]

_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "image/jpeg": jpeg.clean,
        "image/png": png.clean,
        "application/pdf": pdf.clean,
        f"{_OFFICE}wordprocessingml.document": office.clean,
        f"{_OFFICE}spreadsheetml.sheet": office.clean,
        "video/mp4": film.clean,
        "audio/mp4": film.clean,
        "audio/mpeg": mp3.clean,
        "audio/wav": sound.clean_wav,
        "audio/amr": sound.clean_amr,
        # A text is its words and nothing beside them.
        "text/plain": lambda data: data,
    }
)
# What reading a damaged file runs into, whatever the format.
_DAMAGE = (
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    ValueError,
    LookupError,
    EOFError,
    OverflowError,
    RecursionError,
    MemoryError,
    NotImplementedError,
)


def cleaned(data: bytes, content_type: str) -> bytes:
    """Return a copy of a file without what it says of its maker, the content as it was.

    ``content_type`` is as the docket keeps it, parameters may follow. Raises NotCleaned (DOC-050) when that
    cannot be done, TooMuch (DOC-051) when the file unpacks to more than a machine should open.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise broken("材料", "的类型没有清理的办法")
    try:
        return _KINDS[kind](data)
    except _DAMAGE as error:
        raise broken("材料") from error
