"""Open a report of our own on a lead met in mediation (移交违法线索).

办法第二十七条第一款: 在调解中发现涉嫌违法线索的，应当自发现之日起…予以核查. The lead is the bureau's own
discovery: nobody is its reporter, and nothing of who complained goes with it but what the officer writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time

from xiaobao.docket import clockwork, search
from xiaobao.docket.actions.register import indexed, one_line
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Attachment, Event, Link, LinkKind, Matter, Report, Submission
from xiaobao.docket.models.matter import Kind
from xiaobao.docket.numbers import take
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.docket.wording import lay_open, names_of
from xiaobao.documents.numbering import format_number
from xiaobao.rules import leads
from xiaobao.rules.arrival import FOUND_IN_MEDIATION
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.sealing import seal

SOURCE = "mediation"


def lead(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    discovered_on: date,
    words: str,
    files: Sequence[int] = (),
    address: str = "",
) -> Taken:
    """Open the report: both matters, their link, the clock of checking, events and audit rows.

    ``words`` say what was found, ``files`` are the ids of attachments of the complaint to go along.
    ``data["linked"]`` is the number of the report. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.LEAD, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        # What a division set aside belongs to the other half of the letter only.
        chosen = list(matter.attachments.filter(pk__in=files, set_aside_at=None))
        check = leads.check_lead(
            regulation=matter.regulation,
            discovered_on=discovered_on,
            accepted_on=matter.complaint.decided_on or matter.received_on,
            today=taken.today,
            words=words,
            files_known=len(chosen) == len(set(files)),
            law=taken.law,
        )
        taken.insist(check)
        report = _open(taken, discovered_on, words.strip(), chosen)
        taken.data |= {"linked": report.number, "linked_id": report.pk}
        taken.data["discovered_on"] = discovered_on.isoformat()
    return taken


def _open(taken: Taken, discovered_on: date, words: str, files: Sequence[Attachment]) -> Matter:
    report = _matter(taken, discovered_on)
    Report.objects.create(matter=report)
    digest = hashlib.blake2b(report.number.encode(), digest_size=16).digest()
    origin = taken.matter.submission
    submission = Submission(matter=report, object_path=origin.object_path, digest=digest)
    lay_open(submission, {"content": words}, names_of(taken.matter))
    submission.save()
    report.subject = one_line(submission.content)
    for number, file in enumerate(files, start=1):
        _copy(file, number, report, taken)
    clockwork.happened(report, event="lead.discovered", on=discovered_on, rulebook=taken.rulebook)
    report.unclocked = unclocked(report)
    report.save()
    search.add([(report.pk, indexed(report))])
    _remember(taken, report)
    return report


def _matter(taken: Taken, discovered_on: date) -> Matter:
    origin = taken.matter
    pattern = taken.rulebook.locality.matter_number
    year = taken.today.year
    number = format_number(pattern, year, take("matter", year)[0])
    today = discovered_on == taken.today
    return Matter.objects.create(
        number=number,
        kind=Kind.REPORT,
        source=SOURCE,
        external_id=number,
        channel=FOUND_IN_MEDIATION,
        received_at=taken.at if today else datetime.combine(discovered_on, time.min, SHANGHAI),
        received_on=discovered_on,
        office=origin.office,
        handler=origin.handler,
        respondent=origin.respondent,
        category=origin.category,
        subject="",
        place=origin.place,
        state=State.RECEIVED.value,
        regulation=origin.regulation,
    )


def _copy(file: Attachment, place: int, report: Matter, taken: Taken) -> None:
    """Give the report a row of its own to the same sealed bytes, under a name that names nobody."""
    shown = f"附件{place}.{file.shown_name.rpartition('.')[2]}"
    file.pk, file.matter, file.shown_name = None, report, shown
    file.file_name = seal(shown.encode(), about=b"attachment-name")
    file.added_at, file.added_by = taken.at, taken.officer.user
    file.save(force_insert=True)


def _remember(taken: Taken, report: Matter) -> None:
    user = taken.officer.user
    told = {"linked": taken.matter.number, "linked_id": taken.matter.pk}
    Link.objects.create(
        earlier=taken.matter, later=report, kind=LinkKind.LEAD, made_at=taken.at, made_by=user
    )
    Event.objects.create(
        matter=report,
        verb=Act.REGISTER.value,
        occurred_at=report.received_at,
        recorded_at=taken.at,
        actor=user,
        data=told,
    )
    record(
        act=f"matter.{Act.REGISTER}",
        subject=f"matter:{report.pk}",
        at=taken.at,
        actor=user,
        post=taken.officer.post,
        detail={"number": report.number, "version": report.version, **told},
        address=taken.address,
    )
