"""What the letters of a matter say of it, and whom they are for; people are named in full only here.

A letter to the complainant is opened from the vault inside the transaction that issues it. With joint
complainants (令121 第十二条) the elected representatives stand for all; without any, everybody is named.
"""

from __future__ import annotations

from dataclasses import replace

from xiaobao.docket.actions.issue import To
from xiaobao.docket.models import Matter, Party
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.wording import cover
from xiaobao.documents.numbering import format_date
from xiaobao.documents.redaction import mask_name
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import Person, keep, reveal

ADDRESS = "联系地址"
"""The key under which ``vault.Person.more`` holds a postal address given at our counter."""


def opening_facts(
    matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return the facts that Forms 5 and 6 share. The complainant is named in full: it is their letter.

    ``addressee`` is what the officer typed where the export gave only a masked name. Raises Refused when
    there is no full name to address the letter to.
    """
    return {
        "addressee": complainant_name(matter, typed=addressee),
        "received_on": format_date(matter.received_on),
        **contact_facts(matter, officer=officer, rulebook=rulebook),
    }


def contact_facts(matter: Matter, *, officer: Authority, rulebook: Rulebook) -> dict[str, str]:
    """Return what nearly every letter says: the matter, who handles it, and the bureau."""
    bureau = rulebook.locality.bureau
    return {
        "matter": matter_phrase(matter),
        "contact": officer.user.name,
        "contact_phone": bureau.phone,
        "bureau": bureau.name,
    }


def complainants(matter: Matter) -> list[Party]:
    """Return who complains (or reports), in the order registered."""
    return [p for p in matter.parties.select_related("identity").order_by("id") if p.role != "agent"]


def speakers(matter: Matter) -> list[Party]:
    """Return whom letters go to: the elected representatives, or else every complainant."""
    everyone = complainants(matter)
    return [party for party in everyone if party.representative] or everyone


def complainant_name(matter: Matter, *, typed: str = "") -> str:
    """Return the full names of the speakers, joined by 、; what is typed fills a name masked at source.

    Raises Refused when somebody has no full name.
    """
    return "、".join(_full_name(party, typed.strip()) for party in speakers(matter))


def to_complainant(matter: Matter) -> list[To]:
    """Return the complainant's side as addressees, masked."""
    return [To("complainant", party, party.shown_name) for party in speakers(matter)]


def to_respondent(matter: Matter) -> list[To]:
    """Return the respondent as addressee."""
    return [To("respondent", None, respondent_name(matter))]


def respondent_name(matter: Matter) -> str:
    """Return the respondent's name, 被投诉人 (被举报人) when none is recorded."""
    if matter.respondent:
        return matter.respondent.name
    return "被投诉人" if matter.kind == "complaint" else "被举报人"


def person_of(party: Party) -> Person:
    """Open who a party is. Only to write a letter or a form, inside the transaction that issues it."""
    return reveal(party.identity) if party.identity else Person()


def matter_phrase(matter: Matter) -> str:
    """Say what a complaint is about, for 关于…的投诉: respondent and class of goods, never a person."""
    respondent = respondent_name(matter)
    return f"{respondent}（{matter.category}）" if matter.category else respondent


def _full_name(party: Party, typed: str) -> str:
    known = person_of(party)
    name = typed if party.masked_at_source or not known.name else known.name
    if not name or "*" in name:
        sentence = "导出文件只有脱敏姓名，请填写投诉人全名：文书要写明送达对象。"
        raise Refused(sentence, fields={"addressee": sentence})
    if name != known.name:
        party.identity, party.masked_at_source = keep(replace(known, name=name)), False
        party.shown_name = mask_name(name)
        party.save()
        # The name may stand in words that were stored before it was known.
        cover(party.matter, (name,))
    return name
