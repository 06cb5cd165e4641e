"""The complaints of a filter that wait for a decision, with what the rules propose for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xiaobao.docket.actions.decide_many import Choice
from xiaobao.docket.actions.decline import missing
from xiaobao.docket.due import DueBadge, badge, last_day_soon
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.law import Ground
from xiaobao.rules import acceptance
from xiaobao.rules.decision import REFUSED, Decision
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority

PAGE = 100


@dataclass(frozen=True)
class Undecided:
    """One complaint to decide: people and numbers masked, ``proposal`` shown and never applied."""

    id: int
    version: int
    number: str
    subject: str
    content: str
    respondent: str
    person: str
    category: str
    received_on: date
    due: DueBadge
    proposal: Decision
    grounds: tuple[Ground, ...]
    needs_addressee: bool


@dataclass(frozen=True)
class UndecidedPage:
    """At most a hundred complaints, earliest due first, of ``total`` on ``pages`` pages."""

    rows: list[Undecided]
    total: int
    page: int
    pages: int


def undecided(
    authority: Authority, chosen: Filter, rulebook: Rulebook, today: date, page: int = 1
) -> UndecidedPage:
    """Return one page of the received complaints within the filter and the officer's reach."""
    waiting = _waiting(authority, chosen, rulebook, today)
    total = waiting.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = _with_all(waiting).order_by("next_due", "id")[(page - 1) * PAGE : page * PAGE]
    return UndecidedPage([_row(matter, rulebook, today) for matter in shown], total, page, pages)


def among(authority: Authority, keys: Sequence[int], rulebook: Rulebook, today: date) -> list[Undecided]:
    """Return those of the complaints that still wait for a decision, in the order given."""
    found = {matter.pk: matter for matter in _with_all(_received(authority)).filter(pk__in=keys)}
    return [_row(found[key], rulebook, today) for key in keys if key in found]


def numbers(authority: Authority, keys: Sequence[int]) -> dict[int, str]:
    """Return the numbers of those matters that are within the officer's reach, by id."""
    return dict(visible(authority).filter(pk__in=keys).values_list("pk", "number"))


def why_not(authority: Authority, choice: Choice, rulebook: Rulebook) -> dict[str, str]:
    """Say before anything is decided what stands against a choice: a sentence for each field.

    The same rules decide again in the act itself; what this lets through may still be refused there.
    """
    matter = _with_all(_received(authority)).filter(pk=choice.matter_id).first()
    if matter is None:
        return {}
    fields = _without_addressee(matter, choice)
    if choice.act is not Act.DECLINE:
        return fields
    lacking = missing(choice.ground, choice.evidence, choice.words)
    return fields | (lacking or _weak(matter, choice, rulebook))


def _waiting(authority: Authority, chosen: Filter, rulebook: Rulebook, today: date) -> QuerySet[Matter]:
    return chosen.apply(_received(authority), today=today, soon=last_day_soon(today, rulebook))


def _received(authority: Authority) -> QuerySet[Matter]:
    return visible(authority).filter(kind=Track.COMPLAINT.value, state=State.RECEIVED.value)


def _with_all(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.select_related("respondent", "submission", "complaint").prefetch_related("parties")


def _without_addressee(matter: Matter, choice: Choice) -> dict[str, str]:
    if not _needs_addressee(matter) or choice.addressee.strip(" *"):
        return {}
    return {"addressee": "导出文件只有脱敏姓名，请填写投诉人全名：文书要写明送达对象。"}


def _weak(matter: Matter, choice: Choice, rulebook: Rulebook) -> dict[str, str]:
    check = acceptance.check_decline(
        complaint_facts(matter),
        state=matter.state,
        ground=choice.ground or 0,
        evidence=choice.evidence,
        words=choice.words,
        law=rulebook.law,
    )
    if check.outcome != REFUSED:
        return {}
    return {reason.field or "words": reason.text for reason in check.reasons}


def _needs_addressee(matter: Matter) -> bool:
    return any(party.masked_at_source or not party.shown_name for party in matter.parties.all())


def _row(matter: Matter, rulebook: Rulebook, today: date) -> Undecided:
    people = matter.parties.all()
    return Undecided(
        id=matter.pk,
        version=matter.version,
        number=matter.number,
        subject=mask_text(matter.subject),
        content=mask_text(matter.submission.content),
        respondent=matter.respondent.name if matter.respondent else "",
        person=people[0].shown_name if people else "",
        category=matter.category,
        received_on=matter.received_on,
        due=badge(matter, today=today, rulebook=rulebook),
        proposal=acceptance.propose(complaint_facts(matter), rulebook.law, today),
        grounds=rulebook.law.regulation(matter.regulation).decline_grounds,
        needs_addressee=_needs_addressee(matter),
    )
