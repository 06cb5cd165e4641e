"""Invented texts with near-copies among them, and how alike they are in truth.

Sentences are put together anew for each text; 18 % of the texts are perturbed copies of an earlier one, 4 %
fill the blanks of a template that some 250 others fill too; about 155 characters a text. The sentences are
invented, or those of a file of one's own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather
from scipy.sparse import csr_matrix

from bench.sample_texts import THEMES

COPIES, TEMPLATE_ROWS, A_TEMPLATE = 0.18, 0.04, 250
MEAN = 155
_SENTENCE = re.compile(r"[^。！？；，,!?;\s]{5,40}[。！？；，,!?;]?")
_BLOCK = 500
_LONGEST_FIELD = 1 << 24


def write(path: Path, count: int, *, seed: int, sentences: Sequence[str] = ()) -> None:
    """Write ``count`` texts as one Arrow column; the first are the same whatever the count."""
    drawn = Random(seed)
    pool = sentences or invented_sentences(drawn)
    table = pa.table({"text": pa.array(texts(count, drawn, pool), pa.string())})
    feather.write_feather(table, path, compression="uncompressed", chunksize=count)


def read(path: Path, count: int | None = None) -> pa.ChunkedArray:
    """Return the texts, or the first of them."""
    return feather.read_table(path)["text"].slice(0, count)


def texts(count: int, drawn: Random, pool: Sequence[str]) -> Iterator[str]:
    """Yield the texts; a template is used for a while, then another."""
    kept: list[str] = []
    for at in range(count):
        lot = drawn.random()
        if at % round(A_TEMPLATE / TEMPLATE_ROWS) == 0:
            template = _recombined(drawn, pool, MEAN)
        if kept and lot < COPIES:
            kept.append(_perturbed(drawn, drawn.choice(kept), pool))
        elif lot < COPIES + TEMPLATE_ROWS:
            kept.append(_filled(drawn, template))
        else:
            kept.append("".join(_recombined(drawn, pool, max(20, round(drawn.gauss(MEAN - 15, 60))))))
    yield from kept


def invented_sentences(drawn: Random, count: int = 100_000) -> list[str]:
    """Return sentences of words nobody says in this order; as varied in their characters as written ones."""
    spoken = "".join(word for theme in THEMES for word in (*theme.goods, *theme.troubles))
    common = [chr(point) for point in range(0x4E00, 0x4E00 + 2500)] + list(spoken)
    words = ["".join(drawn.choices(common, k=drawn.choice((1, 2, 2, 2, 3)))) for _ in range(8000)]
    # a few words are said often, most seldom (Zipf)
    heard = list(accumulate(1 / (rank + 20) for rank in range(len(words))))
    return [
        "".join(drawn.choices(words, cum_weights=heard, k=drawn.randint(4, 14))) + drawn.choice("。，，；！")
        for _ in range(count)
    ]


def sentences_of(path: Path, column: str) -> list[str]:
    """Return the sentences of one column of a CSV file (UTF-8)."""
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [sentence for row in csv.DictReader(file) for sentence in _SENTENCE.findall(row[column])]
    return list(dict.fromkeys(found))


def truth(column: Sequence[str], likeness: float) -> set[tuple[int, int]]:
    """Return every pair of texts of at least this Jaccard likeness of 3-grams, by looking at all of them."""
    numbers: dict[str, int] = {}
    rows = [
        np.fromiter({numbers.setdefault(text[at : at + 3], len(numbers)) for at in range(len(text) - 2)}, int)
        for text in column
    ]
    sizes = np.array([len(row) for row in rows])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    has = csr_matrix(
        (np.ones(starts[-1], np.int32), np.concatenate(rows), starts), shape=(len(rows), len(numbers))
    )
    turned, found = has.T.tocsr(), set()
    for begin in range(0, len(rows), _BLOCK):
        shared = (has[begin : begin + _BLOCK] @ turned).tocoo()
        left, right = shared.row + begin, shared.col
        alike = shared.data >= likeness * (sizes[left] + sizes[right] - shared.data)
        kept = alike & (left < right)
        found.update(zip(left[kept].tolist(), right[kept].tolist(), strict=True))
    return found


def _recombined(drawn: Random, pool: Sequence[str], length: int) -> list[str]:
    parts: list[str] = []
    written = 0
    while written < length:
        parts.append(drawn.choice(pool))
        written += len(parts[-1])
    return parts


def _filled(drawn: Random, template: list[str]) -> str:
    """Fill four blanks of a template: a day, a number, a price, a word."""
    blanks = (
        f"2021年{drawn.randint(1, 12)}月{drawn.randint(1, 28)}日", f"第{drawn.randint(1, 9999)}号",
        f"{drawn.randint(9, 99999) / 100}元", drawn.choice(drawn.choice(THEMES).goods),
    )  # fmt: skip
    return "".join(blanks[at] + part if at < len(blanks) else part for at, part in enumerate(template))


def _perturbed(drawn: Random, text: str, pool: Sequence[str]) -> str:
    """Change a few characters, leave out a run, or put a sentence before or after: one to three times."""
    for _ in range(drawn.randint(1, 3)):
        at, kind = drawn.randrange(len(text)), drawn.randrange(4)
        if kind == 0:
            text = text[:at] + drawn.choice("的了在是和有我不") + text[at + 1 :]
        elif kind == 1 and len(text) > 60:
            text = text[:at] + text[at + drawn.randint(2, 16) :]
        else:
            text = drawn.choice(pool) + text if kind == 2 else text + drawn.choice(pool)
    return text
