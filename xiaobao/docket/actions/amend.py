"""Bring a matter up to a newer export of the same row, except where a clock stands on what would change."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from xiaobao.docket import clockwork, search
from xiaobao.docket.actions.register import category_of, party_row, path_text, searchable, subject_of
from xiaobao.docket.chronicle import Step, state_after, steps
from xiaobao.docket.enterprises import find_or_add, named_by
from xiaobao.docket.models import Event, HeldChange, ImportBatch, Matter
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.intake.registration import Registration
from xiaobao.rules.workflow import State
from xiaobao.staff.models import Office
from xiaobao.vault.identities import Person, keep, reveal

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
    clocks stand on them. Without ``batch`` nothing is written (a dry run).
    """
    matter = Matter.objects.select_for_update().get(pk=matter_id)
    held = _held_field(matter, row)
    if held:
        return _hold(matter, row, held, batch)
    if batch:
        _apply(matter, row, batch, rulebook, at)
    return Amendment.UPDATED


def _held_field(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    if row.kind != matter.kind:
        return ("kind", matter.kind, row.kind)
    if row.received_at != matter.received_at:
        present = matter.received_at.astimezone(SHANGHAI).isoformat()
        return ("received_at", present, row.received_at.astimezone(SHANGHAI).isoformat())
    decided = _track(matter).decision
    if decided and row.decision != decided:
        return ("decision", decided, row.decision)
    return None


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
    changed = _rewrite(matter, row, batch, rulebook)
    new = _new_steps(matter, row)
    for step in new:
        clockwork.advance(matter, act=step.act, on=_day(step.at), rulebook=rulebook)
    told = tuple(step for step in steps(row))
    matter.state = state_after(row.kind, told)[0].value if new else matter.state
    matter.is_open = matter.state != State.CLOSED
    _update_track(matter, row)
    matter.version += 1
    matter.save()
    Event.objects.bulk_create(
        [_event(matter, step.act.value, step.at, at, batch, dict(step.data)) for step in new]
        + [_event(matter, "amend", None, at, batch, {"fields": sorted(changed)})]
    )


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
    known = set(matter.events.values_list("verb", flat=True))
    return [step for step in steps(row) if step.act.value not in known]


def _rewrite(matter: Matter, row: Registration, batch: ImportBatch, rulebook: Rulebook) -> set[str]:
    """Put the row's words and places over the old ones; returns the names of what changed."""
    before = _words(matter)
    _move_search(matter, row)
    submission = matter.submission
    submission.title, submission.content = row.title[:200], row.content
    submission.requests = ",".join(row.requests)[:200]
    submission.object_path, submission.problem_path = path_text(row.object_path), path_text(row.problem_path)
    submission.sales_mode, submission.reply, submission.extra = row.sales_mode[:32], row.reply, row.extra
    submission.digest, submission.batch, submission.row = row.digest, batch, row.row
    submission.save()
    enterprises = find_or_add([row])
    named = named_by(row)
    matter.respondent_id = enterprises[named] if named else None
    matter.office = Office.objects.get(code=rulebook.locality.office_called(row.office_name))
    matter.category, matter.subject = category_of(row), subject_of(row)
    matter.amount, matter.place = row.amount, row.place[:128]
    _update_person(matter, row)
    after = _words(matter)
    return {name for name in after if after[name] != before[name]}


def _words(matter: Matter) -> dict[str, object]:
    shown = {name: getattr(matter.submission, name) for name in SHOWN}
    return shown | {"office": matter.office_id, "respondent": matter.respondent_id, "amount": matter.amount}


def _move_search(matter: Matter, row: Registration) -> None:
    submission, respondent = matter.submission, matter.respondent
    named = (respondent.name, respondent.address) if respondent else ("", "")
    words = (submission.title, submission.content, submission.object_path, submission.problem_path)
    old = search.text_of(matter.number, matter.external_id, *named, *words)
    search.replace(matter.pk, old, searchable(matter.number, row))


def _update_person(matter: Matter, row: Registration) -> None:
    party = matter.parties.select_related("identity").get()
    person = Person(name=row.person_name, phone=row.person_phone)
    if party.identity and reveal(party.identity) == person:
        return
    # The old envelope stays: what was known when a document was issued remains provable.
    party.shown_name, party.shown_phone, party.named, party.masked_at_source = party_row(
        matter.pk, row, None
    )[2:6]
    party.identity = keep(person)
    party.save()


def _track(matter: Matter) -> Any:
    return matter.complaint if matter.kind == "complaint" else matter.report


def _update_track(matter: Matter, row: Registration) -> None:
    track = _track(matter)
    track.decision = row.decision or track.decision
    track.decided_on = _day(row.decided_at) or track.decided_on
    if matter.kind == "complaint":
        track.decline_reason = row.decline_reason or track.decline_reason
        track.outcome, track.concluded_on = row.outcome, _day(row.closed_at) if row.outcome else None
        track.recovered, track.diversion = row.recovered, row.diversion
        track.satisfaction = row.satisfaction[:16]
    else:
        track.fined, track.confiscated = row.fined, row.confiscated
    track.save()


def _day(moment: datetime | None) -> Any:
    return moment.astimezone(SHANGHAI).date() if moment else None
