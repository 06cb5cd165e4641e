"""The masked copy (遮盖件) of a document of a report: what an officer reads without the reporter's name.

Letters to a reporter and the registration form name the reporter in full, because they must (文书式样二、十).
So a report's documents are shown as copies made from the same text, with everything that leads to the people
of the matter covered. The machine opens who they are to find them in the text; nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from xiaobao.docket import cabinet, halves
from xiaobao.docket.actions.make import opened
from xiaobao.docket.models import Document, Party, Side
from xiaobao.docket.rulebook import current
from xiaobao.documents import paper, pdf, word
from xiaobao.documents.blocks import Block, Kind, fill
from xiaobao.documents.redaction import mask_name, mask_phone, scrub
from xiaobao.refusals import Unavailable
from xiaobao.rules.workflow import Track
from xiaobao.staff.models import User
from xiaobao.vault import identities
from xiaobao.vault.identities import Person
from xiaobao.vault.sealing import unseal

COVERED = "（已遮盖）"
NOTICE = "遮盖件：举报人信息已经遮盖，仅供内部查阅，不用于送达。"
# A single character is in every other word; a sex or an age leads to nobody.
_SHORTEST_NAME, _SHORTEST_REST = 2, 4


def shown_file(document: Document, form: str) -> tuple[bytes, bool]:
    """Return the file ("docx" or "pdf") as an officer may read it, and whether it is a masked copy.

    Of a report, or of a letter that was divided into one, that is the masked copy, laid out now and kept
    nowhere; a letter to another authority that names nobody of ours goes out as issued. Raises Unavailable.
    """
    if not _leads_to_a_reporter(document):
        return opened(document, form), False
    if not document.paper:
        raise Unavailable("这份文书没有可以遮盖的文本，请按规定查阅原件。")
    with cabinet.told():
        blocks = masked_blocks(document)
        if blocks is None:
            return opened(document, form), False
        write = word.write if form == "docx" else pdf.write
        return write(document.title, blocks), True


def masked_blocks(document: Document) -> tuple[Block, ...] | None:
    """Return the text of a document with its people covered and the notice on top; None: nobody is in it."""
    whole = paper.load(unseal(bytes(document.paper), about=b"paper"))
    covers = list(_covers(document.matter_id))
    covered = tuple(fill(whole, lambda text: _covered(text, covers)))
    if covered == tuple(whole) and _is_for_others(document):
        return None
    ours = _ours()
    title, *rest = fill(covered, lambda text: _scrubbed(text, ours))
    return (title, Block(Kind.LINE, NOTICE), *rest)


def _leads_to_a_reporter(document: Document) -> bool:
    """Tell whether a document is of a report, or holds the words of a letter from before its division."""
    if document.matter.kind == Track.REPORT:
        return True
    replaced = document.voided_at is not None and document.series in halves.FORMS
    return replaced and halves.is_divided(document.matter)


def _is_for_others(document: Document) -> bool:
    """Tell whether a document goes to other authorities alone: what is in it was written for them to read."""
    sides = set(document.addressees.values_list("side", flat=True))
    return sides == {Side.OTHER.value}


def _covered(text: str, covers: list[tuple[re.Pattern[str], str]]) -> str:
    for found, cover in covers:
        text = found.sub(cover, text)
    return text


def _ours() -> re.Pattern[str]:
    """Find what is no secret: the bureau's own telephone and its officers, who stand on every letter."""
    names = sorted(set(User.objects.values_list("name", flat=True)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, (current().locality.bureau.phone, *filter(None, names)))))


def _scrubbed(text: str, ours: re.Pattern[str]) -> str:
    """Mask whom the text introduces, and numbers; what is ours stays as it is."""
    kept = ours.findall(text)
    parts = [scrub(part) for part in ours.split(text)]
    return "".join(part + mine for part, mine in zip_longest(parts, kept, fillvalue=""))


def _covers(matter_id: int) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what to look for and what stands in its place, the longest first."""
    parties = Party.objects.select_related("identity").filter(matter=matter_id, identity__isnull=False)
    known = {
        value: cover
        for party in parties
        if party.identity is not None
        for value, cover in _told(identities.reveal(party.identity))
    }
    for value in sorted(known, key=len, reverse=True):
        yield re.compile(r"\s*".join(map(re.escape, "".join(value.split())))), known[value]


def _told(person: Person) -> Iterator[tuple[str, str]]:
    if "*" not in person.name and len(person.name.strip()) >= _SHORTEST_NAME:
        yield person.name, mask_name(person.name)
    rest = [(person.phone, mask_phone(person.phone)), *((value, COVERED) for value in person.more.values())]
    yield from ((value, cover) for value, cover in rest if len(value.strip()) >= _SHORTEST_REST)
