"""List for another look (复核) what cites a regulation that has changed since it was last looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Protocol

from xiaobao.documents.notices import Notice
from xiaobao.handbook import shelf
from xiaobao.handbook.law_changes import Standing, citing, differing, rewritten, standings, told
from xiaobao.handbook.models import LawSeen, Revisit
from xiaobao.handbook.revisits import may_own, someone_to_own
from xiaobao.home import official_texts
from xiaobao.law import Lawbook
from xiaobao.rules.ledger import shanghai_day
from xiaobao.rules.locality import Locality
from xiaobao.rules.workdays import Calendar
from xiaobao.staff.models import User
from xiaobao.vault.audit import Done, record_many
from xiaobao.writing import writing

NOBODY: Mapping[str, User] = {}


class Rules(Protocol):
    """What is in service: the law, the notices, the calendar and the bureau's own figures."""

    @property
    def law(self) -> Lawbook:
        """The regulations."""

    @property
    def notices(self) -> Mapping[str, Notice]:
        """The templates of notices, by id."""

    @property
    def calendar(self) -> Calendar:
        """The working days."""

    @property
    def locality(self) -> Locality:
        """The bureau."""


def raise_revisits(rules: Rules, *, at: datetime, proposers: Mapping[str, User] = NOBODY) -> int:
    """List what cites a changed regulation, with an owner and a due day; returns how many were listed.

    What is listed already and not done is not listed again, and a regulation seen for the first time is only
    noted. ``proposers`` tells who proposed the change in service of a regulation: they own what it brings,
    where their posts allow to look again.
    """
    today = shanghai_day(at)
    seen = {one.regulation: _standing(one) for one in LawSeen.objects.all()}
    changed = differing(standings(rules.law, official_texts(), today), seen)
    if not changed:
        return 0
    with writing():
        able = {one.pk for one in may_own(rules.locality, today)}
        owners = {name: one for name, one in proposers.items() if one.pk in able}
        found = {
            name: _raised(name, reason, rules, owner=owners.get(name) if by_file else None, at=at)
            for name, reason, by_file in _news(changed, seen, at)
        }
        rows = [_row(name, rows) for name, rows in found.items() if rows]
        record_many(rows, at=at, actor=None)
        return sum(map(len, found.values()))


def _news(
    changed: Mapping[str, Standing], seen: Mapping[str, Standing], at: datetime
) -> Iterator[tuple[str, str, bool]]:
    """Note what each regulation is now; yield which ask for another look, why, and whether for their file."""
    new = (LawSeen(regulation=name, at=at, **asdict(changed[name])) for name in changed.keys() - seen.keys())
    LawSeen.objects.bulk_create(new, ignore_conflicts=True)
    for name in sorted(changed.keys() & seen.keys()):
        before, now = seen[name], changed[name]
        # Two processes may look at once: the first to note it raises it.
        kept = LawSeen.objects.filter(regulation=name, **asdict(before))
        if kept.update(**asdict(now), at=at) and (reason := told(before, now)):
            reason += rewritten(official_texts(), name, before) if now.text != before.text else ""
            yield name, reason, now.digest != before.digest


def _raised(name: str, reason: str, rules: Rules, *, owner: User | None, at: datetime) -> list[Revisit]:
    listed = set(Revisit.objects.filter(regulation=name, done_at=None).values_list("subject", flat=True))
    today = shanghai_day(at)
    given = {"regulation": name, "reason": reason, "raised_at": at, "due_on": _due(rules, today)}
    given["owner"] = owner or someone_to_own(today)
    return Revisit.objects.bulk_create(
        Revisit(subject=one.subject, title=one.title, cites=list(one.cites), **given)
        for one in citing(name, shelf.in_service(), rules.notices)
        if one.subject not in listed
    )


def _row(name: str, rows: list[Revisit]) -> Done:
    detail = {"reason": rows[0].reason, "listed": len(rows), "due_on": rows[0].due_on.isoformat()}
    return "handbook.revisits_raised", f"law:{name}", detail


def _due(rules: Rules, today: date) -> date:
    days = rules.locality.settings.revisit_days
    # Where the notice of the next year is not out yet its weekends are taken for its days off.
    counted = rules.calendar.days.nth_working_after(today.toordinal(), days)
    return date.fromordinal(counted)


def _standing(row: LawSeen) -> Standing:
    return Standing(row.digest, row.text, row.governs)
