"""One entry of the handbook: a head in YAML, a body in Markdown, and what both say about the law.

::

    ---
    title: 受理投诉时怎么说
    situation: 决定受理后打电话告知投诉人
    applies: {tracks: [complaint], states: [accepted], acts: [accept]}
    ---
    您好，这里是{{bureau}}……依据[[samr-order-121:15(1)]]……

``[[id:article]]`` cites an article of the lawbook, ``[[id]]`` a regulation. ``{{name}}`` is a fact that is
put in where the entry is shown (FACTS). A line ``{{table name}}`` alone stands for what the system draws
itself (DRAWN): flowcharts, clocks, lists.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from xiaobao.law import MalformedContent, source
from xiaobao.rules.handbook.kinds import HEADS, Applies, Head, Kind, Phrase, Step

FACTS = ("bureau", "phone", "number", "officer", "due")
"""What may be put in by name: the bureau, its telephone, the number, the officer, the next day due."""
DRAWN = (
    "flowchart", "clocks", "phrases", "outside", "precedents", "documents", "laws", "article-map", "handlers",
    "grounds",
)  # fmt: skip
"""What stands alone on its line and is drawn by the system, with an argument or without one."""
CITE = re.compile(r"\[\[([a-z0-9-]+)(?::([0-9]+(?:\([0-9]+\))*(?:\[[0-9]+\])?))?\]\]")
DRAWING = re.compile(r"^\{\{([a-z-]+)(?: ([a-z0-9_-]+))?\}\}$")
FACT = re.compile(r"\{\{([a-z_]+)\}\}")
_FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECTION = re.compile(r"(?m)^## +(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article an entry cites; ``article`` is empty where the whole regulation is meant."""

    regulation: str
    article: str = ""

    def __str__(self) -> str:
        """Write it as it stands between the brackets."""
        return f"{self.regulation}:{self.article}" if self.article else self.regulation


@dataclass(frozen=True)
class Entry:
    """One entry. ``text`` is the file as it was read, ``body`` what follows its head."""

    kind: Kind
    slug: str
    head: Head
    body: str
    text: str

    @property
    def path(self) -> str:
        """Its file below ``content/handbook``: ``chapters/complaint.md``."""
        return path_of(self.kind, self.slug)

    @property
    def title(self) -> str:
        """Its title."""
        return self.head.title

    @property
    def public(self) -> bool:
        """Whether citizens may read it."""
        return self.head.part == "public"

    @property
    def applies(self) -> Applies:
        """When it fits a matter; an entry that does not say fits none by itself."""
        return self.head.applies if isinstance(self.head, Step | Phrase) else Applies()

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The body by blank lines: what a comment is made on, numbered from 1."""
        return tuple(part.strip("\n") for part in re.split(r"\n{2,}", self.body.strip()) if part.strip())

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every article cited, once, in order: those of the head's ``cites`` first."""
        named = [_citation(text) for text in getattr(self.head, "cites", ())]
        told = [Citation(match[1], match[2] or "") for match in CITE.finditer(self.text)]
        return tuple(dict.fromkeys([*named, *told]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def section(self, name: str) -> str:
        """Return the body of one section (``## name``), empty where there is none."""
        pieces = _SECTION.split(self.body)
        return dict(zip(pieces[1::2], pieces[2::2], strict=True)).get(name, "").strip()

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of its sections, in order."""
        return tuple(_SECTION.findall(self.body))


def path_of(kind: Kind, slug: str) -> str:
    """Return the file of an entry below ``content/handbook``."""
    return f"{kind.folder}/{slug}.md"


def kind_of(path: str) -> Kind:
    """Return the kind of entry a file is; raises MalformedContent for a folder or name that is none."""
    folder, _, name = path.rpartition("/")
    kind = next((one for one in Kind if one.folder == folder), None)
    if kind is None or not name.endswith(".md") or not _SLUG.fullmatch(name.removesuffix(".md")):
        folders = "、".join(one.folder for one in Kind)
        raise MalformedContent(Path(path), 1, f"手册文件应在 {folders} 之一，文件名用小写字母、数字和连字符")
    return kind


def parse(path: str, text: str) -> Entry:
    """Read one entry; raises MalformedContent with the line of the first thing wrong in its shape."""
    kind, file = kind_of(path), Path(path)
    match = _FRONT.fullmatch(text.replace("\r\n", "\n"))
    if match is None:
        raise MalformedContent(file, 1, "文件应以三个连字符括起的卷首开始")
    head = _head(file, kind, match[1])
    slug = path.rpartition("/")[2].removesuffix(".md")
    return Entry(kind, slug, head, match[2], text)


def write(head: str, body: str) -> str:
    """Return the text of an entry from the YAML of its head and its body."""
    return f"---\n{head.strip()}\n---\n{body.strip()}\n"


def _head(file: Path, kind: Kind, front: str) -> Head:
    try:
        data = source.plain(front)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise MalformedContent(file, line, f"卷首写法有误（{error.problem}）") from error
    content = source.Content(file, data, {})
    try:
        head: Head = _shape(kind).validate_python(data)
    except ValidationError as error:
        _line, reason = next(source.complaints(content, error))
        raise MalformedContent(file, _line_of(front, error), reason) from error
    return head


@cache
def _shape(kind: Kind) -> TypeAdapter[Head]:
    return TypeAdapter(HEADS[kind])


def _line_of(front: str, error: ValidationError) -> int:
    key = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else ""
    lines = front.splitlines()
    return next((at for at, line in enumerate(lines, start=2) if line.startswith(f"{key}:")), 1)


def _citation(text: str) -> Citation:
    regulation, _, article = text.partition(":")
    return Citation(regulation, article)
