"""``documents.check``: everything wrong with content/notices, with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xiaobao import law
from xiaobao.documents import notices
from xiaobao.documents.errors import MalformedNotice
from xiaobao.documents.notices import BOTH, Notice
from xiaobao.law import Finding, Lawbook, LawError


def check(content_dir: Path | None = None) -> list[Finding]:
    """Check a content directory (default ``law.content_dir()``); an empty list means nothing is wrong.

    A notice must be well formed, cite articles the lawbook holds, and name each of them in its text; the
    regulations it serves must be there.
    """
    root = content_dir or law.content_dir()
    try:
        book = law.load(root)
    except LawError as error:
        return [Finding(root / "notices", 1, f"法规内容不能读取，无法核对引用：{error}")]
    return sorted(_findings(root / "notices", book))


def _findings(folder: Path, book: Lawbook) -> Iterator[Finding]:
    files = sorted(folder.glob("*.md"))
    if not files:
        yield Finding(folder, 1, "目录不存在或没有任何文书模板")
    taken: set[str] = set()
    for file in files:
        try:
            notice = notices.read(file)
        except MalformedNotice as error:
            yield Finding(file, error.line, error.reason)
            continue
        if notice.id in taken:
            yield Finding(file, 1, f"id“{notice.id}”已被另一份文书使用")
        taken.add(notice.id)
        yield from _citations(file, notice, book)


def _citations(file: Path, notice: Notice, book: Lawbook) -> Iterator[Finding]:
    lines = file.read_text("utf-8").splitlines()
    yield from _regulations(file, notice, book, lines)
    for regulation, article in notice.cites:
        line = _line(lines, f"{regulation}:{article}")
        try:
            title, _, place = book.cite(regulation, article).partition("》")
        except LawError as error:
            yield Finding(file, line, f"引用落空：{error}")
            continue
        if f"{title}》" not in notice.body or place not in notice.body:
            yield Finding(file, line, f"正文没有写明所引用的{title}》{place}")


def _regulations(file: Path, notice: Notice, book: Lawbook, lines: list[str]) -> Iterator[Finding]:
    for regulation in notice.regulations:
        if regulation not in book.regulations:
            yield Finding(file, _line(lines, "regulation:"), f"没有编号为“{regulation}”的法规")
    cited = {regulation for regulation, _ in notice.cites}
    missing = set(notice.regulations) - cited
    # A form for both rules takes its basis as a fact: it names neither of them, or both.
    if missing and (notice.regulation != BOTH or len(missing) < len(notice.regulations)):
        names = "、".join(sorted(missing))
        yield Finding(file, _line(lines, "cites:"), f"没有引用所适用的法规“{names}”")


def _line(lines: list[str], wanted: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if wanted in line), 1)
