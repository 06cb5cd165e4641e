"""Files of the docket in the archive: sealed on the way in, opened on the way out.

What the disk, the archive or the key has against it is told as one sentence with a code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xiaobao.documents import archive
from xiaobao.documents.errors import DocumentError
from xiaobao.home import home
from xiaobao.refusals import Unavailable
from xiaobao.vault.errors import VaultError
from xiaobao.vault.sealing import HEADER, Header, header_of, seal, unseal


def archive_root() -> Path:
    """Return where sealed files lie."""
    return home() / "archive"


def keep(data: bytes, *, about: bytes) -> str:
    """Seal the bytes into the archive and return what they are stored under; raises Unavailable."""
    with told():
        return archive.put(archive_root(), seal(data, about=about))


def get(stored: str, *, about: bytes) -> bytes:
    """Return the bytes as they were before they were sealed; raises Unavailable."""
    with told():
        return unseal(archive.get(archive_root(), stored), about=about)


def header(stored: str) -> Header | None:
    """Return how a file was sealed, from its first bytes; None if it is no envelope. Raises Unavailable."""
    with told():
        return header_of(archive.beginning(archive_root(), stored, HEADER))


@contextmanager
def told(before: str = "", after: str = "") -> Iterator[None]:
    """Turn what a file meets below into Unavailable, its sentence between these two."""
    try:
        yield
    except Unavailable as error:
        raise Unavailable(f"{before}{error.sentence}{after}", code=error.code) from error.__cause__
    except DocumentError as error:
        raise Unavailable(f"{before}{error.message}{after}", code=error.code) from error
    except VaultError as error:
        raise Unavailable(f"{before}{error.sentence}{after}", code=error.code) from error
