"""The letter an act will issue, as it will read, before anybody signs it.

The addressee is masked as everywhere on screen and the number is not yet given; only the issuing
transaction in the docket reveals the one and takes the other.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from xiaobao.desk.screen import Asking
from xiaobao.docket.actions.issue import matter_phrase
from xiaobao.docket.models import Matter, Party
from xiaobao.documents.blocks import Block, Kind
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date
from xiaobao.documents.render import compose

UNWRITTEN = "……"
REMEDIES = "第三十九条"
"""消费者权益保护法第三十九条 lists the other ways to resolve a dispute; the letter names them by it."""


def letter(matter: Matter, parties: list[Party], act: str, ask: Asking) -> tuple[Block, ...]:
    """Return the letter as blocks; empty when there is no notice for the act or a fact is missing."""
    notice = _notice(act, matter.regulation, ask)
    if notice is None:
        return ()
    known = _facts(matter, parties, ask, notice)
    given = {fact.name: known.get(fact.name, "") for fact in notice.facts}
    try:
        blocks = compose(notice, {name: value for name, value in given.items() if value})
    except DocumentError:
        return ()
    unnumbered = _("（文号在签发时编定）")
    return tuple(replace(block, text=unnumbered) if block.kind is Kind.NUMBER else block for block in blocks)


def remedies(blocks: tuple[Block, ...]) -> str:
    """Return the paragraph of a decline letter that names the other remedies."""
    return next((block.text for block in blocks if REMEDIES in block.text), "")


def _notice(act: str, regulation: str, ask: Asking) -> Notice | None:
    fitting = (n for n in ask.rulebook.notices.values() if n.act == act and n.regulation == regulation)
    return next(fitting, None)


def _facts(matter: Matter, parties: list[Party], ask: Asking, notice: Notice) -> dict[str, str]:
    bureau = ask.rulebook.locality.bureau
    # A fact nobody has written yet is shown as a gap of the right kind.
    gaps = {"date": format_date(ask.today), "number": f"文〔{ask.today.year}〕1号", "item": "一"}
    facts = {fact.name: gaps.get(fact.kind, UNWRITTEN) for fact in notice.facts if not fact.optional}
    shown = next((party.shown_name for party in parties if party.shown_name), UNWRITTEN)
    return facts | {
        "addressee": shown,
        "received_on": format_date(matter.received_on),
        "matter": matter_phrase(matter),
        "contact": ask.officer.user.name,
        "contact_phone": bureau.phone,
        "bureau": bureau.name,
    }
