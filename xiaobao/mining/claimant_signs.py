"""What a text demands, which flaw it names, how much was bought: the signs the factors are counted from.

A sign says nothing by itself. Whoever was sold bad food may ask for ten times the price
(食品安全法 第一百四十八条), and every reporter for a reward.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.law import citation
from xiaobao.mining.claimant_settings import Quantity, Settings, Wording
from xiaobao.mining.engine import Kernel

SIGNS = pa.schema(
    [("matter", pa.int64()), ("demand", pa.int64()), ("flaw", pa.int64()), ("quantity", pa.int64())]
)
"""``demand`` and ``flaw`` are 1 where the text has one of those listed; ``quantity`` is null where none is
read."""
_COUNTED = 199


def kernel(settings: Settings) -> Kernel:
    """Return the kernel that reads the signs of (matter, text), by these settings."""
    return partial(
        read,
        demand=_either(settings.demands),
        flaw=_either(settings.flaws),
        quantity=quantity_pattern(settings.quantity),
    )


def read(batch: pa.RecordBatch, *, demand: str, flaw: str, quantity: str) -> pa.RecordBatch:
    """Return SIGNS of a batch of (matter, text); the three are RE2 expressions."""
    text = batch.column("text")
    numbers = pc.struct_field(pc.extract_regex(text, pattern=quantity), "number")
    columns = [
        batch.column("matter"),
        pc.match_substring_regex(text, demand).cast(pa.int64()),
        pc.match_substring_regex(text, flaw).cast(pa.int64()),
        pa.array([_number(one) for one in numbers.to_pylist()], pa.int64()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SIGNS)


def quantity_pattern(quantity: Quantity) -> str:
    """Return the expression that reads the first bought quantity of a text as ``number``."""
    verbs, units = "|".join(quantity.verbs), "|".join(quantity.units)
    number = r"[0-9]{1,4}|[一二两三四五六七八九十百零]{1,5}"
    return f"(?:{verbs})[^，。；！？,;!?]{{0,{quantity.reach}}}?(?P<number>{number})(?:{units})"


def _either(listed: Sequence[Wording]) -> str:
    return "|".join(f"(?:{one})" for wording in listed for one in wording.words)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() else _numerals().get(text)


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    return {"两": 2, **{citation.numeral(number): number for number in range(1, _COUNTED + 1)}}
