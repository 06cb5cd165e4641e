"""Which earlier report another one may repeat (重复举报), found without saying who made either.

Reports are compared with reports only, and only within the officer's reach: whoever handles a complaint must
not learn that its author reports (令121 第三十七条). A hint decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xiaobao.docket.checking_facts import pending
from xiaobao.docket.duplicates import plain_name
from xiaobao.docket.models import Matter, Party
from xiaobao.docket.queries import visible
from xiaobao.docket.reporters import reporters
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.repeats import CHECK_CLOCK, Pair
from xiaobao.rules.workflow import State, Track
from xiaobao.staff.permissions import Authority

MOST = 8
"""House setting: so many earlier reports are put before an officer; another can be named by its number."""
SAME_PERSON, SAME_PHONE, SAME_SHOP = "举报人身份信息一致", "举报人联系电话一致", "被举报人相同"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier report, and what the records say it has in common with the one at hand."""

    id: int
    number: str
    received_on: date
    state: str
    state_label: str
    subject: str
    why: tuple[str, ...]

    @property
    def checking(self) -> bool:
        """Whether it is still being checked, so that another may be merged into it."""
        return self.state == State.RECEIVED


def candidates(matter: Matter, authority: Authority) -> list[Earlier]:
    """Return earlier reports of the same person or against the same respondent, likeliest first."""
    within = _before(matter, authority)
    same_person, same_phone = _same_people(matter)
    wanted = Q(pk__in=same_person | same_phone)
    if matter.respondent_id is not None:
        wanted |= Q(respondent_id=matter.respondent_id)
    found = within.filter(wanted).order_by("-received_at", "-id")[: 4 * MOST]
    lines = [_line(one, matter, same_person, same_phone) for one in found]
    return sorted(lines, key=lambda line: len(line.why), reverse=True)[:MOST]


def number_within_reach(matter: Matter, authority: Authority, number: str) -> int | None:
    """Return the id of an earlier report by its number; None when there is none within reach."""
    found = _before(matter, authority).filter(number=number.strip())
    return found.values_list("pk", flat=True).first()


def pair_of(matter: Matter, earlier: Matter | None) -> Pair:
    """Return what the records say of a report and an earlier one; None: there is none within reach."""
    if earlier is None:
        return Pair(matter.regulation, matter.received_at, found=False)
    return Pair(
        regulation=matter.regulation,
        received_at=matter.received_at,
        earlier_at=earlier.received_at,
        state=earlier.state,
        same_person=_same_person(matter, earlier),
        same_respondent=_same_respondent(matter, earlier),
        counting=earlier.clocks.filter(clock=CHECK_CLOCK).exclude(state="stopped").exists(),
        proposed=pending(earlier) is not None,
    )


def _before(matter: Matter, authority: Authority) -> QuerySet[Matter]:
    others = visible(authority).filter(kind=Track.REPORT.value).exclude(pk=matter.pk)
    return others.filter(received_at__lte=matter.received_at)


def _same_people(matter: Matter) -> tuple[frozenset[int], frozenset[int]]:
    """Return the ids of the matters of the same name and phone, and of the same phone."""
    known = [party.identity for party in reporters(matter) if party.identity is not None]
    people = {bytes(one.person_index) for one in known} - {b""}
    phones = {bytes(one.phone_index) for one in known} - {b""}
    return (
        _matters(Party.objects.filter(identity__person_index__in=people)) if people else frozenset(),
        _matters(Party.objects.filter(identity__phone_index__in=phones)) if phones else frozenset(),
    )


def _matters(parties: QuerySet[Party]) -> frozenset[int]:
    return frozenset(parties.filter(matter__kind=Track.REPORT.value).values_list("matter_id", flat=True))


def _same_person(matter: Matter, earlier: Matter) -> bool | None:
    """Tell whether both gave the same name and phone; what differs or is missing says nothing certain."""
    return True if earlier.pk in _same_people(matter)[0] else None


def _same_respondent(matter: Matter, earlier: Matter) -> bool | None:
    if matter.respondent is None or earlier.respondent is None:
        return None
    if matter.respondent_id == earlier.respondent_id:
        return True
    names = plain_name(matter.respondent.name), plain_name(earlier.respondent.name)
    # A branch or a shorter name may be the same shop: only names that hold nothing of each other differ.
    if names[0] == names[1]:
        return True
    return None if names[0] in names[1] or names[1] in names[0] else False


def _line(one: Matter, matter: Matter, same_person: frozenset[int], same_phone: frozenset[int]) -> Earlier:
    person = SAME_PERSON if one.pk in same_person else SAME_PHONE if one.pk in same_phone else ""
    shop = SAME_SHOP if one.respondent_id and one.respondent_id == matter.respondent_id else ""
    return Earlier(
        id=one.pk,
        number=one.number,
        received_on=one.received_on,
        state=one.state,
        state_label=State(one.state).label,
        subject=mask_text(one.subject),
        why=tuple(why for why in (person, shop) if why),
    )
