"""How everything sealed stands: under which key, with which cipher, and what is still to be sealed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from xiaobao.docket import cabinet
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.sealed_columns import COLUMNS, FILES, Sealed
from xiaobao.documents import archive
from xiaobao.refusals import Unavailable
from xiaobao.vault.models import Identity
from xiaobao.vault.sealing import Header, current_header, header_of


@dataclass
class Holdings:
    """What is sealed and how.

    ``envelopes`` counts by header, files by what rows name, each file once. ``unreadable`` counts what is no
    envelope and files that are missing. ``left_files`` and ``left_bytes`` are of files no row names any more.
    """

    envelopes: Counter[Header] = field(default_factory=Counter)
    unreadable: int = 0
    left_files: int = 0
    left_bytes: int = 0

    def under(self, key: str) -> int:
        """Return how many envelopes need the key of this id."""
        return sum(count for header, count in self.envelopes.items() if header.key == key)


def holdings() -> Holdings:
    """Count everything sealed; files are judged by their first bytes. Raises Unavailable."""
    held, named = Holdings(), set()
    for column in COLUMNS:
        for beginning, count in column.beginnings():
            _count(held, header_of(beginning), count)
    for file in FILES:
        for digest in file.digests():
            named.add(digest)
            _count(held, _header(digest), 1)
    for digest in _left(named):
        held.left_files += 1
        held.left_bytes += archive.size(archive_root(), digest)
    return held


def pending() -> int:
    """Return how many envelopes are not sealed as one would be now: what ``reseal`` has to do."""
    now = current_header()
    rows = sum(count for column in COLUMNS for header, count in column.beginnings() if header != now)
    return rows + sum(len(stale_files(file)) for file in FILES)


def stale_files(file: Sealed) -> list[str]:
    """Return the digests of the files of one column that are not sealed as one would be now.

    One that is missing is among them, so that it is told of.
    """
    now = header_of(current_header())
    return [digest for digest in file.digests() if _header(digest) != now]


def left_under(key: str) -> list[str]:
    """Return the digests of files in the archive that no row names and that only this key opens."""
    named = {digest for file in FILES for digest in file.digests()}
    headers = ((digest, _header(digest)) for digest in _left(named))
    return [digest for digest, header in headers if header and header.key == key]


def phones_unindexed() -> bool:
    """Tell whether there are people kept before phones were indexed, whom ``reseal`` makes findable."""
    earlier = next(column for column in COLUMNS if column.model is Identity)
    return earlier.rows().filter(header__lt=b"\x02").exists()


def _left(named: set[str]) -> Iterator[str]:
    with cabinet.told():
        yield from (digest for digest in archive.stored(archive_root()) if digest not in named)


def _header(digest: str) -> Header | None:
    try:
        return cabinet.header(digest)
    except Unavailable:
        return None


def _count(held: Holdings, header: Header | None, count: int) -> None:
    if header is None:
        held.unreadable += count
    else:
        held.envelopes[header] += count
