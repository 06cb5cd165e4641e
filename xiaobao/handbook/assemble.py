"""From a book and its drawings to a volume: what PDF, Word and the offline page are made from.

Nothing of the book is left out: what no chapter draws comes in an appendix. Every article cited is printed
once, where a chapter draws the laws or at the end, and every citation leads there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xiaobao.documents.volume import Block, Chapter, Volume
from xiaobao.handbook.appendices import APPENDICES
from xiaobao.handbook.binding import PARAPHRASED, Binder
from xiaobao.handbook.cited import PARAPHRASE
from xiaobao.handbook.material import Material
from xiaobao.handbook.numbered import numbered
from xiaobao.law.citation import numeral
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.kinds import Kind

TITLE = "消费投诉举报处置指导手册"
PARTS = {"internal": "内部使用", "public": "公开部分"}
_FOOTING = f"标“{PARAPHRASED}”的条文为{PARAPHRASE}"
_NAMED = 8  # regulations a note names one by one
_ABOUT_CHANGES = "页边的竖线表示与上一版相比新写或者改写的段落。"


@dataclass(frozen=True)
class Issue:
    """What is printed: an edition by ``number`` (0: not published yet), its day, the book ``before`` it."""

    number: int
    dated: date
    note: str = ""
    before: Book | None = None

    @property
    def name(self) -> str:
        """The edition in words."""
        return f"第{numeral(self.number)}版" if self.number else "尚未出版的文本"


@dataclass(frozen=True)
class House:
    """The bureau whose book it is: its name, its telephone, and what is to be said of an invented one."""

    bureau: str
    phone: str
    note: str = ""


def assemble(material: Material, issue: Issue, house: House) -> Volume:
    """Return the whole book, or its public part where ``material.public``."""
    facts = {"bureau": house.bureau, "phone": house.phone}
    binder = Binder(material, facts, issue.before)
    part = PARTS["public" if material.public else "internal"]
    remarks = tuple(filter(None, (house.note, _ABOUT_CHANGES if issue.before else "")))
    bound = list(_chapters(binder))
    laws = binder.laws()
    chapters = tuple(replace(one, blocks=tuple(_with_laws(one.blocks, laws))) for one in bound)
    return Volume(
        TITLE, house.bureau, issue.name, issue.dated, part, chapters, remarks,
        _imprint(issue, house, material, part), _FOOTING,
    )  # fmt: skip


def _chapters(binder: Binder) -> Iterator[Chapter]:
    for number, entry in enumerate(binder.material.of(Kind.CHAPTER), 1):
        own = replace(binder, cited={})
        blocks = own.entry(entry)
        yield _chapter(f"第{numeral(number)}章", entry.title, entry.slug, blocks, own)
        binder.cited.update(own.cited)
    number = 0
    for appendix in APPENDICES:
        own = replace(binder, cited={})
        if blocks := tuple(appendix.blocks(own)):
            number += 1
            yield _chapter(f"附录{numeral(number)}", appendix.title, appendix.slug, blocks, own)
        binder.cited.update(own.cited)


def _with_laws(blocks: Sequence[Block], laws: Sequence[tuple[Block, Sequence[Block]]]) -> Iterator[Block]:
    for block in blocks:
        yield from next((drawn for mark, drawn in laws if mark is block), (block,))


def _chapter(number: str, title: str, slug: str, blocks: Sequence[Block], binder: Binder) -> Chapter:
    return Chapter(number, title, f"chapter-{slug}", numbered(blocks, slug), tuple(_notes(binder)))


def _notes(binder: Binder) -> Iterator[str]:
    """Name the regulations that are only paraphrased in a chapter, and where their official texts are."""
    material = binder.material
    only = filter(material.paraphrased, binder.cited)
    by_source: dict[str, dict[str, None]] = {}
    for cite in only:
        if held := material.law.regulations.get(cite.regulation):
            by_source.setdefault(held.source.publication, {})[f"《{held.title}》"] = None
    if sum(map(len, by_source.values())) > _NAMED:
        yield f"{PARAPHRASED} 条文为{PARAPHRASE}；官方文本在哪里，见本手册列出条文的表中各部法规名下。"
    elif by_source:
        told = "；".join(f"{''.join(titles)}（见{source}）" for source, titles in by_source.items())
        yield f"{PARAPHRASED} 下列法规的条文在本手册中为{PARAPHRASE}：{told}。"


def _imprint(issue: Issue, house: House, material: Material, part: str) -> tuple[str, ...]:
    return tuple(
        filter(
            None,
            (
                f"{TITLE}　{issue.name}　{part}",
                f"编印：{house.bureau}",
                f"日期：{issue.dated.year}年{issue.dated.month}月{issue.dated.day}日",
                f"条目：{len(material.entries)} 条　文本校验码：{material.book.version}",
                f"本版说明：{issue.note}" if issue.note else "",
                f"{_FOOTING}；没有标记的条文取自本局载入的官方文本。引用法规办理来件，一律核对官方文本。",
                house.note,
            ),
        )
    )
