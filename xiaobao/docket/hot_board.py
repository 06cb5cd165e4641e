"""The board of hot issues (热点问题): ranked by the article's four criteria, by these weights or by others.

Rank and score are worked out over the whole bureau: who sees a part of an issue sees its matters within reach
and no score. Nothing here is stored, and nothing is decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xiaobao.docket.finding_parts import Part, by_criterion, parts_of
from xiaobao.docket.finding_reach import Reach, insist, reaches, seen
from xiaobao.docket.hot_weights import Weights
from xiaobao.docket.models import Finding, FindingChange, FindingKind, FindingMember, FindingState, MiningRun
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.street_scheme import ELSEWHERE, Scheme, scheme, street_of
from xiaobao.mining import criteria
from xiaobao.staff.permissions import Authority

WEEKS = 13
_WEEK = timedelta(days=7)
_SHOWN_NO_MORE = (FindingState.REJECTED, FindingState.SNOOZED)


@dataclass(frozen=True, slots=True)
class Measure:
    """What an issue comes to under one criterion, 0 to 1, as it is or with the weights of its parts."""

    criterion: str
    label: str
    measure: float

    @property
    def percent(self) -> int:
        """In whole percent, for a bar."""
        return round(100 * min(max(self.measure, 0.0), 1.0))


@dataclass(frozen=True, slots=True)
class HotIssue:
    """One line of the board; ``place`` and ``score`` are None for who does not see the whole of it.

    ``by_default`` is its place by the weights of the bureau; ``weeks`` counts the matters within reach by the
    week of receipt, the last week last; ``streets`` the same by street.
    """

    finding: Finding
    reach: Reach
    place: int | None
    by_default: int | None
    score: float | None
    measures: tuple[Measure, ...]
    words: tuple[str, ...]
    weeks: tuple[int, ...]
    streets: tuple[tuple[str, int], ...]

    @property
    def matters(self) -> int:
        """How many matters the officer is told of."""
        return self.reach.seen if self.reach.total is None else self.reach.total

    @property
    def moved(self) -> int:
        """How many places the weights asked for have moved it up (negative: down)."""
        return (self.by_default or 0) - (self.place or 0)


@dataclass(frozen=True)
class HotBoard:
    """The issues in order, the scheme of the streets, and the weights the order stands on."""

    issues: tuple[HotIssue, ...]
    scheme: Scheme
    weights: Weights
    street: str
    run: MiningRun | None
    whole_bureau: bool


def hot_board(
    officer: Authority, weights: Weights, *, street: str = "", rulebook: Rulebook, today: date
) -> HotBoard:
    """Return the board as an officer sees it; ``street`` narrows it. Raises NotAllowed."""
    insist(officer)
    found = seen(officer).filter(kind=FindingKind.ISSUE).exclude(change=FindingChange.GONE)
    findings = list(found.exclude(state__in=_SHOWN_NO_MORE).select_related("respondent"))
    run = MiningRun.objects.filter(ended_at__isnull=False).first()
    ours = rulebook.locality.street_cells
    lying = _lying(officer, findings, tuple(ours), run.on if run else today)
    issues = _ranked(findings, reaches(officer, findings), lying, weights)
    counts: Counter[str] = Counter()
    for one in issues:
        counts.update(dict(one.streets))
    chosen = street if street in ours else ""
    shown = [one for one in issues if not chosen or chosen in dict(one.streets)]
    return HotBoard(
        tuple(shown), scheme(rulebook.locality, counts), weights, chosen, run, officer.offices is None
    )


def _ranked(
    findings: Sequence[Finding], reached: Mapping[int, Reach], lying: Mapping[int, _Lie], weights: Weights
) -> list[HotIssue]:
    parts = {one.pk: parts_of(one) for one in findings if reached[one.pk].whole}
    plain = [part for key, given in parts.items() for part in _measured(key, given)]
    usual, asked = _places(plain, None), _places(plain, weights.asked)
    issues = [_issue(one, reached[one.pk], parts, lying[one.pk], usual, asked) for one in findings]
    last = len(findings) + 1
    return sorted(issues, key=lambda one: (one.place or last, -one.matters, one.finding.pk))


def _issue(
    finding: Finding,
    reach: Reach,
    parts: Mapping[int, tuple[Part, ...]],
    lie: _Lie,
    usual: Mapping[int, tuple[float, int]],
    asked: Mapping[int, tuple[float, int]],
) -> HotIssue:
    key = finding.pk
    score, place = asked.get(key, (None, None))
    return HotIssue(
        finding=finding, reach=reach, place=place, by_default=usual.get(key, (None, None))[1], score=score,
        measures=_measures(parts.get(key, ())),
        words=tuple(map(str, finding.evidence.get("words") or ())) if reach.whole else (),
        weeks=lie.weeks, streets=lie.streets,
    )  # fmt: skip


def _measured(key: int, parts: Iterable[Part]) -> list[criteria.Part]:
    return [
        criteria.Part(str(key), part.criterion, part.code, part.measure, part.weight)
        for part in parts
        if part.measure is not None and part.weight is not None
    ]


def _places(
    parts: Sequence[criteria.Part], weights: Mapping[str, float] | None
) -> dict[int, tuple[float, int]]:
    return {int(issue): (score, place) for issue, score, place in criteria.rank(parts, weights)}


def _measures(parts: tuple[Part, ...]) -> tuple[Measure, ...]:
    """Return what the parts of each criterion come to among themselves."""
    found = []
    for one in by_criterion(parts):
        weight = sum(part.weight or 0.0 for part in one.parts)
        if one.adds is not None and weight:
            found.append(Measure(one.criterion, one.label, one.adds / weight))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lie:
    """How the matters of an issue lie in time and place."""

    weeks: tuple[int, ...]
    streets: tuple[tuple[str, int], ...]


def _lying(
    officer: Authority, findings: Sequence[Finding], streets: tuple[str, ...], until: date
) -> dict[int, _Lie]:
    rows: dict[int, list[tuple[date, str]]] = defaultdict(list)
    members = FindingMember.objects.filter(finding__in=findings, matter__in=visible(officer).values("pk"))
    columns: tuple[Any, ...] = (
        "finding", "matter__received_on", "matter__place", "matter__respondent__address",
    )  # fmt: skip
    for key, received, place, address in members.order_by().values_list(*columns):
        rows[key].append((received, street_of((place, address or ""), streets)))
    return {one.pk: _lie(rows[one.pk], until) for one in findings}


def _lie(rows: Sequence[tuple[date, str]], until: date) -> _Lie:
    ago = Counter((until - received).days // _WEEK.days for received, _street in rows)
    streets = Counter(street for _received, street in rows if street != ELSEWHERE)
    return _Lie(tuple(ago[week] for week in reversed(range(WEEKS))), tuple(streets.most_common()))
