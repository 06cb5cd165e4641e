"""Reading the docket: the inbox, the next matter, and who sees what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.expressions import RawSQL

from xiaobao.docket.due import DueBadge, badge, last_day_soon
from xiaobao.docket.filters import Filter, due_condition, standing
from xiaobao.docket.models import Matter, Party, SupervisionOrder
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.arrival import CHANNELS, FOUND_IN_MEDIATION
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OPEN
from xiaobao.rules.workflow import State, Track, states
from xiaobao.staff.models import Office, User
from xiaobao.staff.permissions import Authority

PAGE = 50
_GRADES = ("", *(grade.value for grade in Grade))
_NAMED_IN_CASE = {
    "sqlite": "SELECT docket_case.matter_id FROM docket_case, json_each(docket_case.officers) AS named"
    " WHERE named.value IN (%s, %s)",
    "postgresql": "SELECT docket_case.matter_id FROM docket_case,"
    " jsonb_array_elements_text(docket_case.officers) AS named(value) WHERE named.value IN (%s, %s)",
}


def visible(authority: Authority) -> QuerySet[Matter]:
    """Return the matters within the officer's reach; lists, counts, search and pages all start here.

    An insider's report (令121 第二十八条第二款) is there only for who handles it and for the posts that watch
    over such reports; for everybody else it does not exist.
    """
    matters = Matter.objects.all()
    if authority.offices is not None:
        matters = matters.filter(office_id__in=authority.offices)
    return matters if _sees_insiders(authority) else matters.exclude(pk__in=hidden(authority))


def hidden(authority: Authority) -> QuerySet[Matter, Any]:
    """Return the ids of the insiders' reports the officer must not know of, whatever the office."""
    guarded = Matter.objects.filter(guarded=True).exclude(handler=authority.user)
    if authority.insiders is None:
        return guarded.none().values("pk")
    named = _NAMED_IN_CASE[connection.vendor]
    mine = RawSQL(named, [authority.user.username, authority.user.name])  # noqa: S611  bound parameters
    return guarded.exclude(office_id__in=authority.insiders).exclude(pk__in=mine).values("pk")


def _sees_insiders(authority: Authority) -> bool:
    if authority.insiders is None:
        return True
    return authority.offices is not None and authority.offices <= authority.insiders


def within_reach(authority: Authority, matter_id: int) -> bool:
    """Whether the officer still sees a matter: what is handed back or passed on may leave their reach."""
    return visible(authority).filter(pk=matter_id).exists()


def reaches(authority: Authority, matter: Matter) -> bool:
    """As ``within_reach``, of a matter as it was read: the database is asked of insiders' reports alone."""
    if matter.guarded:
        return within_reach(authority, matter.pk)
    return authority.sees_office(matter.office_id)


def regulation_of(authority: Authority, matter_id: int) -> str:
    """Return the id of the regulation that governs a matter; empty when absent or out of reach."""
    return visible(authority).filter(pk=matter_id).values_list("regulation", flat=True).first() or ""


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox; the person is masked.

    ``ordered``: a supervision order stands on it, ``grade`` the highest of the ladder (empty: by hand).
    """

    id: int
    number: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    subject: str
    respondent: str
    office: str
    channel: str
    category: str
    received_on: date
    person: str
    due: DueBadge
    due_clock: str
    ordered: bool = False
    grade: str = ""


@dataclass(frozen=True)
class Counters:
    """How many open matters there are, and how many need somebody soon."""

    open: int
    overdue: int
    today: int
    soon: int
    closed: int


@dataclass(frozen=True)
class Facets:
    """What the filters can be set to: (value, label) pairs."""

    offices: list[tuple[str, str]]
    states: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    channels: list[tuple[str, str]]
    categories: list[tuple[str, str]]


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox: ``total`` matters on ``pages`` pages of at most 50."""

    rows: list[InboxRow]
    total: int
    page: int
    pages: int
    counters: Counters
    facets: Facets


def inbox(authority: Authority, chosen: Filter, today: date, rulebook: Rulebook, page: int = 1) -> InboxPage:
    """Return one page of matters by time left, earliest due first; a page too far shows the last."""
    matters = _chosen(authority, chosen, today, rulebook)
    total = matters.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    keys = _ordered(matters).values_list("id", flat=True)[(page - 1) * PAGE : page * PAGE]
    return InboxPage(
        rows=_rows(list(keys), today, rulebook),
        total=total,
        page=page,
        pages=pages,
        counters=counters(authority, today, rulebook),
        facets=facets(authority),
    )


def first_rows(
    authority: Authority, chosen: Filter, today: date, rulebook: Rulebook, count: int
) -> list[InboxRow]:
    """Return the ``count`` most urgent matters of a filter."""
    keys = _ordered(_chosen(authority, chosen, today, rulebook)).values_list("id", flat=True)[:count]
    return _rows(list(keys), today, rulebook)


def next_matter(
    authority: Authority, chosen: Filter, today: date, after_id: int, rulebook: Rulebook
) -> int | None:
    """Return the id of the matter after ``after_id`` in the same filter and order.

    After the last comes the first again; None when there is no other. A matter decided today keeps the
    place it had before, so that whoever works down the list skips nothing.
    """
    before = Q(clocks__state="running") | Q(clocks__stopped_on=today)
    here = visible(authority).filter(pk=after_id).annotate(stood=Min("clocks__due_earliest", filter=before))
    found = here.values_list("stood", "next_due", "id").first()
    if found is None:
        return None
    due, key = found[0] or found[1], found[2]
    others = _ordered(_chosen(authority, chosen, today, rulebook).exclude(pk=key))
    behind = others.filter(Q(next_due__gt=due) | Q(next_due=due, id__gt=key))
    following = behind.values_list("id", flat=True).first()
    return following or others.values_list("id", flat=True).first()


def counters(authority: Authority, today: date, rulebook: Rulebook) -> Counters:
    """Count open matters by urgency within the officer's reach."""
    soon = last_day_soon(today, rulebook)
    open_ones = standing(visible(authority), is_open=True)
    counts = open_ones.aggregate(
        open=Count("id"),
        **{
            due: Count("id", filter=due_condition(due, today=today, soon=soon))
            for due in ("overdue", "today", "soon")
        },
    )
    return Counters(closed=standing(visible(authority), is_open=False).count(), **counts)


def name_of_officer(username: str) -> str:
    """Return an officer's name; the user name itself where there is none."""
    return User.objects.filter(username=username).values_list("name", flat=True).first() or username


def facets(authority: Authority) -> Facets:
    """Return what the filters may be set to."""
    offices = Office.objects.handling()
    if authority.offices is not None:
        offices = offices.filter(pk__in=authority.offices)
    known = {state: None for track in Track for state in states(track)}
    categories = visible(authority).order_by("category").values_list("category", flat=True).distinct()
    return Facets(
        offices=[(office.code, office.name) for office in offices],
        states=[(state.value, state.label) for state in known],
        kinds=[(track.value, track.label) for track in Track],
        channels=[(name, name) for name in (*dict.fromkeys(CHANNELS.values()), FOUND_IN_MEDIATION)],
        categories=[(name, name) for name in categories if name],
    )


def _chosen(authority: Authority, chosen: Filter, today: date, rulebook: Rulebook) -> QuerySet[Matter]:
    return chosen.apply(visible(authority), today=today, soon=last_day_soon(today, rulebook))


def _ordered(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.order_by("next_due", "id")


def _rows(keys: Sequence[int], today: date, rulebook: Rulebook) -> list[InboxRow]:
    found = Matter.objects.filter(pk__in=keys).annotate(
        respondent_name=F("respondent__name"), office_name=F("office__name")
    )
    by_key = {matter.pk: matter for matter in found}
    people = dict(
        Party.objects.filter(matter__in=keys).order_by("-id").values_list("matter_id", "shown_name")
    )
    orders = _orders(keys)
    return [_row(by_key[key], people.get(key, ""), orders.get(key), today, rulebook) for key in keys]


def _orders(keys: Sequence[int]) -> dict[int, str]:
    """Return the highest grade of the supervision orders that stand on each matter, empty for one by hand."""
    found: dict[int, str] = {}
    standing_orders = SupervisionOrder.objects.filter(matter__in=keys, state__in=OPEN).order_by("id")
    for key, grade in standing_orders.values_list("matter_id", "grade"):
        found[key] = max(found.get(key, ""), grade, key=_GRADES.index)
    return found


def _row(matter: Matter, person: str, order: str | None, today: date, rulebook: Rulebook) -> InboxRow:
    return InboxRow(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        kind_label=Track(matter.kind).label,
        state=matter.state,
        state_label=State(matter.state).label,
        subject=matter.subject,
        respondent=getattr(matter, "respondent_name", None) or "",
        office=getattr(matter, "office_name", ""),
        channel=matter.channel,
        category=matter.category,
        received_on=matter.received_on,
        person=person,
        due=badge(matter, today=today, rulebook=rulebook),
        due_clock=name_of(matter.next_clock, rulebook),
        ordered=order is not None,
        grade=order or "",
    )
