"""Looking one text up among a million: keys sorted in files, of which only what is asked for is read.

An index is a folder of segments and a list of them. A segment is never changed once it is there: more texts
make another segment, and now and then segments are put together. The list is replaced in one step, so
whoever reads, or reads after a writer was killed, has the former index or the new one, whole.

No text is kept: of each one its 32 keys and its shingles, hashed to 32 bits, sorted. Likeness is the Jaccard
likeness of those, exact but for two different shingles of one hash (one in four thousand million).
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from xiaobao.mining import segments, signatures
from xiaobao.mining.segments import Segment
from xiaobao.mining.shingles import Rows, Texts, hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCHEME = 1
"""Of the hashes and the files; an index of another one has to be made anew."""
_LIST, _LOCK = "index.json", ".lock"
_MOST_SEGMENTS = 8
_LOOKED_AT = 256
"""How many of those with most keys in common are looked at closely: a template may have ten thousand."""
_RETRIES = 3


class UnreadableIndex(Exception):
    """The files of an index are of another scheme or damaged; it has to be made anew."""


@dataclass(frozen=True)
class Likely:
    """A text of the index that is like the one looked up: its id and the likeness, between 0 and 1."""

    id: int
    likeness: float


class Index:
    """An index of texts in a folder of its own (mode 0700), made when first written."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read or written yet."""
        self._folder = folder

    def write(self, ids: Sequence[int] | Rows, texts: pa.Array | pa.ChunkedArray | Sequence[str]) -> None:
        """Put these texts, and no others, into the index."""
        with self._writing():
            self._list([self._segment(ids, texts)])

    def append(self, ids: Sequence[int] | Rows, texts: pa.Array | pa.ChunkedArray | Sequence[str]) -> None:
        """Add texts; one whose id is there already counts with its new text. Raises UnreadableIndex."""
        with self._writing():
            there = self._names()
            names = [*there, self._segment(ids, texts)]
            self._list(self._fewer(names) if len(names) > _MOST_SEGMENTS else names)

    def open(self) -> Reader:
        """Return a reader of what is there now, of nothing where there is none; raises UnreadableIndex."""
        for _attempt in range(_RETRIES):
            # a writer may have put the segments together between the list and its files
            with suppress(FileNotFoundError):
                return Reader([segments.read(self._folder / name) for name in self._names()])
        raise UnreadableIndex("近似文字索引缺少文件，请重新建立。")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _names(self) -> list[str]:
        try:
            told: dict[str, Any] = json.loads((self._folder / _LIST).read_text(encoding="ascii"))
        except FileNotFoundError:
            return []
        except ValueError:
            raise UnreadableIndex("近似文字索引的清单已损坏，请重新建立。") from None
        if told.get("scheme") != SCHEME:
            raise UnreadableIndex("近似文字索引由另一版本建立，请重新建立。")
        return list(told["segments"])

    def _segment(self, ids: Sequence[int] | Rows, texts: pa.Array | pa.ChunkedArray | Sequence[str]) -> str:
        made = segments.of(np.asarray(ids, np.int64), Texts.of(texts))
        return self._put(made)

    def _put(self, segment: Segment) -> str:
        """Write a segment under the next free number and return its name."""
        numbers = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}"
        segments.write(segment, self._folder / name)
        return name

    def _fewer(self, names: list[str]) -> list[str]:
        """Put all but the first together, and the first too once it is the smaller part."""
        first, *rest = (segments.read(self._folder / name) for name in names)
        if sum(len(one.ids) for one in rest) < len(first.ids):
            return [names[0], self._put(segments.together(rest))]
        return [self._put(segments.together([first, *rest]))]

    def _list(self, names: list[str]) -> None:
        """Replace the list, then remove what nobody lists, a killed writer's leavings with it."""
        beside = self._folder / f"{_LIST}.new"
        with beside.open("w", encoding="ascii") as file:
            json.dump({"scheme": SCHEME, "segments": names}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._folder / _LIST)
        segments.settle(self._folder)
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path, ignore_errors=True)


class Reader:
    """An index as it was when it was opened; a writer does not disturb it."""

    def __init__(self, there: Sequence[Segment]) -> None:
        """Take the segments, the oldest first."""
        self._segments = there

    def __len__(self) -> int:
        """How many texts there are, one that was added again counted again."""
        return sum(len(segment.ids) for segment in self._segments)

    def find(self, text: str, *, likeness: float, most: int) -> list[Likely]:
        """Return those of at least this likeness, the likest first, at most ``most``."""
        if not text:
            return []
        keys = signatures.keys_of(signatures.signatures(Texts.of([text]), 0, 1))[0]
        theirs, newer, found = hashed(text), np.empty(0, np.int64), list[Likely]()
        for segment in reversed(self._segments):
            rows = _candidates(segment, keys)
            rows = rows[~np.isin(segment.ids[rows], newer)] if len(newer) else rows
            held = (_held(segment, row, theirs) for row in rows.tolist())
            found += [one for one in held if one.likeness >= likeness]
            newer = np.concatenate([newer, segment.ids]) if len(self._segments) > 1 else newer
        return sorted(found, key=lambda one: (-one.likeness, one.id))[:most]


def _candidates(segment: Segment, keys: NDArray[np.uint32]) -> Rows:
    """Return the rows with most keys in common, at most ``_LOOKED_AT``; of equal ones the first."""
    low = keys.astype(np.uint64) << np.uint64(32)
    found = [
        band[np.searchsorted(band, low[at]) : np.searchsorted(band, low[at] | np.uint64(0xFFFFFFFF), "right")]
        for at, band in enumerate(segment.bands)
    ]
    rows = (np.concatenate(found) & np.uint64(0xFFFFFFFF)).astype(np.int64)
    there, times = np.unique(rows, return_counts=True)
    most = np.argsort(-times, kind="stable")[:_LOOKED_AT]
    chosen: Rows = there[most]
    return chosen


def _held(segment: Segment, row: int, theirs: NDArray[np.uint32]) -> Likely:
    ours = segment.shingles[segment.starts[row] : segment.starts[row + 1]]
    shared = len(np.intersect1d(ours, theirs, assume_unique=True))
    return Likely(int(segment.ids[row]), shared / max(len(ours) + len(theirs) - shared, 1))
