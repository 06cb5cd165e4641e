"""The handbook on a page of the web: entries and drawings as HTML, for officers and for citizens alike.

Nothing an editor writes is taken for HTML (``documents.markup``); what is drawn comes as data (``drawn``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html import escape

from xiaobao.documents import markup
from xiaobao.documents.flow_svg import Href, svg
from xiaobao.documents.markup import Puts
from xiaobao.handbook.cited import PARAPHRASE
from xiaobao.handbook.drawing import draw
from xiaobao.handbook.drawn import Card, Cards, Drawn, Figure, Row, Table
from xiaobao.handbook.material import Material
from xiaobao.law import Lawbook, LawError
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook.entry import DRAWING, Citation
from xiaobao.rules.handbook.flow import flowchart

_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LINK = '<a class="law"'
_CITING = re.compile(rf'{_LINK} data-cite="([^"]+)"')
_TIP = 240
"""Characters of an article that are shown when its citation is pointed at."""


GAP = "〔　　〕"
"""What stands where a fact is not known."""


def nowhere(_what: object) -> str:
    """Return no address: what is named is not a link here."""
    return ""


@dataclass(frozen=True)
class Words:
    """What a page says around the handbook's own words, in the reader's language."""

    more: str = "电话用语与书面答复"
    copy: str = "复制"
    copied: str = "已复制"


@dataclass(frozen=True)
class Section:
    """A heading of a page, to be jumped to."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Web:
    """How the handbook is put on a page.

    ``facts`` are what is put in by name; ``article`` and ``entry`` return the address of a citation and of an
    entry (by its path), empty where it is none to be followed here, ``target`` that of a part of a flowchart.
    ``words`` None: nothing is to be copied.
    """

    material: Material
    facts: Mapping[str, str] = field(default_factory=dict)
    article: Callable[[Citation], str] = nowhere
    entry: Callable[[str], str] = nowhere
    target: Href | None = None
    words: Words | None = None

    def html(self, body: str) -> str:
        """Return the body of an entry as HTML, drawings included."""
        told = tuple(self.facts.items()) if "{{" in body else ()
        if _drawn_in(body):
            return markup.to_html(body, Puts(self.cite, self.fact, self._drawn))
        written = _written(body, self.material.law, self.article, told)
        return _CITING.sub(lambda match: self._with_words(match[1]), written)

    def page(self, body: str) -> tuple[str, tuple[Section, ...]]:
        """Return it with anchors at its headings, and these."""
        sections: list[Section] = []

        def heading(match: re.Match[str]) -> str:
            sections.append(Section(f"s-{len(sections) + 1}", _TAG.sub("", match[1])))
            return f'<h2 id="{sections[-1].anchor}">{match[1]}</h2>'

        return _HEADING.sub(heading, self.html(body)), tuple(sections)

    def cite(self, cite: Citation) -> str:
        """Return a citation as HTML: a link where the article can be opened."""
        cited = _cited(cite, self.material.law, self.article)
        return _CITING.sub(lambda match: self._with_words(match[1]), cited)

    def _with_words(self, cite: str) -> str:
        """Return the beginning of a link to an article that says its words, official or paraphrased."""
        regulation, _colon, article = cite.partition(":")
        cited = self.material.cited(Citation(regulation, article))
        if not cited.words:
            return _LINK
        short = cited.words[:_TIP] + ("…" if len(cited.words) > _TIP else "")
        said = short if cited.official else f"（{PARAPHRASE}）{short}"
        return f'{_LINK} title="{escape(said)}"'

    def fact(self, name: str) -> str:
        """Return what is put in by name; a fact nobody knows here stays a gap to fill in."""
        return self.facts.get(name, GAP)

    def flow(self, track: Track) -> str:
        """Return the flowchart of a procedure as SVG, drawn from the table of steps and the clocks."""
        law = self.material.law
        chart = flowchart(track, law, regulation=law.in_force(self.material.day).id)
        drawn = svg(chart, self.material.notices, href=self.target)
        # A picture holds no links to a screen reader; with links in it, it is a group of them.
        return drawn.replace('role="img"', 'role="group"', 1) if self.target else drawn

    def _drawn(self, name: str, argument: str) -> str:
        if name == "flowchart":
            return f'<figure class="flow table-scroll" tabindex="0">{self.flow(Track(argument))}</figure>'
        return "\n".join(self.piece(one) for one in draw(name, argument, self.material))

    def piece(self, drawn: Drawn) -> str:
        """Return one drawing as HTML."""
        if isinstance(drawn, Table):
            return "".join(self._table(drawn))
        if isinstance(drawn, Cards):
            return "".join(self._cards(drawn))
        if isinstance(drawn, Figure):
            caption = f"<figcaption>{escape(drawn.caption)}</figcaption>" if drawn.caption else ""
            return f'<figure class="flow">{_plain_svg(drawn.svg)}{caption}</figure>'
        return f'<p class="remark">{escape(drawn.text)}</p>'

    def _table(self, table: Table) -> Iterator[str]:
        anchor = f' id="{escape(table.anchor)}"' if table.anchor else ""
        caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
        heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.head)
        yield f'<div class="table-scroll" tabindex="0"{anchor}><table class="drawn">{caption}'
        share = 100 / sum(table.widths)
        yield "".join(f'<col width="{width * share:.0f}%">' for width in table.widths)
        yield f"<thead><tr>{heads}</tr></thead><tbody>"
        for row in table.rows:
            yield from self._row(row, table.head)
        yield "</tbody></table></div>"
        if table.note:
            yield f'<div class="table-note">{self.html(table.note)}</div>'

    def _row(self, row: Row, head: tuple[str, ...]) -> Iterator[str]:
        anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
        yield f"<tr{anchor}>"
        for place, cell in enumerate(row.cells):
            address = self.entry(row.path) if row.path and place == 0 and "[[" not in cell else ""
            said = f'<p><a href="{escape(address)}">{escape(cell)}</a></p>' if address else self.html(cell)
            yield f'<td data-label="{escape(head[place]) if place < len(head) else ""}">{said}</td>'
        yield "</tr>"
        if row.under:
            yield f'<tr class="under"><td colspan="{len(head)}">{self._under(row)}</td></tr>'

    def _under(self, row: Row) -> str:
        """Return what stands under a row; the words of an entry are many and fold away."""
        said = self.html(row.under)
        if not (row.path and self.words):
            return said
        return f'<details class="more"><summary>{escape(self.words.more)}</summary>{said}</details>'

    def _cards(self, cards: Cards) -> Iterator[str]:
        yield '<div class="pieces">'
        if cards.caption:
            yield f"<h3>{escape(cards.caption)}</h3>"
        for card in cards.cards:
            yield from self._card(card)
        yield "</div>"

    def _card(self, card: Card) -> Iterator[str]:
        address = self.entry(card.path)
        title = f'<a href="{escape(address)}">{escape(card.title)}</a>' if address else escape(card.title)
        yield f'<article class="piece"><h4>{title}</h4>'
        if card.lead:
            yield f'<p class="lead">{escape(card.lead)}</p>'
        body = self.html(card.body).replace("<h2>", "<h5>").replace("</h2>", "</h5>")
        yield f'<div class="said" data-said>{body}</div>{self._copy()}' if card.spoken else body
        if card.points:
            yield f'<ul class="points">{"".join(f"<li>{escape(one)}</li>" for one in card.points)}</ul>'
        yield (f'<p class="note">{escape(card.note)}</p>' if card.note else "") + "</article>"

    def _copy(self) -> str:
        if self.words is None:
            return ""
        does = f'data-does="copy" data-copied="{escape(self.words.copied)}" data-with-script hidden'
        return f'<button type="button" class="button low" {does}>{escape(self.words.copy)}</button>'


def _drawn_in(body: str) -> bool:
    return any(DRAWING.match(line) for line in body.splitlines())


def _cited(cite: Citation, law: Lawbook, article: Callable[[Citation], str]) -> str:
    try:
        said = law.cite(cite.regulation, cite.article or None)
    except LawError:
        return escape(str(cite))
    address = article(cite)
    link = f'{_LINK} data-cite="{escape(str(cite))}" href="{escape(address)}">{escape(said)}</a>'
    return link if address else escape(said)


@lru_cache(maxsize=2048)
def _written(
    body: str, law: Lawbook, article: Callable[[Citation], str], told: tuple[tuple[str, str], ...]
) -> str:
    """Return a body without drawings as HTML: the same words are read beside many matters."""
    facts = dict(told)
    cite = partial(_cited, law=law, article=article)
    return markup.to_html(body, Puts(cite, lambda name: facts.get(name, GAP), lambda *_: ""))


def _plain_svg(svg: str) -> str:
    """Return a drawing as it may stand within a page: without the declaration of a file of its own."""
    return svg[max(svg.find("<svg"), 0) :]
