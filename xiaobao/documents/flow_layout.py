"""Where the boxes and arrows of a chart stand: worked out by Graphviz (graphviz-pure), drawn by us.

Lengths are in points, the origin is the upper left corner.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xiaobao.documents.errors import RenderFailed

PROGRAM = "graphviz-pure"
_INCH = 72.0
_PATIENCE = 30  # seconds; a chart of forty boxes takes a tenth of one
_GRAPH = (
    "digraph g { rankdir=TB; splines=ortho; nodesep=0.18; ranksep=0.28; "
    "node [fixedsize=true,shape=box]; edge [arrowhead=none];"
)


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow to be laid; ``back`` ones do not push their head further down."""

    tail: str
    head: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A box: its middle, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything laid: ``lines`` are the control points of each edge, in the order of the edges given."""

    width: float
    height: float
    places: Mapping[str, Place]
    lines: tuple[tuple[tuple[float, float], ...], ...]


def lay(sizes: Mapping[str, tuple[float, float]], edges: Iterable[Edge]) -> Layout:
    """Lay boxes of these widths and heights; raises RenderFailed when the program fails."""
    return _laid(tuple(sizes.items()), tuple(edges))


@lru_cache(maxsize=32)
def _laid(sizes: tuple[tuple[str, tuple[float, float]], ...], edges: tuple[Edge, ...]) -> Layout:
    names = {name: f"n{at}" for at, (name, _) in enumerate(sizes)}
    boxes = (f"{names[name]} [width={w / _INCH:.4f},height={h / _INCH:.4f}];" for name, (w, h) in sizes)
    lines = (_edge(names[one.tail], names[one.head], one.back) for one in edges)
    plain = _run(_GRAPH + "".join([*boxes, *lines, "}"]))
    return _read(plain, {code: name for name, code in names.items()}, edges)


def _edge(tail: str, head: str, back: bool) -> str:
    return f"{tail} -> {head} [constraint=false];" if back else f"{tail} -> {head};"


def _run(graph: str) -> str:
    command = [_program(), "-Tplain"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=graph, capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RenderFailed(f"流程图不能排版：{error}") from error
    return done.stdout


def _program() -> str:
    beside = Path(sys.executable).with_name(PROGRAM)
    return str(beside) if beside.exists() else shutil.which(PROGRAM) or PROGRAM


def _read(plain: str, names: Mapping[str, str], edges: tuple[Edge, ...]) -> Layout:
    """Read Graphviz' plain form: a line each for the graph, a box, an edge; the origin is below left."""
    lines = [line.split() for line in plain.splitlines()]
    width, height = next((_points(line[2:4]) for line in lines if line[0] == "graph"), (0.0, 0.0))
    places = {names[line[1]]: _place(line, height) for line in lines if line[0] == "node"}
    laid = {(names[line[1]], names[line[2]]): _line(line, height) for line in lines if line[0] == "edge"}
    try:
        return Layout(width, height, places, tuple(laid[one.tail, one.head] for one in edges))
    except KeyError as error:
        raise RenderFailed(f"流程图不能排版：缺少箭头 {error}") from error


def _place(words: list[str], height: float) -> Place:
    x, y, wide, high = _points(words[2:6])
    return Place(x, height - y, wide, high)


def _line(words: list[str], height: float) -> tuple[tuple[float, float], ...]:
    numbers = _points(words[4 : 4 + 2 * int(words[3])])
    return tuple((x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _points(words: list[str]) -> list[float]:
    return [float(word) * _INCH for word in words]
