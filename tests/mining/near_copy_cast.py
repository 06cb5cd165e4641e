"""Invented texts for the examples of near-copies, and what is told of them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiaobao.mining import compiling
from xiaobao.mining.duplicates import make
from xiaobao.mining.engine import Engine, connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import MATTERS, PERSONS, RESPONDENTS, TEXTS, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

CONTENT = Path(__file__).parents[2] / "content"
_WORDS = "牛奶过期商家退款客服推诿发货包装破损孩子腹泻医院发票会员充值门店关门联系电话押金"
WORDS = [_WORDS[at : at + 2] for at in range(0, len(_WORDS), 2)]
SPOILT = "在青禾生鲜买了两盒草莓，回家打开发现底下一层全部发霉，联系门店只肯换货不肯退钱"
TEMPLATE = "收到后发现外包装没有标注致敏物质，不符合预包装食品标签通则的要求，请依法查处、退一赔十并书面答复"


def invented(count: int, *, seed: int = 5) -> list[str]:
    """Return texts of invented words, every fourth one a copy of an earlier one with a little changed."""
    drawn, made = Random(seed), list[str]()
    for at in range(count):
        if at % 4 == 3:
            text = drawn.choice(made)
            cut = drawn.randrange(len(text))
            made.append(text[:cut] + drawn.choice("的了是") + text[cut + drawn.randint(0, 9) :])
        else:
            made.append("".join(drawn.choice(WORDS) + chr(drawn.randint(0x4E00, 0x9000)) for _ in range(30)))
    return made


@contextmanager
def without_numba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where numba cannot be had."""
    with monkeypatch.context() as patched:
        patched.setattr(compiling, "kernels", lambda: None)
        yield


@cache
def engine() -> Engine:
    """One engine for all examples."""
    return connect()


def told(
    text: str, *, on: str = "2026-05-20", by: str = "林", of: int | None = 1, **more: Any
) -> dict[str, Any]:
    """One matter: its text, the day, whose key, which respondent; what else is said of the purchase."""
    return {"text": text, "on": date.fromisoformat(on), "person": by, "enterprise": of, **more}


def mined(*given: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pairs of the matters given, numbered from 1."""
    made = Tables()
    rows = [
        {"matter": at, "track": "complaint", "role": "complainant", **row} for at, row in enumerate(given, 1)
    ]
    for row in rows:
        on = row["on"]
        row["received"] = int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()) + row["matter"]
    respondents = [
        {"enterprise": one, "respondent": one} for one in {row["enterprise"] for row in rows} if one
    ]
    empty = {"goods": "", "platform": "", "enterprise_named": ""}
    made.put("matters", _table(rows, MATTERS))
    made.put("texts", _table([{**empty, **row} for row in rows], TEXTS))
    made.put("persons", _table(rows, PERSONS))
    made.put("respondents", _table(respondents, RESPONDENTS))
    run = Run(on=date(2026, 6, 1), content=CONTENT, engine=engine(), secret=b"invented")
    pairs: list[dict[str, Any]] = make(made, run)["pairs"].to_pylist()
    return pairs


def twins(*given: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the twins among the matters given."""
    return [(pair["left"], pair["right"]) for pair in mined(*given) if pair["kind"] == "twin"]


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema=schema
    )
