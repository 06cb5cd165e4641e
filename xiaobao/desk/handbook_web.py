"""How the handbook is put on the staff screens: with links to its law and its entries, and what is copied."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from xiaobao.desk.handbook_links import article_address, entry_address, target_address
from xiaobao.desk.screen import Asking
from xiaobao.docket.handlers_words import tables
from xiaobao.handbook import shelf
from xiaobao.handbook.material import Material
from xiaobao.handbook.web import Web, Words
from xiaobao.home import official_texts
from xiaobao.rules.handbook.book import Book


def web_of(
    ask: Asking, facts: Mapping[str, str] | None = None, book: Book | None = None, *, whole: bool = False
) -> Web:
    """Return it over the edition in service; ``facts`` of a matter are put in beside those of the bureau.

    ``whole``: a page may draw the matrix of handlers too, which is put into words for it.
    """
    rules = ask.rulebook
    material = Material(
        law=rules.law,
        book=book or shelf.in_service(),
        notices=rules.notices,
        day=ask.today,
        official=official_texts(),
        handlers=tables(rules.handlers, rules) if whole else (),
    )
    bureau = {"bureau": rules.locality.bureau.name, "phone": rules.locality.bureau.phone}
    words = Words(_("电话用语与书面答复"), _("复制"), _("已复制"))
    said = bureau | dict(facts or {})
    return Web(material, said, article_address, entry_address, target_address, words)
