"""What a citation of the handbook says: the official words where they are loaded, else our paraphrase."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from xiaobao.law import Lawbook, citation, official, wording
from xiaobao.law.regulation import Regulation
from xiaobao.rules.handbook.entry import Citation

PARAPHRASE = "转述，以官方文本为准"
"""What stands beside words that are not the official ones."""


class Cited(NamedTuple):
    """``citation`` in full (《…》第十五条第一款), its ``words``, whether those are the ``official`` ones."""

    citation: str
    words: str
    official: bool


def words_of(lawbook: Lawbook, cite: Citation, official_folder: Path) -> Cited:
    """Return what a citation says; a whole regulation has no words.

    ``official_folder`` is ``xiaobao.home.official_texts()``. Raises UnknownRegulation, UnknownArticle, and
    UnfitText where a loaded text is damaged.
    """
    regulation = lawbook.regulation(cite.regulation)
    full = lawbook.cite(cite.regulation, cite.article or None)
    if not cite.article:
        return Cited(full, "", official=False)
    published = published_words(regulation, cite.article, official_folder)
    if published:
        return Cited(full, published, official=True)
    return Cited(full, paraphrase(regulation, cite.article), official=False)


def published_words(regulation: Regulation, article: str, official_folder: Path) -> str:
    """Return an article, paragraph or item ("15(1)") in its official words; empty where none are loaded.

    A text that counts its paragraphs otherwise than the law file says the whole article.
    """
    where = citation.parse(article)
    words = official.article(official_folder, regulation.id, str(where.article))
    if not words:
        return ""
    if len(wording.paragraphs(words)) != len(regulation.articles.get(str(where.article), ())):
        where = replace(where, paragraph=0, item=where.item if where.paragraph <= 1 else 0)
    return wording.part(words, where) or ""


def paraphrase(regulation: Regulation, article: str) -> str:
    """Return what the law file says of an article, paragraph or item; raises UnknownArticle."""
    said = regulation.provision(article).text
    item = _item(regulation, article)
    return f"{said}\n（{citation.numeral(citation.parse(article).item)}）{item}" if item else said


def _item(regulation: Regulation, article: str) -> str:
    lists = (regulation.decline_grounds, regulation.termination_grounds, regulation.factors)
    for ground in (one for rows in lists for one in rows):
        if ground.article == article:
            return ground.text
    for held in regulation.lists.values():
        for one in held.items:
            if held.cites(one.number) == article:
                return one.text
    return ""
