"""Step 1, clean (清洗): every text in one way of writing, without persons, and what can be read from it.

``texts`` is what all later steps read. It is made of ``matters`` alone; nobody here sees ``people``. Where a
text tells nothing, the column is empty (null for days and amounts); a wrong reading is worse than none.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from xiaobao.law import MalformedContent
from xiaobao.mining.extracts import Enterprise, Goods, Platform, enterprise, goods, platform
from xiaobao.mining.extracts_amount import Paid, paid_fen
from xiaobao.mining.extracts_day import Bought, bought_on
from xiaobao.mining.normal import normal
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.redact import Redact, redact
from xiaobao.mining.settings import Strict, read
from xiaobao.mining.tables import TEXTS, Tables
from xiaobao.rules import routing_files
from xiaobao.rules.areas import Areas

_READ = ("matter", "title", "content", "received_on", "enterprise")


class Clean(Strict):
    """The words of content/mining/clean.yaml."""

    note: str
    platforms: tuple[Platform, ...]
    goods: Goods
    enterprise: Enterprise
    bought: Bought
    paid: Paid
    redact: Redact


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``texts``, one row a matter in the order of ``matters``."""
    kernel = partial(clean, read(run.content, "clean", Clean), areas(run.content))
    return {"texts": run.engine.each(kernel, tables["matters"].select(_READ), TEXTS)}


STEP = Step("clean", make)


def areas(content: Path) -> tuple[Areas, ...]:
    """Return the division tables of the bureau (content/routing); raises MalformedContent without one."""
    files = sorted((content / "routing").glob("*.yaml"))
    if not files:
        raise MalformedContent(content / "routing", 1, "没有街道、社区表")
    return tuple(routing_files.read(file).areas for file in files)


def clean(settings: Clean, areas: tuple[Areas, ...], batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the rows of ``texts`` for a batch of matters (title, content, received_on, enterprise)."""
    columns = [batch.column(name).to_pylist() for name in _READ]
    rows = [_row(settings, areas, *row) for row in zip(*columns, strict=True)]
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), TEXTS, strict=True)]
        if rows
        else [pa.array([], field.type) for field in TEXTS],
        schema=TEXTS,
    )


def _row(
    settings: Clean,
    areas: tuple[Areas, ...],
    matter: int,
    title: str,
    content: str,
    on: date,
    named: int | None,
) -> tuple[Any, ...]:
    redacted = redact("\n".join(filter(None, (normal(title), normal(content)))), settings.redact)
    text = redacted.text
    street, community = where(areas, text)
    return (
        matter, text, goods(text, settings.goods), platform(text, settings.platforms),
        bought_on(text, on, settings.bought), paid_fen(text, settings.paid), street, community,
        redacted.contacts, enterprise(text, settings.enterprise) if named is None else "",
    )  # fmt: skip


def where(areas: tuple[Areas, ...], text: str) -> tuple[str, str]:
    """Return the street and the community a text names, by the division table; both empty for none."""
    named = _words(areas).findall(text)
    street = next((found.street for one in areas if (found := one.locate(text)).street), "") if named else ""
    return street, next((one for one in named if _communities(areas).get(one) == street and street), "")


@lru_cache(maxsize=4)
def _communities(areas: tuple[Areas, ...]) -> dict[str, str]:
    return {name: area.street for one in areas for area in one.streets for name in area.communities}


@lru_cache(maxsize=4)
def _words(areas: tuple[Areas, ...]) -> re.Pattern[str]:
    """What a text must name at least for the division table to say anything."""
    streets = [area for one in areas for area in one.streets]
    words = [word for area in streets for word in (area.street, *area.communities, *area.places)]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
