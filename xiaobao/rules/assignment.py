"""Whom in an office a matter is proposed to (指定承办人的建议): by post, leave, skill and present load.

The bureau's own order (明确不同类型投诉举报的处置人员). It proposes and says why;
the head of the unit decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiaobao.rules.decision import Reason
from xiaobao.rules.handlers import Cell, MatterClass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the office who may be given matters on that day.

    ``posts`` are codes, ``skills`` ids of classes, ``load`` the open matters at hand. ``away``: on leave;
    ``substitute`` is the user name of who stands in then.
    """

    username: str
    name: str
    posts: frozenset[str]
    skills: frozenset[str] = frozenset()
    load: int = 0
    away: bool = False
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Whom to give the matter; ``username`` is empty where there is nobody, and the reasons say why."""

    username: str
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody who can take it, and for whom: empty where for nobody but themselves."""

    person: Candidate
    skilled: bool
    stands_for: str = ""


def propose_handler(
    candidates: Sequence[Candidate],
    cell: Cell,
    matter_class: MatterClass,
    *,
    barred: Iterable[str] = (),
    more: Mapping[str, int] | None = None,
) -> Proposed:
    """Return who should handle a matter of this class: who has the skill, then least at hand, then by name.

    ``barred`` are user names that must not have it, such as who is to withdraw; ``more`` what has been
    proposed to each beside the load they have, so that a batch spreads. A substitute takes the place of
    somebody on leave, with that person's skill and their own load.
    """
    kept, shut = more or {}, frozenset(barred)
    fit = [one for one in candidates if one.posts & set(cell.posts)]
    places = [one for one in _places(candidates, fit, matter_class) if one.person.username not in shut]
    if not places:
        return Proposed("", "", tuple(_why_nobody(fit, shut)))
    chosen = min(places, key=lambda one: _order(one, kept))
    reasons = _reasons(chosen, places, matter_class, kept)
    return Proposed(chosen.person.username, chosen.person.name, tuple(reasons))


def _places(
    candidates: Sequence[Candidate], fit: Sequence[Candidate], matter_class: MatterClass
) -> Iterator[_Place]:
    known = {one.username: one for one in candidates}
    for one in fit:
        skilled = matter_class.id in one.skills
        person = _there(one, known)
        if person is not None:
            yield _Place(person, skilled, "" if person is one else one.name)


def _there(person: Candidate, known: Mapping[str, Candidate]) -> Candidate | None:
    """Return who is there for a person: that person, or who stands in; None where nobody is."""
    seen: set[str] = set()
    found: Candidate | None = person
    while found is not None and found.away and found.username not in seen:
        seen.add(found.username)
        found = known.get(found.substitute)
    return found if found is not None and not found.away else None


def _order(place: _Place, more: Mapping[str, int]) -> tuple[bool, int, bool, str, str]:
    person = place.person
    # Whoever has the skill goes before whoever only stands in for somebody who has it.
    return not place.skilled, _load(person, more), bool(place.stands_for), person.name, person.username


def _load(person: Candidate, more: Mapping[str, int]) -> int:
    return person.load + more.get(person.username, 0)


def _reasons(
    chosen: _Place, places: Sequence[_Place], matter_class: MatterClass, more: Mapping[str, int]
) -> Iterator[Reason]:
    person, load = chosen.person, _load(chosen.person, more)
    if chosen.skilled and not chosen.stands_for:
        yield Reason(f"专长：{matter_class.name}。")
    absent = next((one.stands_for for one in places if one.person is person and one.stands_for), "")
    if absent:
        skill = f"（专长：{matter_class.name}）" if chosen.skilled and chosen.stands_for else ""
        yield Reason(f"{absent}{skill}请假，由{person.name}代办。")
    alike = {one.person.username: _load(one.person, more) for one in places if one.skilled == chosen.skilled}
    if len(alike) == 1:
        yield Reason(f"在办{load}件。")
    elif list(alike.values()).count(load) > 1:
        yield Reason(f"在办{load}件，与他人同为最少，按姓名排序。")
    else:
        yield Reason(f"在办{load}件，{'同专长的人中' if chosen.skilled else '本单位承办人中'}最少。")


def _why_nobody(fit: Sequence[Candidate], barred: frozenset[str]) -> Iterator[Reason]:
    if not fit:
        yield Reason("本单位今天没有人担任这类来件的承办岗位，请人工指定。")
    for one in fit:
        if one.username in barred:
            yield Reason(f"{one.name}应当回避或者不能承办此件。")
        elif one.away:
            yield Reason(f"{one.name}请假{'' if one.substitute else '，没有写明由谁代办'}。")
