"""What stands around one finding by its kind: two texts, a network, a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.screen import Asking
from xiaobao.docket.finding_page import FindingPage
from xiaobao.docket.group_page import group_page
from xiaobao.docket.models import FindingKind
from xiaobao.docket.ring_page import ring_page
from xiaobao.docket.twin_page import twin_page

CHAPTERS: Mapping[str, str] = {
    FindingKind.RING: "chapters/professional-claims.md",
    FindingKind.GROUP: "chapters/group-complaints.md",
}
"""The chapter of the handbook on findings of a kind; what it says comes first, not the machine."""
ARTICLES: Mapping[str, str] = {
    "first": "14", "repeat": "35(2)", "same": "16[2]", "clock": "15(1)", "joint": "12", "daily": "16[3]",
    "police": "42", "analyse": "38",
}  # fmt: skip
"""What the proposals stand on, in 令121."""


def around_finding(page: FindingPage, ask: Asking, other: str = "") -> dict[str, Any]:
    """Return the context of the page of a finding; ``other`` is which matter of a twin is compared.

    Raises Unavailable where a look at a report cannot be written down.
    """
    kind = page.finding.kind
    shown: dict[str, Any] = {"page": page, "finding": page.finding, "chapter": _chapter(kind)}
    shown["cites"] = {name: page.cite(article) for name, article in ARTICLES.items()}
    if kind == FindingKind.TWIN:
        shown["twin"] = twin_page(
            page, ask.officer, at=ask.now, rulebook=ask.rulebook, address=ask.address,
            other=int(other[:18]) if other.isdecimal() else 0,
        )  # fmt: skip
    elif kind == FindingKind.RING:
        shown["ring"] = ring_page(page, ask.officer, ask.rulebook)
    elif kind == FindingKind.GROUP:
        shown["group"] = group_page(page, ask.officer)
    return shown


def _chapter(kind: str) -> str:
    path = CHAPTERS.get(kind)
    return entry_address(path) if path else ""
