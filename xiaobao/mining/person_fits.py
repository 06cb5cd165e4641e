"""Which matters come from one person, by what fits: names, phones hidden and whole, slips of a figure.

Joins find the candidates; what fits is then looked at one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import ibis
import pyarrow as pa

from xiaobao.mining.engine import Engine
from xiaobao.mining.person_forms import HIDDEN, NONE, WHOLE, fits
from xiaobao.mining.person_rules import LINKS, PersonRules

Link = tuple[int, int, str]
_HALF, _FIGURES = 6, 11
_DAY, _EVER = 86_400, 1 << 40
_LEAST_SPELLED = 3


def fitting(engine: Engine, told: pa.Table, rules: PersonRules) -> pa.Table:
    """Return the links between rows that fit; ``told`` is FORMS with received and respondent."""
    t = engine.table(told)
    found = [
        *_of_a_phone(engine, t),
        *_spelled(engine, t),
        *_slipped(engine, t, rules),
        *_uncovered(engine, t, "fits_respondent", "respondent", rules.fits_days * _DAY),
        *_uncovered(engine, t, "fits_address", "address", _EVER),
        *_named(engine, t, rules),
    ]
    columns = zip(*sorted(found), strict=True) if found else ([], [], [])
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)], schema=LINKS
    )


def _of_a_phone(engine: Engine, t: ibis.Table) -> Iterator[Link]:
    """Link what a whole phone tells of its one owner: hidden names that fit, matters without a name."""
    rows = t.filter(t.phone_kind == WHOLE)
    named = rows.group_by("phone", "name", "name_kind").agg(row=rows.row.min())
    several = named.group_by("phone").agg(names=named.count())
    found = engine.collect(named.inner_join(several.filter(several.names > 1), "phone"), by=("phone", "row"))
    for one in _grouped(found, "phone"):
        yield from _one_owner(one)


def _one_owner(rows: Sequence[dict[str, object]]) -> Iterator[Link]:
    kinds: dict[object, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        kinds[row["name_kind"]].append((str(row["name"]), _int(row["row"])))
    clear, hidden = kinds[WHOLE], kinds[HIDDEN]
    # A phone of several people tells nothing about a hidden name: 李* may be any of them, or one more.
    owner = clear[0] if len(clear) == 1 else hidden[0] if len(hidden) == 1 and not clear else None
    if owner is None or not all(fits(name, owner[0]) for name, _row in hidden):
        return
    yield from ((owner[1], row, "name_fits") for _name, row in hidden if row != owner[1])
    yield from ((owner[1], row, "one_nameless") for _name, row in kinds[NONE])


def _spelled(engine: Engine, t: ibis.Table) -> Iterator[Link]:
    """Link names of one phone that differ in one character, where both complain of the same respondent."""
    rows = t.filter((t.phone_kind == WHOLE) & (t.name_kind == WHOLE) & t.respondent.notnull())
    named = rows.group_by("phone", "respondent", "name").agg(row=rows.row.min())
    other = _second(named)
    same = (named.phone == other.phone2) & (named.respondent == other.respondent2)
    pairs = named.inner_join(other, same & (named.name < other.name2))
    for left, name, right, also in _pairs(engine, pairs, "name"):
        if len(name) >= _LEAST_SPELLED and name[0] == also[0] and _differ(name, also) == 1:
            yield left, right, "spelling"


def _slipped(engine: Engine, t: ibis.Table, rules: PersonRules) -> Iterator[Link]:
    """Link namesakes whose mobile numbers differ in one figure, where the name is not everybody's."""
    rows = t.filter((t.phone_kind == WHOLE) & (t.name_kind == WHOLE) & (t.phone.length() == _FIGURES))
    people = rows.group_by("name", "phone").agg(row=rows.row.min())
    namesakes = people.group_by("name").agg(n=people.count())
    few = people.inner_join(namesakes.filter((namesakes.n > 1) & (namesakes.n <= rules.namesakes)), "name")
    for half in (slice(0, _HALF), slice(_HALF, None)):
        halved = few.select("name", "phone", "row", half=few.phone[half.start : half.stop or _FIGURES])
        other = _second(halved)
        same = (halved.name == other.name2) & (halved.half == other.half2)
        pairs = halved.inner_join(other, same & (halved.phone < other.phone2))
        slips = pairs.filter(_apart(pairs.phone, pairs.phone2) == 1)
        yield from ((left, right, "off_by_one") for left, _, right, _ in _pairs(engine, slips, "phone"))


def _apart(one: ibis.Value, other: ibis.Value) -> ibis.Value:
    """In how many figures two mobile numbers differ; counted by the engine, for namesakes are many."""
    return sum((one.substr(at, 1) != other.substr(at, 1)).cast("int64") for at in range(_FIGURES))


def _uncovered(engine: Engine, t: ibis.Table, rule: str, second: str, apart: int) -> Iterator[Link]:
    """Link a hidden phone to the one whole phone it fits, where name and a second thing agree."""
    by = ("surname", "head", "tail", second)
    given = t.filter((t.head != "") & (t.tail != "") & (t.surname != ""))
    given = given.filter(given[second].notnull() if second == "respondent" else given[second] != "")
    given = given.select(*by, "name", "phone", "phone_kind", "row", "received")
    hidden, whole = given.filter(given.phone_kind == HIDDEN), given.filter(given.phone_kind == WHOLE)
    yield from _only_ones(rule, _fitting(engine, hidden, whole, by, apart))


def _named(engine: Engine, t: ibis.Table, rules: PersonRules) -> Iterator[Link]:
    """Link a whole name with a hidden phone to the one same name whose phone it fits.

    Of ``n`` people of one name, those whose phone would fit by chance are n over the ways of its figures.
    """
    given = t.filter((t.name_kind == WHOLE) & (t.head != "") & (t.tail != ""))
    hidden = _people(given.filter(given.phone_kind == HIDDEN), ("name", "head", "tail"))
    whole = _people(given.filter(given.phone_kind == WHOLE), ("name", "head", "tail"))
    people = given.group_by("name").agg(n=given.phone.nunique())
    rare = people.filter(people.n / 10.0**4 <= rules.strangers)
    found = _fitting(engine, hidden.semi_join(rare, "name"), whole, ("name", "head", "tail"), _EVER)
    yield from _only_ones("name_fits_phone", found)


def _people(rows: ibis.Table, by: Sequence[str]) -> ibis.Table:
    keys = list(dict.fromkeys((*by, "name", "phone")))
    return rows.group_by(keys).agg(row=rows.row.min(), received=rows.received.min())


Both = tuple[int, str, str, int, str, str]


def _second(rows: ibis.Table) -> ibis.Table:
    return rows.rename({f"{name}2": name for name in rows.columns})


def _fitting(
    engine: Engine, hidden: ibis.Table, whole: ibis.Table, by: Sequence[str], apart: int
) -> Iterator[Both]:
    other = _second(whole)
    pairs = hidden.inner_join(other, [hidden[name] == other[f"{name}2"] for name in by])
    pairs = pairs.filter((pairs.received - pairs.received2).abs() <= apart)
    chosen = pairs.select("row", "name", "phone", "row2", "name2", "phone2")
    for row in engine.collect(chosen, by=("row", "row2")).to_pylist():
        yield row["row"], row["name"], row["phone"], row["row2"], row["name2"], row["phone2"]


def _only_ones(rule: str, pairs: Iterable[Both]) -> Iterator[Link]:
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for left, name, phone, right, whole_name, whole in pairs:
        same = fits(name, whole_name) or (name.endswith("*") and fits(whole_name, name)) or name == whole_name
        if name and same and fits(phone, whole):
            found[left].setdefault((whole_name, whole), right)
    for left, people in found.items():
        if len({phone for _name, phone in people}) == 1:
            yield left, min(people.values()), rule


def _pairs(engine: Engine, pairs: ibis.Table, what: str) -> Iterator[tuple[int, str, int, str]]:
    chosen = pairs.select("row", "row2", one=pairs[what], other=pairs[f"{what}2"])
    for row in engine.collect(chosen, by=("row", "row2")).to_pylist():
        yield row["row"], row["one"], row["row2"], row["other"]


def _grouped(rows: pa.Table, by: str) -> Iterator[list[dict[str, object]]]:
    group: list[dict[str, object]] = []
    for row in rows.to_pylist():
        if group and group[0][by] != row[by]:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else len(one)


def _int(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101  a column of whole numbers
    return value
