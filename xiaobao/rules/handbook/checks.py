"""What is wrong with the handbook: citations that point at nothing, missing sections, unknown names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from xiaobao import law
from xiaobao.law import Finding, Lawbook, LawError, MalformedContent
from xiaobao.rules import hot_categories
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.book import FOLDER, Book
from xiaobao.rules.handbook.entry import CITE, DRAWING, DRAWN, FACT, FACTS, Entry
from xiaobao.rules.handbook.kinds import CATEGORY_SECTIONS, SECTIONS, Chapter, Kind, Precedent, Question


@dataclass(frozen=True)
class Known:
    """What an entry may name: the law, the hot categories, the chapters and the precedents."""

    law: Lawbook
    categories: Collection[str]
    chapters: Collection[str] = ()
    precedents: Collection[str] = ()


def check(content: Path | None = None) -> list[Finding]:
    """Check ``<content>/handbook``; an empty list means nothing is wrong."""
    root = content or law.content_dir()
    folder = root / FOLDER
    try:
        known = Known(law.load(root), {one.id for one in hot_categories.load(root)})
    except LawError as error:
        return [Finding(folder, 1, f"法规或者热点类别不能读取，无法核对手册：{error}")]
    found, findings = _parsed(folder)
    return sorted([*findings, *hot_categories.check(root), *_told(folder, found, known)])


def complaints(entry: Entry, known: Known) -> Iterator[tuple[int, str]]:
    """Yield (line, sentence) for everything wrong with one entry: what an editor is told before saving."""
    yield from _citations(entry, known.law)
    yield from _sections(entry)
    yield from _marks(entry)
    yield from _named(entry, known)


def known_of(book: Book, lawbook: Lawbook, categories: Collection[str]) -> Known:
    """Return what the entries of a book may name."""
    chapters = {one.slug for one in book.of(Kind.CHAPTER)}
    return Known(lawbook, categories, chapters, {one.slug for one in book.of(Kind.PRECEDENT)})


def _parsed(folder: Path) -> tuple[list[Entry], list[Finding]]:
    found: list[Entry] = []
    findings: list[Finding] = []
    files = sorted(folder.glob("*/*"))
    if not files:
        findings.append(Finding(folder, 1, "目录不存在或没有任何手册文件"))
    for file in files:
        try:
            found.append(entries.parse(file.relative_to(folder).as_posix(), file.read_text("utf-8")))
        except MalformedContent as error:
            findings.append(Finding(file, error.line, error.reason))
        except UnicodeDecodeError:
            findings.append(Finding(file, 1, "文件不是UTF-8编码"))
    return found, findings


def _told(folder: Path, found: list[Entry], known: Known) -> Iterator[Finding]:
    book = Book({one.path: one for one in found})
    known = known_of(book, known.law, known.categories)
    for entry in found:
        for line, reason in complaints(entry, known):
            yield Finding(folder / entry.path, line, reason)


def _citations(entry: Entry, lawbook: Lawbook) -> Iterator[tuple[int, str]]:
    for cite in entry.citations:
        try:
            lawbook.cite(cite.regulation, cite.article or None)
        except LawError as error:
            yield _line(entry, str(cite)), f"引用落空：{error}"
    for number, line in enumerate(entry.text.splitlines(), start=1):
        if "[[" in CITE.sub("", line):
            yield number, "引用应写作 [[法规:条款]]，如 [[samr-order-121:15(1)]]"


def _sections(entry: Entry) -> Iterator[tuple[int, str]]:
    about_category = isinstance(entry.head, Chapter) and entry.head.category
    wanted = CATEGORY_SECTIONS if about_category else SECTIONS.get(entry.kind, ())
    for name in wanted:
        if not entry.section(name):
            yield 1, f"缺少“{name}”一节，或者这一节没有内容"
    if not entry.paragraphs:
        yield 1, "没有正文"


def _marks(entry: Entry) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(entry.text.splitlines(), start=1):
        drawing = DRAWING.match(line)
        if drawing and drawing[1] in DRAWN:
            continue
        unknown = [name for name in FACT.findall(line) if name not in FACTS]
        if unknown or "{{" in FACT.sub("", line):
            named = "、".join((*FACTS, *DRAWN))
            yield number, f"双花括号里只能写 {named}；图表要独占一行"


def _named(entry: Entry, known: Known) -> Iterator[tuple[int, str]]:
    head = entry.head
    named = [*entry.applies.categories, *(head.categories if isinstance(head, Precedent) else ())]
    if isinstance(head, Chapter) and head.category:
        named.append(head.category)
    for category in named:
        if category not in known.categories:
            yield _line(entry, category), f"没有热点类别“{category}”"
    if isinstance(head, Question):
        yield from _question(entry, head, known)


def _question(entry: Entry, head: Question, known: Known) -> Iterator[tuple[int, str]]:
    if head.chapter not in known.chapters:
        yield _line(entry, "chapter:"), f"没有这一章：{head.chapter}"
    if head.precedent and head.precedent not in known.precedents:
        yield _line(entry, "precedent:"), f"没有这个典型案例：{head.precedent}"
    if head.answer > len(head.options):
        yield _line(entry, "answer:"), f"答案是第 {head.answer} 项，选项只有 {len(head.options)} 项"


def _line(entry: Entry, wanted: str) -> int:
    lines = entry.text.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if wanted in line), 1)
