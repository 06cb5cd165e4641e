"""Which enterprises are one, by credit code, name, alias and address; every link with its rule.

A branch (分公司, 分店, a shop in brackets) is a respondent of its own unless code or address says otherwise:
it has its own licence and its own place, and by its place the station in charge is found. Two of different
valid credit codes are never one, over whatever links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import pyarrow as pa

from xiaobao.mining.respondent_forms import Respondent, RespondentRules, plain, respondent
from xiaobao.mining.tables import RESPONDENT_EDGES, RESPONDENTS

Link = tuple[int, int, str]
_NUMERALS = frozenset("0123456789一二三四五六七八九十东西南北甲乙丙丁abcd")
_AND = "；"
_EDGE = RESPONDENT_EDGES.types


def respondents(enterprises: pa.Table, rules: RespondentRules) -> tuple[pa.Table, pa.Table]:
    """Return ``respondents`` and ``respondent_edges`` for the rows of ``enterprises``."""
    told = [
        respondent(
            row["enterprise"], row["name"] or "", row["address"] or "", row["credit_code"] or "", rules
        )
        for row in sorted(enterprises.to_pylist(), key=lambda row: row["enterprise"])
    ]
    kept, smallest = _kept(told, linked(told, rules))
    numbers = [one.enterprise for one in told]
    table = pa.table([pa.array(numbers, pa.int64()), pa.array(smallest, pa.int64())], schema=RESPONDENTS)
    return table, _edges(told, kept, rules)


def linked(told: Sequence[Respondent], rules: RespondentRules) -> list[Link]:
    """Return (place, place, rule) of every pair that a rule takes to be one, the strongest rules first."""
    found = [
        *_alike("code", told, lambda one: one.code),
        *_named(told, rules),
        *_same_core(told, rules),
        *_colloquial(told, rules),
        *_aliases(told, rules),
        *_neighbours(told, rules),
    ]
    rank = {rule: number for number, rule in enumerate(rules.reasons)}
    return sorted(set(found), key=lambda link: (rank[link[2]], link))


def _alike(rule: str, told: Sequence[Respondent], by: Callable[[Respondent], object]) -> Iterator[Link]:
    for places in _groups(told, by).values():
        yield from ((left, right, rule) for left, right in pairwise(places))


def _groups(told: Sequence[Respondent], by: Callable[[Respondent], object]) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        if key := by(one):
            groups[key].append(number)
    return {key: places for key, places in groups.items() if len(places) > 1}


def _named(told: Sequence[Respondent], rules: RespondentRules) -> Iterator[Link]:
    yield from _same("name", told, lambda one: one.form and one.name, moved=rules.moved)
    yield from _same("name", told, lambda one: not one.form and one.name, moved=False)


def _same_core(told: Sequence[Respondent], rules: RespondentRules) -> Iterator[Link]:
    """厦门市某某有限公司, 某某有限责任公司: the same but for region and the writing of the form."""
    yield from _same("core", told, lambda one: one.form and (one.core, one.form), moved=rules.moved)


def _same(
    rule: str, told: Sequence[Respondent], by: Callable[[Respondent], object], *, moved: bool
) -> Iterator[Link]:
    """Link names written alike: at any address where a name is one enterprise's, else at one address only.

    A whole legal name is one enterprise's where it is registered; 永辉超市 is any of its shops.
    """
    for places in _groups(told, by).values():
        if moved or len({told[one].address for one in places} - {""}) <= 1:
            yield from ((left, right, rule) for left, right in pairwise(places))
        else:
            yield from _at_one_address(rule, told, places)


def _at_one_address(rule: str, told: Sequence[Respondent], places: Iterable[int]) -> Iterator[Link]:
    by: dict[str, list[int]] = defaultdict(list)
    for one in places:
        by[told[one].address].append(one)
    for address, same in by.items():
        if address:
            yield from ((left, right, rule) for left, right in pairwise(same))


def _colloquial(told: Sequence[Respondent], rules: RespondentRules) -> Iterator[Link]:
    """A name without a form, where exactly one enterprise with a form is called so and no address differs."""
    whole: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        if one.form and one.form != "分公司":
            whole[one.core].append(number)
    for number, one in enumerate(told):
        owners = whole.get(one.core, []) if not one.form and len(one.core) >= rules.core_least else []
        if (
            owners
            and len({told[owner].name for owner in owners}) == 1
            and _nowhere_else(one, told[owners[0]])
        ):
            yield min(number, owners[0]), max(number, owners[0]), "colloquial"


def _nowhere_else(one: Respondent, other: Respondent) -> bool:
    return not (one.address and other.address) or one.address == other.address


def _aliases(told: Sequence[Respondent], rules: RespondentRules) -> Iterator[Link]:
    group = {
        plain(name): number for number, one in enumerate(rules.aliases) for name in (one.name, *one.also)
    }
    return _alike("alias", told, lambda one: (group[one.name],) if one.name in group else "")


def _neighbours(told: Sequence[Respondent], rules: RespondentRules) -> Iterator[Link]:
    """Names at one door that are parts of each other, much alike, or a slip of one character apart."""
    for places in _groups(told, lambda one: one.address).values():
        if len({told[one].core for one in places}) > rules.tenants:
            continue
        for left, right in combinations(places, 2):
            if rule := _at_one_door(told[left], told[right], rules):
                yield left, right, rule


def _at_one_door(one: Respondent, other: Respondent, rules: RespondentRules) -> str:
    short, long = sorted((one.core, other.core), key=len)
    if one.form and other.form:
        return "address_typo" if _slip(short, long, rules.typo_least) else ""
    if len(short) >= 2 and short in long and short != long:
        return "address_part"
    return "address_like" if likeness(short, long) >= rules.likeness else ""


def _slip(one: str, other: str, least: int) -> bool:
    if len(one) != len(other) or len(one) < least:
        return False
    apart = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and not set(apart[0]) & _NUMERALS


def likeness(one: str, other: str) -> float:
    """Return how many of their pairs of neighbouring characters two names share (Dice, between 0 and 1)."""
    left, right = set(pairwise(one)), set(pairwise(other))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _kept(told: Sequence[Respondent], found: Iterable[Link]) -> tuple[list[Link], list[int]]:
    """Return the links that join no two credit codes, and of each row the smallest ``enterprise``."""
    root = np.arange(len(told))
    codes = [one.code for one in told]
    kept = []

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = int(root[one])
        return one

    for left, right, rule in found:
        a, b = sorted((top(left), top(right)))
        if a != b and codes[a] and codes[b] and codes[a] != codes[b]:
            continue
        kept.append((left, right, rule))
        root[b] = a
        codes[a] = codes[a] or codes[b]
    return kept, [told[top(one)].enterprise for one in range(len(told))]


def _edges(told: Sequence[Respondent], kept: Iterable[Link], rules: RespondentRules) -> pa.Table:
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for left, right, rule in kept:
        reasons[(told[left].enterprise, told[right].enterprise)].append(rules.reasons[rule])
    rows = sorted((left, right, _AND.join(said)) for (left, right), said in reasons.items())
    left, right, said = (pa.array([row[at] for row in rows], _EDGE[at]) for at in range(3))
    return pa.table([left, right, said, pa.nulls(len(rows), pa.float64())], schema=RESPONDENT_EDGES)
