"""What an enterprise or a service point sees: its own complaints, and of each what settling needs.

Every list, count, search and page begins with ``diversions.of_partner``. Name, phone and address of the
consumer are on none of them, nor what the bureau thinks of the complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from xiaobao.docket.diversions import of_partner
from xiaobao.docket.due import DueBadge, badge_for
from xiaobao.docket.exchange_lines import ExchangeLine, lines_of
from xiaobao.docket.models import Diversion
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.sitting import Sitting
from xiaobao.documents.redaction import mask_text
from xiaobao.refusals import NotFound
from xiaobao.rules.settle_first import expired

PAGE = 30
OPEN, CONTACT, CLAIMED, ENDED, ALL = "open", "contact", "claimed", "ended", "all"
STATES = (OPEN, CONTACT, CLAIMED, ENDED, ALL)
PHRASES = tuple(str(label) for kind in (Diversion.Way, Diversion.Ending) for label in kind.labels)
_IN_STATE = {
    OPEN: Q(ending=""),
    CONTACT: Q(ending="", first_contact_at=None),
    CLAIMED: Q(ending="", claimed_at__isnull=False),
    ENDED: ~Q(ending=""),
}


@dataclass(frozen=True)
class DiversionsFilter:
    """One view of the own list; unknown values fall back to what is open, to all where a number is sought.

    ``state``: open | contact (nobody has got in touch yet) | claimed (the consumer has to confirm) | ended |
    all. ``number``: a part of the number of a matter.
    """

    state: str = OPEN
    number: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> DiversionsFilter:
        """Read the filter from a query string's mapping."""
        given = {field.name: str(query.get(field.name, ""))[:32].strip() for field in fields(cls)}
        plain = ALL if given["number"] else OPEN
        return cls(given["state"] if given["state"] in STATES else plain, given["number"])

    def to_query(self) -> str:
        """Return the query string that reads back to this filter, without what is left at its default."""
        plain = asdict(DiversionsFilter())
        return urlencode({name: value for name, value in asdict(self).items() if value != plain[name]})

    def apply(self, found: QuerySet[Diversion]) -> QuerySet[Diversion]:
        """Narrow ``found`` and put it in order: by time left, what has ended by its end."""
        found = found.filter(_IN_STATE.get(self.state, Q()))
        if self.number:
            found = found.filter(matter__number__icontains=self.number)
        latest_first = {ENDED: ("-ended_at", "-id"), ALL: ("-id",)}
        return found.order_by(*latest_first.get(self.state, ("due_on", "id")))


@dataclass(frozen=True)
class DiversionLine:
    """One complaint as the own list shows it. ``due`` is None once it has ended; money in yuan.

    ``contact_by``: when the first contact should have been made; ``contact_late``: it has not, and should.
    """

    id: int
    number: str
    subject: str
    respondent: str
    amount: Decimal | None
    diverted_at: datetime
    due_on: date
    due: DueBadge | None
    contact_by: datetime
    contacted_at: datetime | None
    contact_late: bool
    claimed: bool
    ending: str
    ending_label: str
    ended_at: datetime | None


@dataclass(frozen=True)
class DiversionCounts:
    """How many of the own complaints stand where."""

    open: int
    contact: int
    claimed: int
    ended: int


@dataclass(frozen=True)
class PartnerList:
    """One page: ``total`` complaints on ``pages`` pages of at most 30."""

    lines: list[DiversionLine]
    total: int
    page: int
    pages: int
    counts: DiversionCounts


@dataclass(frozen=True)
class PartnerCase:
    """One complaint as the partner sees it; ``open``: something can still be done to it.

    ``content`` and ``requests`` are the consumer's words, masked; ``bought`` is what it is about.
    """

    line: DiversionLine
    version: int
    way_label: str
    bought: str
    content: str
    requests: list[str]
    derivation: list[str]
    shares_contact: bool
    terms: str
    settled: Decimal | None
    claimed_at: datetime | None
    satisfaction: int | None
    open: bool
    exchanges: list[ExchangeLine]


def partner_list(
    sitting: Sitting, chosen: DiversionsFilter, *, now: datetime, rulebook: Rulebook, page: int = 1
) -> PartnerList:
    """Return one page of the partner's own complaints; a page too far shows the last."""
    found = chosen.apply(of_partner(sitting))
    total = found.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = found.select_related("matter__respondent")[(page - 1) * PAGE : page * PAGE]
    return PartnerList(
        lines=[line_of(one, now, rulebook) for one in rows],
        total=total,
        page=page,
        pages=pages,
        counts=_counts(sitting),
    )


def partner_case(sitting: Sitting, diversion_id: int, *, now: datetime, rulebook: Rulebook) -> PartnerCase:
    """Return one complaint of the partner. Raises NotFound for everybody else's."""
    related = of_partner(sitting).select_related("matter__respondent", "matter__submission")
    one = related.filter(pk=diversion_id).first()
    if one is None:
        raise NotFound("没有这件投诉，或者它不归您的单位办理。")
    submission = one.matter.submission
    return PartnerCase(
        line=line_of(one, now, rulebook),
        version=one.version,
        way_label=str(Diversion.Way(one.way).label),
        bought=submission.object_path.replace("->", " › "),
        content=mask_text(submission.content),
        requests=[mask_text(wish) for wish in submission.requests.split(",") if wish.strip()],
        derivation=one.derivation.splitlines(),
        shares_contact=one.shares_contact,
        terms=one.terms,
        settled=one.settled,
        claimed_at=one.claimed_at,
        satisfaction=one.satisfaction,
        open=not one.ending and not expired(one.due_on, rulebook.today(now)),
        exchanges=lines_of(one),
    )


def line_of(one: Diversion, now: datetime, rulebook: Rulebook) -> DiversionLine:
    """Return one complaint as a list of its partner shows it."""
    matter, hours = one.matter, rulebook.locality.tiers.settle_first.contact_hours
    contact_by = one.diverted_at + timedelta(hours=hours)
    return DiversionLine(
        id=one.pk,
        number=matter.number,
        subject=mask_text(matter.subject),
        respondent=matter.respondent.name if matter.respondent else "",
        amount=matter.amount,
        diverted_at=one.diverted_at,
        due_on=one.due_on,
        due=None if one.ending else _left(one, now, rulebook),
        contact_by=contact_by,
        contacted_at=one.first_contact_at,
        contact_late=not one.ending and one.first_contact_at is None and now > contact_by,
        claimed=not one.ending and one.claimed_at is not None,
        ending=one.ending,
        ending_label=str(Diversion.Ending(one.ending).label) if one.ending else "",
        ended_at=one.ended_at,
    )


def _left(one: Diversion, now: datetime, rulebook: Rulebook) -> DueBadge:
    return badge_for(one.due_on, provisional=False, today=rulebook.today(now), rulebook=rulebook)


def _counts(sitting: Sitting) -> DiversionCounts:
    counted = {name: Count("pk", filter=condition) for name, condition in _IN_STATE.items()}
    return DiversionCounts(**of_partner(sitting).order_by().aggregate(**counted))
