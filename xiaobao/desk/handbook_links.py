"""Where the handbook's entries and the articles it cites are opened on the staff screens."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from xiaobao.documents.flow_svg import Target
from xiaobao.law import citation
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.entry import Citation
from xiaobao.rules.handbook.kinds import Kind

HIDDEN = (Kind.QUESTION,)
"""What has no page of its own: a question shown with its answer is none any more."""


def article_address(cite: Citation) -> str:
    """Return where the words of a citation stand; empty where the law has no pages."""
    try:
        page = reverse("law-text", kwargs={"regulation": cite.regulation})
    except NoReverseMatch:
        return ""
    return f"{page}#a{citation.parse(cite.article).article}" if cite.article else page


def entry_address(path: str) -> str:
    """Return where an entry is read; empty for a kind that has no page."""
    kind = entries.kind_of(path)
    if kind in HIDDEN:
        return ""
    slug = path.rpartition("/")[2].removesuffix(".md")
    return reverse("handbook-entry", kwargs={"folder": kind.folder, "slug": slug})


def target_address(target: Target) -> str:
    """Return where a part of a flowchart leads: an article, or a place on the page of the chart."""
    if target.kind == "article":
        regulation, _colon, article = target.key.partition(":")
        return article_address(Citation(regulation, article))
    if target.kind == "phrases":
        track, _colon, state = target.key.partition(":")
        return reverse("handbook-flow", kwargs={"track": track}) + f"#said-{state}"
    return ""


def address_of(name: str, **named: str) -> str:
    """Return the address of a page that another part of the handbook brings; empty where there is none."""
    try:
        return reverse(name, kwargs=named or None)
    except NoReverseMatch:
        return ""
