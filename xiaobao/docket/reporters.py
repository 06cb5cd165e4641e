"""Who reports, as the rules and the letters of a report need it: named or not, within reach or not.

A name is opened only to address a letter, inside the transaction that issues it (令121 第三十七条).
"""

from __future__ import annotations

from xiaobao.docket.actions.issue import To
from xiaobao.docket.letters import complainant_name, speakers
from xiaobao.docket.models import Matter, Party, Role, Side
from xiaobao.refusals import Refused

UNNAMED = "举报人"
_PLATFORM = "platform_12315"
"""Whoever reports there has an account, and is told there whatever name was given to us."""


def reporters(matter: Matter) -> list[Party]:
    """Return who reports; nobody where the bureau found the lead itself."""
    return [party for party in speakers(matter) if party.role == Role.REPORTER]


def is_named(matter: Matter) -> bool:
    """Tell whether anybody gave a name (实名举报)."""
    return any(party.named for party in reporters(matter))


def is_reachable(matter: Matter) -> bool:
    """Tell whether there is a way to the reporter: the platform, a phone or an address."""
    found = reporters(matter)
    told = any(party.shown_phone or party.has_address for party in found)
    return bool(found) and (told or matter.source == _PLATFORM)


def reporter_name(matter: Matter, *, typed: str = "") -> str:
    """Return the full name to address a letter to; who gave none is addressed as 举报人.

    Raises Refused when the export gave a masked name and nothing was typed in its place.
    """
    if not is_named(matter):
        return UNNAMED
    try:
        return complainant_name(matter, typed=typed)
    except Refused as refusal:
        sentence = "导出文件只有脱敏姓名，请填写举报人全名：文书要写明送达对象。"
        raise Refused(sentence, fields={"addressee": sentence}) from refusal


def to_reporters(matter: Matter) -> list[To]:
    """Return the reporters as addressees, masked."""
    return [To(Side.REPORTER, party, party.shown_name or UNNAMED) for party in reporters(matter)]
