"""The letter an act will issue, as it will read, before anybody signs it.

The addressee is masked as everywhere on screen and the number is not yet given; only the issuing
transaction in the docket reveals the one and takes the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from xiaobao.desk.screen import Asking
from xiaobao.docket.letters import matter_phrase, respondent_name
from xiaobao.docket.models import Matter, Party
from xiaobao.documents.blocks import Block, Kind
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date
from xiaobao.documents.redaction import mask_text
from xiaobao.documents.render import compose
from xiaobao.rules.workflow import Track

UNWRITTEN = "……"
# A date, a count or the number of a ground must look like one to be set in a letter: these look like none
# that could be meant, and are shown as gaps.
_STAND_INS = {"date": "1111年1月11日", "item": "十十十", "count": "9876"}
REMEDIES = "第三十九条"
"""消费者权益保护法第三十九条 lists the other ways to resolve a dispute; the letter names them by it."""


@dataclass(frozen=True)
class Paper:
    """One document an act may issue: its title, its form, and how it will read (empty when unknown)."""

    title: str
    form: str
    blocks: tuple[Block, ...]


def papers(
    matter: Matter,
    parties: Sequence[Party],
    acts: Sequence[str],
    ask: Asking,
    given: Mapping[str, str] | None = None,
) -> list[Paper]:
    """Return the documents of these notice acts that the regulation of the matter knows."""
    found = []
    for act in acts:
        notice = _notice(act, matter.regulation, ask)
        if notice is not None:
            found.append(Paper(notice.title, notice.form, _blocks(notice, matter, parties, ask, given or {})))
    return found


def letter(
    matter: Matter, parties: Sequence[Party], act: str, ask: Asking, given: Mapping[str, str] | None = None
) -> tuple[Block, ...]:
    """Return the letter as blocks; empty when there is no notice for the act or a fact cannot be shown.

    ``given`` are facts typed so far; what nobody has written yet is shown as a gap.
    """
    found = papers(matter, parties, [act], ask, given)
    return found[0].blocks if found else ()


def names_shown(parties: Sequence[Party]) -> str:
    """Name, masked, whom letters to the complainant go to: the representatives, or else everybody."""
    return _named([party for party in parties if party.representative]) or _named(parties) or UNWRITTEN


def _named(parties: Sequence[Party]) -> str:
    return "、".join(party.shown_name for party in parties if party.role != "agent" and party.shown_name)


def remedies(blocks: tuple[Block, ...]) -> str:
    """Return the paragraph of a decline letter that names the other remedies."""
    return next((block.text for block in blocks if REMEDIES in block.text), "")


def _notice(act: str, regulation: str, ask: Asking) -> Notice | None:
    known = ask.rulebook.notices.values()
    return next((n for n in known if n.act == act and n.regulation in (regulation, "both")), None)


def _blocks(
    notice: Notice, matter: Matter, parties: Sequence[Party], ask: Asking, given: Mapping[str, str]
) -> tuple[Block, ...]:
    known = _gaps(notice, ask) | _facts(matter, parties, ask) | {k: v for k, v in given.items() if v}
    wanted = {fact.name: known[fact.name] for fact in notice.facts if known.get(fact.name)}
    try:
        blocks = compose(notice, wanted)
    except DocumentError:
        return ()
    unnumbered = _("（文号在签发时编定）")
    return tuple(
        replace(block, text=unnumbered) if block.kind is Kind.NUMBER else _with_gaps(block)
        for block in blocks
    )


def _with_gaps(block: Block) -> Block:
    """Show what stands in for a fact nobody has written yet as a gap."""
    cells = tuple(replace(cell, text=_gapped(cell.text)) for cell in block.cells)
    return replace(block, text=_gapped(block.text), cells=cells)


def _gapped(text: str) -> str:
    for stand_in in _STAND_INS.values():
        text = text.replace(stand_in, UNWRITTEN)
    return text


def _gaps(notice: Notice, ask: Asking) -> dict[str, str]:
    gaps = {**_STAND_INS, "number": f"文〔{ask.today.year}〕1号", "flag": ""}
    return {fact.name: gaps.get(fact.kind, UNWRITTEN) for fact in notice.facts if not fact.optional}


def _facts(matter: Matter, parties: Sequence[Party], ask: Asking) -> dict[str, str]:
    bureau = ask.rulebook.locality.bureau
    first = next((party for party in parties if party.shown_name and party.role != "agent"), None)
    shown = names_shown(parties)
    return {
        "addressee": shown,
        "name": shown,
        "complainant": _named(parties) or UNWRITTEN,
        "complainant_phone": first.shown_phone if first else "",
        "complainant_side": _named(parties) or UNWRITTEN,
        "respondent": respondent_name(matter),
        "respondent_side": respondent_name(matter),
        "respondent_address": matter.respondent.address if matter.respondent else "",
        "dispute": _dispute(matter),
        "received_on": format_date(matter.received_on),
        "matter": matter_phrase(matter),
        "matter_number": matter.number,
        "track": Track(matter.kind).label,
        "contact": ask.officer.user.name,
        "contact_phone": bureau.phone,
        "phone": bureau.phone,
        "postal": bureau.address,
        "bureau": bureau.name,
        "issued_on": format_date(ask.today),
        "mediators": ask.officer.user.name,
    }


def _dispute(matter: Matter) -> str:
    words = matter.submission
    told, requests = mask_text(words.content.strip()), mask_text(words.requests.strip())
    return f"{told}\n投诉请求：{requests}" if requests else told
