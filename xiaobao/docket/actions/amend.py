"""Bring a matter up to a newer export of the same row, except where a clock stands on what would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from xiaobao.docket import clockwork, search
from xiaobao.docket.actions.register import (
    category_of,
    indexed,
    kept_beside,
    party_row,
    path_text,
    person_of,
    subject_of,
)
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.chronicle import Step, state_after, steps
from xiaobao.docket.contradictions import WAITS, contradiction, done_here, ended_here, track_of
from xiaobao.docket.enterprises import find_or_add, named_by
from xiaobao.docket.letters import ADDRESS, complainants
from xiaobao.docket.models import Event, HeldChange, ImportBatch, Matter
from xiaobao.docket.report_exports import keep_amounts
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.wording import Came, keep_original, laid_open, names_of
from xiaobao.documents.redaction import mask_name
from xiaobao.intake.registration import Registration
from xiaobao.rules.workflow import FINAL, Act, State
from xiaobao.staff.models import Office
from xiaobao.vault.identities import Person, keep, reveal
from xiaobao.vault.texts import open_fields

_DIVIDED = ("title", "content", "requests")
SHOWN = ("title", "content", "requests", "object_path", "problem_path", "sales_mode", "reply")


class Amendment(Enum):
    """What came of a changed row."""

    UPDATED = "updated"
    HELD = "held"
    ALREADY_DECIDED = "already decided"


def amend(
    *, matter_id: int, row: Registration, batch: ImportBatch | None, rulebook: Rulebook, at: datetime
) -> Amendment:
    """Apply a changed row, or hold it for a person. The caller holds the transaction.

    Held are a changed received moment, a changed track, and a decision that contradicts the one recorded:
    clocks stand on them. A received moment a person has dismissed stays out, and the rest of its row comes
    in. Without ``batch`` nothing is written (a dry run).
    """
    matter = Matter.objects.select_for_update().get(pk=matter_id)
    held = contradiction(matter, row)
    if held:
        return _hold(matter, row, held, batch)
    if batch:
        _apply(matter, row, batch, rulebook, at)
    return Amendment.UPDATED


def _hold(
    matter: Matter, row: Registration, held: tuple[str, str, str], batch: ImportBatch | None
) -> Amendment:
    field, present, proposed = held
    before = HeldChange.objects.filter(matter=matter, field=field, digest=row.digest).first()
    if before is not None:
        return Amendment.HELD if before.decided_at is None else Amendment.ALREADY_DECIDED
    if batch:
        HeldChange.objects.create(
            matter=matter,
            batch=batch,
            row=row.row,
            field=field,
            present=present,
            proposed=proposed,
            digest=row.digest,
        )
    return Amendment.HELD


def _apply(matter: Matter, row: Registration, batch: ImportBatch, rulebook: Rulebook, at: datetime) -> None:
    row, came = laid_open(row, also=names_of(matter))
    changed = _rewrite(matter, row, came, batch, rulebook)
    new = _new_steps(matter, row)
    clockwork.follow_source(matter, row)
    for step in new:
        clockwork.advance(matter, act=step.act, on=_day(step.at), rulebook=rulebook, finished=row.closed)
    if new:
        matter.state = _state(matter, row).value
    matter.is_open = matter.state not in FINAL
    if not matter.is_open:
        # What a source tells late of a matter that is over begins clocks that have nothing left to count.
        clockwork.advance(matter, act=Act.CLOSE, on=_day(row.closed_at), rulebook=rulebook)
    matter.unclocked = unclocked(matter)
    told = {"fields": sorted(changed)} | _other_day(matter, row)
    _update_track(matter, row)
    matter.version += 1
    matter.save()
    Event.objects.bulk_create(
        [_event(matter, step.act.value, step.at, at, batch, dict(step.data)) for step in new]
        + [_event(matter, "amend", None, at, batch, told)]
    )


def _state(matter: Matter, row: Registration) -> State:
    """Return the state after all that is known: the decision taken here and what the row says came of it."""
    known = replace(row, decision=row.decision or track_of(matter).decision)
    return state_after(row.kind, steps(known))


def _other_day(matter: Matter, row: Registration) -> dict[str, Any]:
    """Note the day the source gives for a decision that is recorded, and counted from, on another day."""
    recorded, said = track_of(matter).decided_on, _day(row.decided_at)
    return {"source_decided_on": said.isoformat()} if recorded and said and said != recorded else {}


def _event(
    matter: Matter,
    verb: str,
    occurred: datetime | None,
    at: datetime,
    batch: ImportBatch,
    data: dict[str, Any],
) -> Event:
    return Event(matter=matter, verb=verb, occurred_at=occurred, recorded_at=at, batch=batch, data=data)


def _new_steps(matter: Matter, row: Registration) -> list[Step]:
    if matter.state in WAITS and not row.decision:
        return []
    known = set(matter.events.values_list("verb", flat=True))
    return [step for step in steps(row) if step.act.value not in known]


def _rewrite(
    matter: Matter, row: Registration, came: Came, batch: ImportBatch, rulebook: Rulebook
) -> set[str]:
    """Put the row's words and places over the old ones; returns the names of what changed."""
    row, came = _this_half(matter, row, came)
    before, stood = _words(matter), indexed(matter)
    submission = matter.submission
    keep_original(submission, came)
    submission.title, submission.content = row.title, row.content
    submission.requests = ",".join(row.requests)
    submission.object_path, submission.problem_path = path_text(row.object_path), path_text(row.problem_path)
    submission.sales_mode, submission.reply = row.sales_mode, row.reply
    submission.extra = kept_beside(row, rulebook)
    submission.digest, submission.batch, submission.row = row.digest, batch, row.row
    submission.save()
    enterprises = find_or_add([row])
    named = named_by(row)
    if not done_here(matter, Act.SUPPLEMENT):
        matter.respondent_id = enterprises[named] if named else None
    if not done_here(matter, Act.ASSIGN, Act.HAND_BACK):
        matter.office = Office.objects.get(code=rulebook.locality.office_called(row.office_name))
    matter.category, matter.subject = category_of(row), subject_of(row)
    matter.amount, matter.place = row.amount, row.place[:128]
    search.replace(matter.pk, stood, indexed(matter))
    _update_person(matter, row)
    after = _words(matter)
    return {name for name in after if after[name] != before[name]}


def _this_half(matter: Matter, row: Registration, came: Came) -> tuple[Registration, Came]:
    """Keep the words of a divided letter as an officer divided them: the export only knows the whole."""
    if not done_here(matter, Act.SPLIT):
        return row, came
    words = matter.submission
    requests = tuple(request for request in words.requests.split(",") if request)
    divided = replace(row, title=words.title, content=words.content, requests=requests)
    kept = open_fields(words.original) if words.original else {}
    whole = {name: told for name, told in came.items() if name not in _DIVIDED}
    return divided, whole | {name: kept[name] for name in _DIVIDED if name in kept}


def _words(matter: Matter) -> dict[str, object]:
    shown = {name: getattr(matter.submission, name) for name in SHOWN}
    return shown | {"office": matter.office_id, "respondent": matter.respondent_id, "amount": matter.amount}


def _update_person(matter: Matter, row: Registration) -> None:
    party = complainants(matter)[0]
    person = person_of(row)
    known = reveal(party.identity) if party.identity else Person()
    if ADDRESS in known.more:
        # A postal address given at our counter is not in the export, and is not lost to it.
        person = replace(person, more={ADDRESS: known.more[ADDRESS], **person.more})
    if mask_name(known.name) == person.name:
        # Masked at source, and an officer has since written the full name for a letter: the name stands.
        person, row = replace(person, name=known.name), replace(row, person_name=known.name)
    if known == person:
        return
    # The old envelope stays: what was known when a document was issued remains provable.
    party.shown_name, party.shown_phone, party.named, party.masked_at_source = party_row(
        matter.pk, row, None
    )[2:6]
    party.identity = keep(person)
    party.save()


def _update_track(matter: Matter, row: Registration) -> None:
    track = track_of(matter)
    track.decision = row.decision or track.decision
    track.decided_on = track.decided_on or _day(row.decided_at)
    if matter.kind == "complaint":
        _update_complaint(matter, row)
    else:
        keep_amounts(matter.report, row)
    track.save()


def _update_complaint(matter: Matter, row: Registration) -> None:
    """Bring the complaint up to the row; what an officer has recorded here, an older export does not undo."""
    complaint, here = matter.complaint, bool(ended_here(matter))
    complaint.decline_reason = row.decline_reason or complaint.decline_reason
    if row.diversion or not matter.diversions.exists():
        complaint.diversion = row.diversion
    complaint.satisfaction = row.satisfaction[:16] or complaint.satisfaction
    if not here:
        complaint.outcome, complaint.concluded_on = row.outcome, _day(row.closed_at) if row.outcome else None
    complaint.recovered = row.recovered if row.recovered is not None or not here else complaint.recovered


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(SHANGHAI).date() if moment else None
