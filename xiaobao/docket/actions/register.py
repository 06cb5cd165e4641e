"""Register matters: the received moment is a fact of the source, everything else follows from it.

办法第八条: complaints and reports arrive by the 12315 platform and hotline or a published address or
window; 12345 work orders are entered as what they are. One call registers many rows in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from stdnum.cn import uscc

from xiaobao.docket import bulk, search, watch
from xiaobao.docket.chronicle import Step, state_after, steps
from xiaobao.docket.clock_row import ClockRow
from xiaobao.docket.enterprises import find_or_add, named_by
from xiaobao.docket.letters import ADDRESS
from xiaobao.docket.models import (
    Clock,
    Complaint,
    Event,
    ImportBatch,
    Matter,
    Party,
    Report,
    Submission,
)
from xiaobao.docket.numbers import take
from xiaobao.docket.reckoning import clock_rows, queue_position
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.wording import Came, laid_open
from xiaobao.docket.wording import indexed as indexed
from xiaobao.documents.redaction import mask_name, mask_phone, mask_text
from xiaobao.intake.registration import Registration
from xiaobao.rules.standing import why_no_clock
from xiaobao.rules.workflow import FINAL, State
from xiaobao.staff.models import Office, User
from xiaobao.vault.identities import Person, sealed_row
from xiaobao.vault.models import Identity, SealedText
from xiaobao.vault.texts import sealed_fields


@dataclass(frozen=True, slots=True)
class _Opened:
    """One matter about to be written: the row as it lies open, what came, what follows, the ids it takes."""

    row: Registration
    came: Came
    matter_id: int
    number: str
    received_on: date
    regulation: str
    told: tuple[Step, ...]
    state: State
    clocks: tuple[ClockRow, ...]
    identity_id: int | None
    original_id: int | None


def register_many(
    rows: Sequence[Registration],
    *,
    batch: ImportBatch | None,
    rulebook: Rulebook,
    at: datetime,
    by: User | None = None,
    told: Mapping[str, object] | None = None,
) -> list[int]:
    """Register every row as a new matter, all or none; returns the matters' ids in the same order.

    ``by`` is the officer at the desk, ``told`` what the event of registering says; an import has neither.
    None of the rows is in the docket yet. Raises NotInForce where no regulation was on a received day.
    """
    with transaction.atomic():
        opened = _open(rows, rulebook)
        _write_matters(opened, rulebook)
        _write_tracks(opened, batch, rulebook)
        _write_people(opened)
        _write_history(opened, batch, at, by, told, rulebook)
        search.add((item.matter_id, searchable(item.number, item.row)) for item in opened)
    return [item.matter_id for item in opened]


def searchable(number: str, row: Registration) -> str:
    """Return the text a matter is found by, as it is stored, so that it can be found again to replace."""
    name, address = named_by(row) or ("", "")
    words = (row.title, row.content, path_text(row.object_path), path_text(row.problem_path))
    return search.text_of(number, row.external_id, name, address, *words)


def path_text(path: tuple[str, ...]) -> str:
    """Return a category path as it is stored."""
    return "->".join(path)


def subject_of(row: Registration) -> str:
    """Return the one line a list shows, numbers masked: the title if there is one, else the first words."""
    return one_line(row.title or row.content)


def one_line(text: str) -> str:
    """Return the beginning of a text as one line, numbers masked, short enough for a list."""
    return mask_text(text[:256].replace("\n", " ").strip())[:128]


def category_of(row: Registration) -> str:
    """Return the class of goods or services: the second step of the path, or its only one."""
    path = row.object_path
    return (path[1] if len(path) > 1 else path[0] if path else "")[:64]


def _open(rows: Sequence[Registration], rulebook: Rulebook) -> list[_Opened]:
    numbers, read = _numbers(rows, rulebook), [laid_open(row) for row in rows]
    ids = zip(bulk.ids(Matter, len(rows)), bulk.ids(Identity, len(rows)), numbers, strict=True)
    original_ids = iter(bulk.ids(SealedText, sum(bool(came) for _, came in read)))
    opened = []
    for (row, came), (matter_id, identity_id, number) in zip(read, ids, strict=True):
        received_on = row.received_at.astimezone(SHANGHAI).date()
        regulation = rulebook.governing(received_on)
        told = steps(row)
        opened.append(
            _Opened(
                row=row,
                came=came,
                matter_id=matter_id,
                number=number,
                received_on=received_on,
                regulation=regulation,
                told=told,
                state=state_after(row.kind, told),
                clocks=clock_rows(row, told, regulation, rulebook),
                identity_id=identity_id,
                original_id=next(original_ids) if came else None,
            )
        )
    return opened


def _numbers(rows: Sequence[Registration], rulebook: Rulebook) -> list[str]:
    years = [row.received_at.astimezone(SHANGHAI).year for row in rows]
    given = {year: iter(take("matter", year, years.count(year))) for year in set(years)}
    pattern = rulebook.locality.matter_number
    return [pattern.format(year=year, sequence=next(given[year])) for year in years]


_MATTER = (
    "id", "number", "kind", "source", "external_id", "channel", "route", "received_at", "received_on",
    "office_id", "handler_id", "respondent_id", "category", "subject", "amount", "place", "state", "is_open",
    "regulation", "next_due", "next_clock", "provisional",
    "unclocked", "version",
)  # fmt: skip
_SUBMISSION = (
    "matter_id", "title", "content", "requests", "object_path", "problem_path", "sales_mode", "reply",
    "extra", "digest", "batch_id", "row", "original_id",
)  # fmt: skip
_COMPLAINT = (
    "matter_id", "decision", "decided_on", "ground", "decline_reason", "evidence", "outcome",
    "concluded_on", "recovered", "diversion", "satisfaction",
)  # fmt: skip
_REPORT = ("matter_id", "decision", "decided_on", "fined", "confiscated")
_PARTY = (
    "matter_id", "role", "shown_name", "shown_phone", "named", "masked_at_source", "identity_id",
    "has_address",
)  # fmt: skip
_EVENT = ("matter_id", "verb", "occurred_at", "recorded_at", "actor_id", "batch_id", "data")


def _write_matters(opened: list[_Opened], rulebook: Rulebook) -> None:
    offices = {office.code: office.pk for office in Office.objects.all()}
    enterprises = find_or_add(item.row for item in opened)
    rows = [
        _matter_row(
            item, offices[rulebook.locality.office_called(item.row.office_name)], enterprises, rulebook
        )
        for item in opened
    ]
    bulk.insert(Matter, _MATTER, rows)


def _matter_row(
    item: _Opened, office: int, enterprises: dict[tuple[str, str], int], rulebook: Rulebook
) -> tuple[Any, ...]:
    row, named = item.row, named_by(item.row)
    due, clock, provisional = queue_position(item.clocks, rulebook)
    return (
        item.matter_id, item.number, row.kind, row.system, row.external_id, row.channel, row.route[:64],
        row.received_at, item.received_on, office, None, enterprises[named] if named else None,
        category_of(row), subject_of(row), row.amount, row.place[:128], item.state.value,
        item.state not in FINAL, item.regulation, due, clock, provisional,
        why_no_clock(row.kind, item.state, running=bool(clock), paused=False), 1,
    )  # fmt: skip


def _write_tracks(opened: list[_Opened], batch: ImportBatch | None, rulebook: Rulebook) -> None:
    originals = [(item.original_id, sealed_fields(item.came)) for item in opened if item.came]
    bulk.insert(SealedText, ("id", "sealed"), originals)
    bulk.insert(Submission, _SUBMISSION, [_submission_row(item, batch, rulebook) for item in opened])
    bulk.insert(
        Complaint,
        _COMPLAINT,
        [_complaint_row(item) for item in opened if item.row.kind == "complaint"],
    )
    bulk.insert(
        Report,
        _REPORT,
        [_report_row(item) for item in opened if item.row.kind == "report"],
    )


def _submission_row(item: _Opened, batch: ImportBatch | None, rulebook: Rulebook) -> tuple[Any, ...]:
    row = item.row
    return (
        item.matter_id, row.title, row.content, ",".join(row.requests),
        path_text(row.object_path), path_text(row.problem_path), row.sales_mode, row.reply,
        kept_beside(row, rulebook), row.digest, batch.pk if batch else None, row.row, item.original_id,
    )  # fmt: skip


def _complaint_row(item: _Opened) -> tuple[Any, ...]:
    row = item.row
    concluded = row.closed_at if row.outcome else None
    return (
        item.matter_id, row.decision, _day(row.decided_at), None, row.decline_reason, [], row.outcome,
        _day(concluded), row.recovered, row.diversion, row.satisfaction[:16],
    )  # fmt: skip


def _report_row(item: _Opened) -> tuple[Any, ...]:
    row = item.row
    return (item.matter_id, row.decision, _day(row.decided_at), row.fined, row.confiscated)


def _write_people(opened: list[_Opened]) -> None:
    sealed = [(item.identity_id, *sealed_row(person_of(item.row))) for item in opened]
    bulk.insert(Identity, ("id", "sealed", "person_index", "phone_index"), sealed)
    bulk.insert(Party, _PARTY, [party_row(item.matter_id, item.row, item.identity_id) for item in opened])


def party_row(matter_id: int, row: Registration, identity_id: int | None) -> tuple[Any, ...]:
    """Return the masked line of who complains or reports; 匿名 and blank names are not named."""
    named = bool(row.person_name.strip()) and "匿名" not in row.person_name
    role = "complainant" if row.kind == "complaint" else "reporter"
    shown_name, shown_phone = mask_name(row.person_name)[:64], mask_phone(row.person_phone)[:64]
    masked, has_address = "*" in row.person_name, bool(row.personal.get(ADDRESS))
    return (matter_id, role, shown_name, shown_phone, named, masked, identity_id, has_address)


def person_of(row: Registration) -> Person:
    """Return who came, with every column the source has about them."""
    return Person(name=row.person_name, phone=row.person_phone, more=row.personal)


def kept_beside(row: Registration, rulebook: Rulebook) -> dict[str, str]:
    """Return what no column holds whole: the source's other columns, texts too long, names not recognised."""
    beside = {name: text for name, text, room in _room(row) if len(text) > room}
    if not rulebook.locality.knows(row.office_name):
        beside["处理机构"] = row.office_name
    if row.respondent_uscc and not uscc.is_valid(row.respondent_uscc):
        beside["统一社会信用代码"] = row.respondent_uscc
    return row.extra | {name: text for name, text in beside.items() if text}


def _room(row: Registration) -> tuple[tuple[str, str, int], ...]:
    return (
        ("接收方式", row.route, 64),
        ("事发地", row.place, 128),
        ("企业名称", row.respondent_name, 200),
        ("企业地址", row.respondent_address, 300),
        ("满意度", row.satisfaction, 16),
    )


def _write_history(
    opened: list[_Opened],
    batch: ImportBatch | None,
    at: datetime,
    by: User | None,
    told: Mapping[str, object] | None,
    rulebook: Rulebook,
) -> None:
    source, actor, beside = batch.pk if batch else None, by.pk if by else None, dict(told or {})
    events = [
        (item.matter_id, step.act.value, step.at, at, actor, source, beside or step.data)
        for item in opened
        for step in item.told
    ]
    bulk.insert(Event, _EVENT, events)
    bulk.insert(
        Clock,
        watch.COLUMNS,
        [watch.values(one.matter_id, clock, rulebook) for one in opened for clock in one.clocks],
    )


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(SHANGHAI).date() if moment else None
