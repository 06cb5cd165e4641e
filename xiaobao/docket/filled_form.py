"""A registration form as an officer filled it in, whole, and what the rule and the docket take from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.models import Matter, Report
from xiaobao.docket.people import DistributionGiven, PersonGiven, RespondentGiven
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.subjects import keep_subjects
from xiaobao.rules.arrival import Arrival


@dataclass(frozen=True)
class Filled:
    """One filled registration form; ``key`` is of the sheet, so that pressing twice registers once."""

    key: str
    kind: str
    channel: str
    received_at: datetime
    person: PersonGiven
    respondent: RespondentGiven
    content: str
    requests: tuple[str, ...]
    amount: Decimal | None
    knew_on: date | None
    category: str
    publication: bool | None
    delegation: bool | None
    on_site: bool
    distribution: DistributionGiven | None
    same_as: int | None
    office: str | None
    subjects: tuple[str, ...] = ()
    evidenced: bool | None = None
    insider: bool = False


def arrival_of(form: Filled, received_on: date) -> Arrival:
    """Return the form as the rule of registering needs it; ``received_on`` is the day in Xiamen."""
    sent = form.distribution
    return Arrival(
        kind=form.kind,
        channel=form.channel,
        received_at=form.received_at,
        received_on=received_on,
        content=form.content,
        name=form.person.name,
        phone=form.person.phone,
        postal=form.person.postal,
        respondent=form.respondent.name,
        credit_code=form.respondent.credit_code,
        requests=form.requests,
        amount=form.amount,
        knew_on=form.knew_on,
        sent_down=sent is not None,
        sender=sent.sender if sent else "",
        sent_on=sent.sent_on if sent else None,
        report_back_on=sent.report_back_on if sent else None,
    )


def keep_registered(matter: Matter, form: Filled, *, on: date, rulebook: Rulebook) -> None:
    """Write what only the desk asks of a report; without a subject nobody has said yet what it is about."""
    matter.guarded = form.insider
    if form.subjects:
        subjects, evidenced = form.subjects, form.evidenced
        keep_subjects(matter, subjects=subjects, evidenced=evidenced, on=on, rulebook=rulebook)
    else:
        Report.objects.filter(pk=matter.pk).update(evidenced=form.evidenced)
    matter.save()


def can_be_handed_a_receipt(form: Filled) -> bool:
    """Tell whether there is anybody to hand a receipt to."""
    given = form.person
    return form.on_site or any(text.strip() for text in (given.name, given.phone, given.postal))
