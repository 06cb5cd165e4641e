"""The parts of the measurement of near-copies; each runs in a process of its own and answers one object.

Seconds are of wall time and of processor time, both after a small first run: kernels are compiled once and
kept, as they are on a machine in use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from bench import near_copy_texts
from bench.judging import spread

LIKENESS, REACH, HUBS, VALUES, BANDS, A_BAND = 0.6, 512, 8, 128, 32, 4
_FIRST = 300
_LOOKED_UP = 1000
_MISSING = "not installed here, skipped"

T = TypeVar("T")


def quality(file: Path, count: int) -> dict[str, Any]:
    """Hold the pairs of a sample against all pairs there are."""
    from xiaobao.mining import near_copies
    from xiaobao.mining.shingles import Texts

    column = near_copy_texts.read(file, count)
    found = near_copies.pairs(Texts.of(column), likeness=LIKENESS, reach=REACH)
    ours = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    true = near_copy_texts.truth(column.to_pylist(), LIKENESS)
    both = len(ours & true)
    return {
        "texts": count,
        "true_pairs": len(true),
        "recall": round(both / max(len(true), 1), 4),
        "precision": round(both / max(len(ours), 1), 4),
    }


def pairs(file: Path, count: int) -> dict[str, Any]:
    """Find the verified pairs."""
    from xiaobao.mining import near_copies
    from xiaobao.mining.shingles import Texts

    column = near_copy_texts.read(file, count)

    def found(part: pa.ChunkedArray) -> int:
        return len(near_copies.pairs(Texts.of(part), likeness=LIKENESS, reach=REACH))

    found(column.slice(0, _FIRST))
    return _timed(lambda: {"pairs": found(column)})


def groups(file: Path, count: int) -> dict[str, Any]:
    """Group the texts over verified links."""
    import numpy as np

    from xiaobao.mining import near_copies
    from xiaobao.mining.shingles import Texts

    column = near_copy_texts.read(file, count)

    def found(part: pa.ChunkedArray) -> dict[str, int]:
        grouped = near_copies.linked(Texts.of(part), likeness=LIKENESS, hubs=HUBS)
        sizes = np.bincount(grouped.head)
        return {
            "links": len(grouped.links),
            "groups": int((sizes > 1).sum()),
            "largest": int(sizes.max()),
        }

    found(column.slice(0, _FIRST))
    return _timed(lambda: found(column))


def lookup(file: Path, count: int, folder: str) -> dict[str, Any]:
    """Keep an index of the texts, then look up a thousand, half of them with their end cut off."""
    from xiaobao.mining.lookup import Index

    column = near_copy_texts.read(file, count)
    index = Index(Path(folder))
    written = _timed(lambda: index.write(range(count), column) or {})
    step = max(1, count // _LOOKED_UP)
    asked = [text[: -8 * (at % 2) or None] for at, text in enumerate(column[::step].to_pylist())]
    seconds, met = [], 0
    reader = index.open()
    for at, text in enumerate(asked):
        began = time.perf_counter()
        found = reader.find(text, likeness=LIKENESS, most=20)
        seconds.append(time.perf_counter() - began)
        met += any(one.id == at * step for one in found) or len(found) == 20
    size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {"written": written, **spread(seconds), "found_again": met / len(asked), "mb": round(size / 1e6)}


def datasketch(file: Path, count: int) -> dict[str, Any]:
    """Find pairs with datasketch: bulk signatures, its index, likeness by signature."""
    if find_spec("datasketch") is None or find_spec("xxhash") is None:
        return {"skipped": f"datasketch and xxhash: {_MISSING}"}
    import xxhash
    from datasketch import MinHash, MinHashLSH

    column = near_copy_texts.read(file, count).to_pylist()

    def found() -> dict[str, Any]:
        sets = [[one.encode() for one in _grams(text)] for text in column]
        hashes = MinHash.bulk(sets, num_perm=VALUES, hashfunc=xxhash.xxh32_intdigest)
        index = MinHashLSH(num_perm=VALUES, params=(BANDS, A_BAND))
        with index.insertion_session() as session:
            for row, one in enumerate(hashes):
                session.insert(row, one)
        return {"pairs": _alike(hashes, (index.query(one) for one in hashes))}

    return _timed(found)


def rensa(file: Path, count: int) -> dict[str, Any]:
    """Find pairs with rensa: signatures and queries in bulk, likeness by signature."""
    if find_spec("rensa") is None:
        return {"skipped": f"rensa: {_MISSING}"}
    from rensa import RMinHash, RMinHashLSH

    column = near_copy_texts.read(file, count).to_pylist()

    def found() -> dict[str, Any]:
        hashes = RMinHash.from_token_sets([_grams(text) for text in column], VALUES, 42)
        index = RMinHashLSH(LIKENESS, VALUES, BANDS)
        index.insert_many(hashes)
        return {"pairs": _alike(hashes, index.query_all(hashes))}

    return _timed(found)


def _grams(text: str) -> list[str]:
    return [text[at : at + 3] for at in range(len(text) - 2)]


def _alike(hashes: list[Any], answers: Iterable[Iterable[int]]) -> int:
    return sum(
        hashes[row].jaccard(hashes[other]) >= LIKENESS
        for row, others in enumerate(answers)
        for other in others
        if other > row
    )


def _timed(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return {
        **answer,
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_s": round(time.process_time() - cpu, 2),
    }
