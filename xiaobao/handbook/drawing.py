"""From a line ``{{name argument}}`` to what stands for it.

What is drawn comes from the law files, the workflow, the notices, the matrix of handlers and the book
itself, so that what the handbook says and what the system does cannot differ (学用一致).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xiaobao.handbook import drawn_book, drawn_law, drawn_work
from xiaobao.handbook.drawn import Drawn, Remark
from xiaobao.handbook.material import Material

_DRAWINGS: Mapping[str, Callable[[str, Material], Iterable[Drawn]]] = {
    "flowchart": drawn_work.flowchart,
    "clocks": drawn_law.clocks,
    "grounds": drawn_law.grounds,
    "laws": drawn_law.laws,
    "article-map": drawn_law.article_map,
    "phrases": drawn_book.phrases,
    "outside": drawn_book.outside,
    "precedents": drawn_book.precedents,
    "documents": drawn_work.documents,
    "handlers": drawn_work.handlers,
}


def draw(name: str, argument: str, material: Material) -> tuple[Drawn, ...]:
    """Return what stands for ``{{name argument}}``; a Remark where there is nothing to draw. Never raises."""
    found = tuple(_DRAWINGS[name](argument, material)) if name in _DRAWINGS else ()
    return found or (Remark(f"（“{f'{name} {argument}'.strip()}”没有可以列出的内容。）"),)
