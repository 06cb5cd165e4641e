"""The handbook as a whole: every entry, by its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from xiaobao.law import MalformedContent
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.entry import Citation, Entry
from xiaobao.rules.handbook.kinds import Kind

FOLDER = "handbook"


@dataclass(frozen=True, eq=False)
class Book:
    """Every entry by its path (``chapters/complaint.md``). Compared by identity."""

    entries: Mapping[str, Entry]

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind, in the order of the book."""
        return self._by_kind.get(kind, ())

    def get(self, kind: Kind, slug: str) -> Entry | None:
        """Return one entry, None where there is none."""
        return self.entries.get(entries.path_of(kind, slug))

    def citing(self, regulation: str) -> tuple[Entry, ...]:
        """Return the entries that cite a regulation, in any article."""
        return tuple(one for one in self if any(cite.regulation == regulation for cite in one.citations))

    @cached_property
    def version(self) -> str:
        """A digest of every text: the same texts, the same version."""
        digest = hashlib.sha256()
        for path in sorted(self.entries):
            digest.update(f"{path}\0{self.entries[path].text}\0".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every article cited in the book, once."""
        return tuple(dict.fromkeys(cite for one in self for cite in one.citations))

    def __iter__(self) -> Iterator[Entry]:
        """Run through the entries: kind by kind, in the order of the book."""
        return (one for kind in Kind for one in self.of(kind))

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.entries)

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Entry, ...]]:
        ordered = sorted(self.entries.values(), key=lambda one: (one.head.order, one.slug))
        return {kind: tuple(one for one in ordered if one.kind is kind) for kind in Kind}


def of_texts(texts: Mapping[str, str]) -> Book:
    """Make a book of files by path; raises MalformedContent for the first that is no entry."""
    return Book({path: entries.parse(path, texts[path]) for path in sorted(texts)})


def read(folder: Path) -> Book:
    """Read ``<content>/handbook``, once and again when a file changes; raises MalformedContent."""
    files = tuple((file, file.stat().st_mtime_ns) for file in sorted(folder.glob("*/*.md")))
    if not files:
        raise MalformedContent(folder, 1, "目录不存在或没有任何手册文件")
    return _read(folder, files)


@lru_cache(maxsize=4)
def _read(folder: Path, files: tuple[tuple[Path, int], ...]) -> Book:
    return of_texts({file.relative_to(folder).as_posix(): file.read_text("utf-8") for file, _ in files})
