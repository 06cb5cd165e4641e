"""Tellings: every matter with who told it, of whom, and what it says of one purchase.

Two texts of one person against one respondent may tell one dispute twice, or two disputes in the same words.
What a purchase is known by says which: the day, the price, the number of pieces; what was bought, and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from xiaobao.mining.engine import Engine
from xiaobao.mining.tables import Tables

if TYPE_CHECKING:
    import ibis

COLUMNS = (
    "matter", "track", "received", "person", "respondent", "named", "text", "bought_on", "paid_fen", "goods",
    "platform",
)  # fmt: skip
_TELL = ("complainant", "reporter")


@dataclass(frozen=True)
class Purchase:
    """What one text says of a purchase; None or empty where it says nothing."""

    bought_on: date | None
    paid_fen: int | None
    pieces: frozenset[str]
    goods: str
    platform: str


@dataclass(frozen=True)
class Agreement:
    """Of what both texts say of a purchase, how much is equal and how much is not.

    ``firm`` is the day, the price and the number of pieces; ``loose`` what was bought and on which platform,
    which the next purchase may well share.
    """

    firm: int = 0
    firm_against: int = 0
    loose: int = 0
    loose_against: int = 0


def tellings(tables: Tables, engine: Engine) -> pa.Table:
    """Return COLUMNS, one row a matter, by matter; for nobody known ``person`` is empty."""
    matters, texts = engine.table(tables["matters"]), engine.table(tables["texts"])
    respondents = engine.table(tables["respondents"])
    persons = _persons(engine.table(tables["persons"]))
    told = (
        matters.select("matter", "track", "received", "enterprise")
        .left_join(respondents, "enterprise")
        .select("matter", "track", "received", "respondent")
        .left_join(persons, "matter")
        .select("matter", "track", "received", "respondent", "person")
        .join(texts, "matter")
    )
    told = told.mutate(person=told.person.fill_null(""), named=told.enterprise_named)
    return engine.collect(told.select(*COLUMNS), by=["matter"])


def _persons(persons: ibis.Table) -> ibis.Table:
    """Return one person a matter: of several who complain together the first by key."""
    who = persons.filter(persons.role.isin(_TELL))
    return who.group_by("matter").agg(person=who.person.min())


def purchases(told: pa.Table, counters: str) -> list[Purchase]:
    """Return what each row says; ``counters``: the characters things are counted with (件瓶袋…)."""
    pattern = _counted(counters)
    columns = (told[name].to_pylist() for name in ("bought_on", "paid_fen", "text", "goods", "platform"))
    return [
        Purchase(day, paid, frozenset(pattern.findall(text)), pattern.sub("", goods), platform)
        for day, paid, text, goods, platform in zip(*columns, strict=True)
    ]


def agreement(one: Purchase, other: Purchase) -> Agreement:
    """Hold two purchases against each other; what only one of them says counts neither way."""
    firm = [_same(one.bought_on, other.bought_on), _same(one.paid_fen, other.paid_fen)]
    firm.append(_meeting(one.pieces, other.pieces))
    loose = [_within(one.goods, other.goods), _within(one.platform, other.platform)]
    return Agreement(firm.count(True), firm.count(False), loose.count(True), loose.count(False))


@lru_cache(maxsize=4)
def _counted(counters: str) -> re.Pattern[str]:
    return re.compile(rf"\d+[{re.escape(counters)}]")


def _same(one: object, other: object) -> bool | None:
    return None if one is None or other is None else one == other


def _meeting(one: frozenset[str], other: frozenset[str]) -> bool | None:
    return None if not one or not other else one <= other or other <= one


def _within(one: str, other: str) -> bool | None:
    return None if not one or not other else one in other or other in one
