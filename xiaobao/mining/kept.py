"""Tables of an earlier run, read from its folder when a step asks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from xiaobao.mining.tables import SCHEMAS, Tables


class Kept(Tables):
    """The tables of one folder, each read when first asked for; one in other columns is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._from = folder

    def __getitem__(self, name: str) -> pa.Table:
        """Return a table; raises KeyError for one the folder does not hold in today's columns."""
        if name not in self._kept:
            if name not in self:
                raise KeyError(name)
            self._kept[name] = pq.read_table(self._file(name))
        return self._kept[name]

    def __contains__(self, name: object) -> bool:
        """Whether the folder holds the table, in today's columns."""
        file = self._file(str(name))
        return name in SCHEMAS and file.exists() and pq.read_schema(file).equals(SCHEMAS[str(name)])

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the tables there are."""
        yield from (name for name in SCHEMAS if name in self)

    def _file(self, name: str) -> Path:
        return self._from / f"{name}.parquet"


def digest(files: Iterable[Path]) -> str:
    """Return a digest of files, by name and content: what was made under another one is made again."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
