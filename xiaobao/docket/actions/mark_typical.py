"""Mark a closed complaint as a typical case of a key industry (标为典型案例), with what to learn from it."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.industries import belonging, one_of_ours
from xiaobao.docket.models import Matter, TypicalCase
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.docket.shield import cover
from xiaobao.refusals import NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 500


def mark_typical(
    *, industry: str, number: str, words: str, officer: Authority, at: datetime, address: str = ""
) -> TypicalCase:
    """Mark the complaint of this number; a second time for the same industry changes the sentence.

    ``words`` are kept without a trace of the people of the matter. Raises NotAllowed, NotFound, Refused
    (number, words), Unavailable.
    """
    ours, office = one_of_ours(officer, industry, current())
    if not words.strip() or len(words) > LONGEST:
        raise _refused("words", f"请用一两句话写明值得借鉴的地方，最多{LONGEST}字。")
    with writing():
        found = visible(officer).filter(belonging(ours), office=office, number=number.strip())
        matter = _checked(found.first())
        case, _new = TypicalCase.objects.update_or_create(
            matter=matter,
            industry=ours.id,
            dropped_on=None,
            defaults={"words": cover(matter, words.strip()), "by": officer.user, "at": at},
        )
        record(
            act="typical.marked", subject=f"matter:{matter.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"number": matter.number, "industry": ours.id},
        )  # fmt: skip
    return case


def drop_typical(*, case_id: int, officer: Authority, at: datetime, address: str = "") -> TypicalCase:
    """Show a case no longer (不再作为典型案例). Raises NotAllowed, NotFound."""
    rulebook = current()
    with writing():
        case = TypicalCase.objects.select_for_update().filter(pk=case_id, dropped_on=None).first()
        if case is None or not visible(officer).filter(pk=case.matter_id).exists():
            raise NotFound("没有这个典型案例。")
        one_of_ours(officer, case.industry, rulebook)
        case.dropped_on = rulebook.today(at)
        case.save(update_fields=["dropped_on"])
        record(
            act="typical.dropped", subject=f"matter:{case.matter_id}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"industry": case.industry},
        )  # fmt: skip
    return case


def _checked(matter: Matter | None) -> Matter:
    if matter is None:
        raise _refused("number", "本单位没有属于这个行业、编号是这个的来件，请核对登记编号。")
    if matter.kind != "complaint":
        raise _refused("number", "举报不作为典型案例：以免从案情看出是谁举报的。")
    if matter.is_open:
        raise _refused("number", "这件投诉还没有办结，办结后再标为典型案例。")
    return matter


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
