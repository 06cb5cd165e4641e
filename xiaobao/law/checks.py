"""``law.check``: everything wrong with content/law and content/calendar, with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from xiaobao.law import holidays, source
from xiaobao.law.crosschecks import Complaint, Held, between, duty_complaints, overlapping, within
from xiaobao.law.duty import DutyTable
from xiaobao.law.errors import MalformedContent
from xiaobao.law.loader import DUTIES, content_dir, law_files, read_regulation
from xiaobao.law.register import REGISTER, Register
from xiaobao.law.regulation import Regulation
from xiaobao.law.source import Content

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong; ``line`` is 1-based."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.file}:{self.line} {self.reason}"


def check(path: Path | None = None) -> list[Finding]:
    """Check a content directory (default ``content_dir()``); an empty list means nothing is wrong."""
    root = path or content_dir()
    return sorted({*check_law(root), *_calendar(root / "calendar")})


def check_law(content: Path, *overlays: Path) -> list[Finding]:
    """Check the regulations alone, as they stand with the files of ``overlays`` over them."""
    return sorted(set(_law(content / "law", law_files(content, *overlays))))


def _law(folder: Path, files: Sequence[Path]) -> Iterator[Finding]:
    held: dict[str, Held] = {}
    for file in _besides_tables(files):
        yield from _regulation(file, held)
    if not held:
        yield Finding(folder, 1, "目录不存在或没有任何可用的法规文件")
    for one in held.values():
        yield from _located(one.content, within(one.regulation))
        yield from _located(one.content, between(one.regulation, held))
    for one, complaint in overlapping(held):
        yield from _located(one.content, [complaint])
    for file in files:
        yield from _TABLES.get(file.name, _nothing)(file, held)


def _besides_tables(files: Sequence[Path]) -> list[Path]:
    return [file for file in files if file.name not in _TABLES]


def _nothing(_file: Path, _held: dict[str, Held]) -> Iterator[Finding]:
    yield from ()


def _regulation(file: Path, held: dict[str, Held]) -> Iterator[Finding]:
    """Yield what is wrong with one regulation, and put it among ``held`` where it can be read."""
    content, findings = _shaped(file, Regulation)
    yield from findings
    found = _try(partial(read_regulation, content)) if content else None
    if isinstance(found, Finding):
        yield found
    elif found and content:
        held[found.id] = Held(content, found)


def _duties(file: Path, held: dict[str, Held]) -> Iterator[Finding]:
    content, findings = _shaped(file, DutyTable)
    yield from findings
    if content:
        yield from _located(content, duty_complaints(source.parse(content, DutyTable), held))


def _register(file: Path, _held: dict[str, Held]) -> Iterator[Finding]:
    content, findings = _shaped(file, Register)
    yield from findings
    if content:
        yield from _located(content, source.parse(content, Register).complaints())


#: The files of the folder that are no regulation of their own, and how each is checked.
_TABLES: Mapping[str, Callable[[Path, dict[str, Held]], Iterator[Finding]]] = {
    DUTIES: _duties,
    REGISTER: _register,
}


def _shaped(
    file: Path, kind: type[Regulation] | type[DutyTable] | type[Register]
) -> tuple[Content | None, list[Finding]]:
    """Read a file and list everything wrong with its shape; the content only when nothing is."""
    content = _try(partial(source.read, file))
    if isinstance(content, Finding):
        return None, [content]
    try:
        TypeAdapter(kind).validate_python(content.data)
    except ValidationError as error:
        return None, [Finding(file, line, reason) for line, reason in source.complaints(content, error)]
    return content, []


def _calendar(folder: Path) -> Iterator[Finding]:
    statutory = _try(partial(holidays.read_statutory, folder))
    if isinstance(statutory, Finding):
        yield statutory
        return
    yield from (Finding(folder / holidays.STATUTORY, 1, reason) for reason in statutory.complaints())
    for file in sorted(folder.glob("*.yaml")):
        if file.name != holidays.STATUTORY:
            found = _try(partial(holidays.read_notice_file, file, statutory))
            if isinstance(found, Finding):
                yield found


def _located(content: Content, complaints: Iterator[Complaint] | list[Complaint]) -> Iterator[Finding]:
    for trail, reason in complaints:
        yield Finding(content.file, content.line(*trail), reason)


def _try(read: Callable[[], T]) -> T | Finding:
    try:
        return read()
    except MalformedContent as error:
        return Finding(error.file, error.line, error.reason)
