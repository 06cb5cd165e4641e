"""Two reports at once: taken up in one order, linked, and the paper that says why they belong together."""

from __future__ import annotations

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.letters import respondent_name
from xiaobao.docket.models import Link, LinkKind, Matter
from xiaobao.docket.queries import visible
from xiaobao.documents.numbering import format_date
from xiaobao.rules.repeats import Pair
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

_SAME = "两件登记的身份信息一致。"
_BY_WORDS = "登记的信息不足以核对，由认定人依认定的理由认定。"


def lock_both(matter_id: int, earlier: int, officer: Authority) -> Matter | None:
    """Lock two matters, the lower id first so that two officers never wait for each other.

    Returns the earlier one; None when it is no report within the officer's reach, or the same matter.
    """
    list(Matter.objects.select_for_update().filter(pk__in=(matter_id, earlier)).order_by("pk"))
    within = visible(officer).select_related("respondent", "office")
    return within.filter(pk=earlier, kind=Track.REPORT.value).exclude(pk=matter_id).first()


def link_with(earlier: Matter, taken: Taken, kind: LinkKind) -> None:
    """Link the matter at hand to the earlier one; a link there is already is told anew by its event.

    Both are one person's: what guards an insider in one guards them in the other (the earlier is saved here
    only for that).
    """
    if earlier.guarded != taken.matter.guarded:
        earlier.guarded = taken.matter.guarded = True
        Matter.objects.filter(pk=earlier.pk).update(guarded=True)
    Link.objects.get_or_create(
        earlier=earlier,
        later=taken.matter,
        defaults={"kind": kind, "made_at": taken.at, "made_by": taken.officer.user},
    )
    taken.data |= {"linked": earlier.number, "linked_id": earlier.pk}


def repeat_paper(
    taken: Taken, earlier: Matter, pair: Pair, *, found: str, outcome: str, new_facts: str = ""
) -> None:
    """Issue the form that stays in the file (重复举报认定表); it names no reporter and is for nobody else."""
    matter = taken.matter
    facts = {
        "matter_number": matter.number,
        "received_on": format_date(matter.received_on),
        "earlier_number": earlier.number,
        "earlier_received_on": format_date(earlier.received_on),
        "respondent": respondent_name(matter) if matter.respondent else "未载明",
        "same_person": _SAME if pair.same_person else _BY_WORDS,
        "found": found,
        "new_facts": new_facts,
        "outcome": outcome,
        "basis": taken.basis,
        "officer": taken.officer.user.name,
        "bureau": taken.rulebook.locality.bureau.name,
    }
    taken.issue("repeat_form", facts, to=[])
