"""Finding and reading content/law."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from xiaobao.law import source
from xiaobao.law.duty import Duty, DutyTable
from xiaobao.law.errors import MalformedContent
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.register import REGISTER, Register
from xiaobao.law.regulation import Regulation

DUTIES = "answering-duties.yaml"


def content_dir() -> Path:
    """Return where content lives: XIAOBAO_CONTENT, else inside the package (wheel), else the checkout."""
    chosen = os.environ.get("XIAOBAO_CONTENT")
    if chosen:
        return Path(chosen)
    package = Path(__file__).resolve().parent.parent
    shipped = package / "content"
    return shipped if shipped.is_dir() else package.parent / "content"


def load(path: Path | None = None, *overlays: Path) -> Lawbook:
    """Read all of ``<path>/law`` once per content state; raises MalformedContent.

    ``path`` is a content directory (default ``content_dir()``), ``overlays`` folders whose files stand in
    place of those of their name, or beside them. The answer is kept until a file changes.
    """
    content = path or content_dir()
    files = tuple((file, file.stat().st_mtime_ns) for file in law_files(content, *overlays))
    return _load(content / "law", files)


def law_files(content: Path, *overlays: Path) -> tuple[Path, ...]:
    """Return the files that are the law together, by name: each from the last folder that holds it."""
    folders = (content / "law", *overlays)
    found = {file.name: file for folder in folders for file in folder.glob("*.yaml")}
    return tuple(found[name] for name in sorted(found))


@lru_cache(maxsize=8)
def _load(folder: Path, files: tuple[tuple[Path, int], ...]) -> Lawbook:
    if not files:
        raise MalformedContent(folder, 1, "目录不存在或没有任何法规文件")
    regulations: dict[str, Regulation] = {}
    listed: tuple[Regulation, ...] = ()
    duties: tuple[Duty, ...] = ()
    digest = hashlib.sha256()
    for file, _ in files:
        digest.update(file.name.encode() + file.read_bytes())
        content = source.read(file)
        if file.name == DUTIES:
            duties = source.parse(content, DutyTable).duties
        elif file.name == REGISTER:
            listed = tuple(one.regulation() for one in source.parse(content, Register).regulations)
        else:
            regulation = read_regulation(content)
            regulations[regulation.id] = regulation
    return Lawbook(_with(regulations, listed), duties, version=digest.hexdigest()[:16])


def _with(regulations: dict[str, Regulation], listed: tuple[Regulation, ...]) -> dict[str, Regulation]:
    """Add those of the register; a regulation with a file of its own is held as that file says."""
    return {**{one.id: one for one in listed}, **regulations}


def read_regulation(content: source.Content) -> Regulation:
    """Read one regulation; raises MalformedContent, also when the id is not the file's name."""
    for trail, reason in _refusals(content):
        raise MalformedContent(content.file, content.line(*trail), reason)
    regulation = source.parse(content, Regulation)
    clocks = tuple(replace(clock, regulation=regulation.id) for clock in regulation.clocks)
    return replace(regulation, clocks=clocks)


def _refusals(content: source.Content) -> Iterator[tuple[source.Trail, str]]:
    """What the shape alone cannot refuse."""
    if content.data.get("id") != content.file.stem:
        yield ("id",), f"编号“{content.data.get('id')}”应与文件名“{content.file.stem}”一致"
    for index, clock in enumerate(content.data.get("clocks") or ()):
        if isinstance(clock, dict) and "regulation" in clock:
            yield ("clocks", index, "regulation"), "不认识的键“regulation”：所属法规由文件名决定"
