"""The page a unit is shared out by (分配承办): who has how much, what nobody has, what those away have.

Nothing moves by itself: each matter comes with a proposal and its reason, and the head of the unit ticks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from xiaobao.docket.assignment import Suggestion, candidates, suggest, why_of
from xiaobao.docket.board_counts import open_by_person
from xiaobao.docket.board_figures import Load, Now, Person, now
from xiaobao.docket.classes import sorted_out
from xiaobao.docket.due import DueBadge, badge, last_day_soon
from xiaobao.docket.filters import Filter, standing
from xiaobao.docket.house_board import past_limits
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.workforce import ENTRUST, LEAVE_NOTE, insist, office_of, offices_of
from xiaobao.documents.redaction import mask_text
from xiaobao.refusals import NotFound
from xiaobao.rules.assignment import Candidate
from xiaobao.staff.models import Leave, Office
from xiaobao.staff.permissions import Authority

PAGE = 50
AHEAD = timedelta(days=14)
"""So long before a leave begins it is shown."""


@dataclass(frozen=True, slots=True)
class ToGive:
    """One matter to be given to somebody; numbers masked. ``from_name`` is who is away and has it now."""

    id: int
    version: int
    number: str
    kind: str
    subject: str
    respondent: str
    received_on: date
    due: DueBadge
    class_name: str
    username: str
    why: str
    from_name: str = ""


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """A leave that goes on or is to begin; ``last`` is the last day away."""

    id: int
    since: date
    until: date
    last: date
    now: bool
    substitute: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """What one person has: open matters by urgency and class (name, how many), skills, leaves.

    ``rest`` is what is not due soon.
    """

    username: str
    name: str
    posts: tuple[str, ...]
    now: Now
    rest: int
    classes: tuple[tuple[str, int], ...]
    skills: tuple[str, ...]
    leaves: tuple[LeaveLine, ...]

    @property
    def away(self) -> bool:
        """Whether they are away today."""
        return any(leave.now for leave in self.leaves)


@dataclass(frozen=True)
class CaseloadPage:
    """One office: its people, what nobody has, what those away have, and what is past a house limit."""

    office: Office
    offices: list[Office]
    people: tuple[WorkLine, ...]
    waiting: tuple[ToGive, ...]
    total: int
    page: int
    pages: int
    handed: tuple[ToGive, ...]
    away_total: int
    past: int
    arranges: bool
    notes_leave: bool

    @property
    def heaviest(self) -> int:
        """The largest number of open matters somebody has."""
        return max((line.now.open.count for line in self.people), default=0)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Whom a matter may be given to, those here today first: user name and name."""
        return [(line.username, line.name) for line in sorted(self.people, key=lambda one: one.away)]


def caseload_page(
    officer: Authority, rulebook: Rulebook, today: date, *, office: str = "", page: int = 1
) -> CaseloadPage:
    """Return the page of the office with this code, else of the first; raises NotAllowed, NotFound."""
    insist(officer, ENTRUST, "指定承办人")
    offices = offices_of(officer)
    chosen = office_of(offices, office, officer, today)
    people = candidates(officer, rulebook, today)
    here = people.get(chosen.code, ())
    of_office = standing(visible(officer).filter(office=chosen), is_open=True)
    nobody = of_office.filter(handler=None)
    absent = of_office.filter(handler__username__in=[one.username for one in here if one.away])
    total = nobody.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    return CaseloadPage(
        office=chosen,
        offices=offices,
        people=_people(here, of_office, chosen.code, rulebook, today),
        waiting=_to_give(nobody, (page - 1) * PAGE, officer, rulebook, today, people),
        total=total,
        page=page,
        pages=pages,
        handed=_to_give(absent, 0, officer, rulebook, today, people),
        away_total=absent.count(),
        past=len({one.matter_id for one in past_limits(of_office, rulebook, today)}),
        arranges=officer.may(ENTRUST),
        notes_leave=officer.may(LEAVE_NOTE),
    )


def person_line(
    username: str, officer: Authority, rulebook: Rulebook, today: date
) -> tuple[Office, WorkLine]:
    """Return one person with their office; raises NotAllowed, NotFound."""
    insist(officer, ENTRUST, "安排人员")
    people = candidates(officer, rulebook, today)
    for office in offices_of(officer):
        here = tuple(one for one in people.get(office.code, ()) if one.username == username)
        if here:
            open_ones = standing(visible(officer).filter(office=office), is_open=True)
            (line,) = _people(here, open_ones, office.code, rulebook, today)
            return office, line
    raise NotFound("没有这个人，或者不在您负责的单位。")


def _people(
    here: tuple[Candidate, ...], matters: QuerySet[Matter], code: str, rulebook: Rulebook, today: date
) -> tuple[WorkLine, ...]:
    posts = {post.code: post.name for post in rulebook.locality.posts}
    loads = open_by_person(matters, today=today, soon=last_day_soon(today, rulebook))
    classes, leaves = _by_class(matters.exclude(handler=None), rulebook), _leaves(here, today)
    names = {one.id: one.name for one in rulebook.handlers.classes}
    lines = []
    for one in here:
        load = loads.get(Person(one.username, one.name), Load())
        lines.append(
            WorkLine(
                username=one.username,
                name=one.name,
                posts=tuple(posts.get(post, post) for post in sorted(one.posts)),
                now=now(load, Filter(office=code, handler=one.username)),
                rest=load.open - load.overdue - load.today - load.soon,
                classes=tuple((names[found], n) for found, n in classes.get(one.username, ())),
                skills=tuple(names[found] for found in names if found in one.skills),
                leaves=leaves.get(one.username, ()),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.now.open.count, line.name)))


def _by_class(matters: QuerySet[Matter], rulebook: Rulebook) -> dict[str, list[tuple[str, int]]]:
    sorts = sorted_out(matters, rulebook)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, username in matters.order_by().values_list("pk", "handler__username"):
        if key in sorts:
            found[username][sorts[key].matter_class.id] += 1
    return {username: counted.most_common() for username, counted in found.items()}


def _leaves(here: tuple[Candidate, ...], today: date) -> dict[str, tuple[LeaveLine, ...]]:
    soon = Q(until__gt=today, since__lte=today + AHEAD)
    rows = Leave.objects.filter(soon, user__username__in=[one.username for one in here])
    found: dict[str, tuple[LeaveLine, ...]] = {}
    for leave in rows.select_related("user", "substitute").order_by("since", "id"):
        substitute = leave.substitute.name if leave.substitute else ""
        last, now = leave.until - timedelta(days=1), leave.since <= today
        line = LeaveLine(leave.pk, leave.since, leave.until, last, now, substitute)
        found[leave.user.username] = (*found.get(leave.user.username, ()), line)
    return found


def _to_give(
    matters: QuerySet[Matter],
    first: int,
    officer: Authority,
    rulebook: Rulebook,
    today: date,
    people: Mapping[str, tuple[Candidate, ...]],
) -> tuple[ToGive, ...]:
    keys = list(matters.order_by("next_due", "id").values_list("pk", flat=True)[first : first + PAGE])
    chosen = Matter.objects.filter(pk__in=keys)
    told = suggest(chosen, officer, rulebook, today, people=people)
    rows = chosen.select_related("handler", "respondent").in_bulk()
    return tuple(_line(rows[key], told[key], rulebook, today) for key in keys)


def _line(matter: Matter, told: Suggestion, rulebook: Rulebook, today: date) -> ToGive:
    return ToGive(
        id=matter.pk,
        version=matter.version,
        number=matter.number,
        kind=matter.kind,
        subject=mask_text(matter.subject),
        respondent=matter.respondent.name if matter.respondent else "",
        received_on=matter.received_on,
        due=badge(matter, today=today, rulebook=rulebook),
        class_name=told.sorted.matter_class.name,
        username=told.proposed.username,
        why=why_of(told.proposed),
        from_name=matter.handler.name if matter.handler else "",
    )
