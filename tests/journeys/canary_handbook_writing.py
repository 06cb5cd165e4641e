"""Where the handbook is written: proposals, drafts, editions; a number somebody types is masked for all."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.canary_house import House
from xiaobao.handbook.models import Draft, Proposal

ENTRY = "steps/complaint-received.md"


def write_a_draft(house: House) -> None:
    """Have 陈思远 propose and 程默 begin, so that every address has something to show."""
    proposed = {"path": ENTRY, "title": "写明告知什么", "words": "现在没有写。"}
    assert house.client("chensiyuan").post("/handbook/proposals/new/", proposed).status_code == 302
    begun = {"path": ENTRY, "what": "change"}
    assert house.client("chengmo").post("/handbook/drafts/new/", begun).status_code == 302


def writing() -> Iterator[str]:
    """Yield the addresses; one at least of each kind, for an address answers without any too."""
    yield from ("/handbook/proposals/", "/handbook/proposals/new/", f"/handbook/proposals/new/?path={ENTRY}")
    yield from ("/handbook/drafts/", "/handbook/drafts/?shown=done", "/handbook/drafts/new/")
    yield from ("/handbook/editions/", "/handbook/editions/next/", "/handbook/editions/1/")
    yield from ("/handbook/editions/1/1/", "/handbook/history/step/complaint-received/")
    yield from ("/handbook/citations/?cite=受理", f"/handbook/drafts/new/?path={ENTRY}")
    for key in [*Proposal.objects.values_list("pk", flat=True)[:1], 999]:
        yield f"/handbook/proposals/{key}/"
    for key in [*Draft.objects.values_list("pk", flat=True)[:1], 999]:
        page = f"/handbook/drafts/{key}/"
        yield from (page, *(f"{page}{part}/" for part in ("edit", "preview", "comment")))
