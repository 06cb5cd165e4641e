"""Whom matters are proposed to (指定承办人的建议): the people of an office, their load, who is away.

However many matters are asked about at once, the database is asked a handful of times, and what is proposed
to somebody counts for the next one. Only what the asking officer may see counts as load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from xiaobao.docket.classes import Sorted, sorted_out
from xiaobao.docket.filters import standing
from xiaobao.docket.models import Matter, Recusal
from xiaobao.docket.offices_page import holders
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.assignment import Candidate, Proposed, propose_handler
from xiaobao.rules.handlers import cell_of
from xiaobao.rules.workflow import Track
from xiaobao.staff.models import Leave, Post, Skill
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for one matter: its class and whom to give it to."""

    sorted: Sorted
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class _Asked:
    """One matter a proposal is asked for: where it is, who has it, who was asked to withdraw from it."""

    key: int
    kind: str
    office: str
    handler: str
    withdrawn: frozenset[str]

    def barred(self, among: Iterable[Candidate], officer: Authority) -> set[str]:
        """Return who must not have it, by user name; whoever has it already need not be named again."""
        found = {one.username for one in among if one.name in self.withdrawn} | {self.handler} - {""}
        # Whoever handles a report may see who reported: nobody names themselves (distribution.check_entrust).
        return found | {officer.user.username} if self.kind == Track.REPORT else found


def suggest(
    matters: QuerySet[Matter],
    officer: Authority,
    rulebook: Rulebook,
    today: date,
    *,
    office: str = "",
    people: Mapping[str, tuple[Candidate, ...]] | None = None,
) -> dict[int, Suggestion]:
    """Return whom each matter is proposed to, the most urgent first.

    ``office`` stands in place of the one each has; ``people`` are ``candidates`` already read.
    """
    asked = _asked(matters)
    sorts = sorted_out(Matter.objects.filter(pk__in=[one.key for one in asked]), rulebook)
    known = candidates(officer, rulebook, today) if people is None else people
    given: Counter[str] = Counter()
    found = {}
    for one in asked:
        place, sort = office or one.office, sorts[one.key]
        among, cell = known.get(place, ()), cell_of(sort.matter_class.id, place, rulebook.handlers)
        barred = one.barred(among, officer)
        proposed = propose_handler(among, cell, sort.matter_class, barred=barred, more=given)
        given[proposed.username] += 1
        found[one.key] = Suggestion(sort, proposed)
    return found


def suggest_each(
    matter: Matter, officer: Authority, rulebook: Rulebook, today: date, offices: Iterable[str]
) -> dict[str, Proposed]:
    """Return whom one matter would be proposed to in each of these offices, where there is anybody."""
    people = candidates(officer, rulebook, today)
    one = Matter.objects.filter(pk=matter.pk)
    found = {
        office: suggest(one, officer, rulebook, today, office=office, people=people)[matter.pk].proposed
        for office in offices
        if people.get(office)
    }
    return {office: proposed for office, proposed in found.items() if proposed.username}


def why_of(proposed: Proposed) -> str:
    """Return the reasons of a proposal as one line."""
    return "".join(reason.text for reason in proposed.reasons)


def _asked(matters: QuerySet[Matter]) -> list[_Asked]:
    rows = matters.order_by("next_due", "id").values_list("pk", "kind", "office__code", "handler__username")
    found = list(rows)
    names = withdrawn(Matter.objects.filter(pk__in=[row[0] for row in found]))
    return [
        _Asked(key, kind, office, handler or "", frozenset(names.get(key, ())))
        for key, kind, office, handler in found
    ]


def candidates(officer: Authority, rulebook: Rulebook, today: date) -> dict[str, tuple[Candidate, ...]]:
    """Return who may be given matters today, by the code of the office; in four queries."""
    held = holders(rulebook.locality, today)
    skills, away, loads = _skills(held), _away(held, today), loads_of(officer)
    places: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in held:
        places[post.office.code, post.user.username].append(post)
    found: dict[str, list[Candidate]] = defaultdict(list)
    for (office, username), posts in places.items():
        user = posts[0].user
        found[office].append(
            Candidate(
                username=username,
                name=user.name,
                posts=frozenset(post.code for post in posts),
                skills=skills.get(user.pk, frozenset()),
                load=loads.get(username, 0),
                away=user.pk in away,
                substitute=away.get(user.pk, ""),
            )
        )
    return {office: tuple(people) for office, people in found.items()}


def loads_of(officer: Authority) -> dict[str, int]:
    """Count the open matters each person has, of those the officer may see."""
    found = standing(visible(officer), is_open=True).exclude(handler=None).order_by()
    return dict(found.values_list("handler__username").annotate(n=Count("pk")))


def withdrawn(matters: QuerySet[Matter]) -> dict[int, set[str]]:
    """Return the names of those asked to withdraw from each matter, unless it was refused (回避)."""
    found: dict[int, set[str]] = defaultdict(set)
    asked = Recusal.objects.filter(matter__in=matters.order_by().values("pk")).exclude(upheld=False)
    for key, name in asked.values_list("matter", "against"):
        found[key].add(name)
    return found


def _skills(held: list[Post]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Skill.objects.filter(user__in={post.user_id for post in held})
    for user, matter_class in rows.values_list("user", "matter_class"):
        found[user].add(matter_class)
    return {user: frozenset(classes) for user, classes in found.items()}


def _away(held: list[Post], today: date) -> dict[int, str]:
    leaves = Leave.objects.on(today).filter(user__in={post.user_id for post in held})
    found = leaves.order_by("since", "id").values_list("user", "substitute__username")
    return {user: substitute or "" for user, substitute in found}
