"""A flowchart as SVG, for the screen and for print: text stays text, and every part may be a link.

The letters are of one family by name; where it is missing the machine takes its own Chinese letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from xiaobao.documents.flow_layout import Edge, Layout, Place, lay
from xiaobao.documents.notices import Notice
from xiaobao.documents.shape import cells
from xiaobao.rules.handbook.flow import START, Arrow, Flowchart, StateBox, StepBox
from xiaobao.rules.papers import papers_of

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_STATE_WIDTH, _STEP_WIDTH = 126.0, 112.0
_HEAD, _SMALL, _LINE, _PAD, _EDGE_ROOM = 12.0, 9.0, 12.5, 6.0, 8.0
_INK, _SOFT, _LINK = "#1f2937", "#4b5563", "#1d4ed8"
_PIECE = re.compile(r"(?:[0-9]+|.)[、，。；）》]*")
_STATE_FILL, _FINAL_FILL, _STEP_FILL, _EDGE = "#e8f0fb", "#eef1f4", "#ffffff", "#64748b"


@dataclass(frozen=True, slots=True)
class Target:
    """What a part of a box leads to: ``kind`` is article, clock, form or phrases, ``key`` names it.

    The key of an article is "samr-order-121:15(1)", of phrases "complaint:received".
    """

    kind: str
    key: str


Href = Callable[[Target], str]
"""Returns the address of a target, empty for none."""


@dataclass(frozen=True, slots=True)
class _Words:
    """One line in a box."""

    text: str
    size: float = _SMALL
    colour: str = _SOFT
    target: Target | None = None
    bold: bool = False


def svg(chart: Flowchart, notices: Mapping[str, Notice], *, href: Href | None = None) -> str:
    """Draw a chart. ``notices`` are the documents in service, by id: a step names those it issues.

    ``href`` makes links of the articles, clocks, documents and phrases. Raises RenderFailed.
    """
    words = {START: [_Words("来件", _HEAD, _INK, bold=True)]}
    words |= {box.id: _state_words(box, chart) for box in chart.states}
    words |= {box.id: _step_words(box, chart, notices) for box in chart.steps}
    steps = {box.id for box in chart.steps}
    widths = {name: _STEP_WIDTH if name in steps else _STATE_WIDTH for name in words}
    sizes = {name: (widths[name], _height(lines)) for name, lines in words.items()}
    laid = lay(sizes, [Edge(one.tail, one.head, one.back) for one in chart.arrows])
    return "".join(_drawn(chart, laid, words, href))


def _state_words(box: StateBox, chart: Flowchart) -> list[_Words]:
    lines = [
        _Words(box.state.label, _HEAD, _INK, Target("phrases", f"{chart.track.value}:{box.id}"), bold=True)
    ]
    for clock in box.clocks:
        told = _broken(f"◎ {clock.length} {clock.name}", _STATE_WIDTH)
        lines += [_Words(line, target=Target("clock", clock.id)) for line in told]
    if box.meanwhile:
        acts = "此时可以：" + "、".join(act.label for act in box.meanwhile)
        lines += [_Words(line) for line in _broken(acts, _STATE_WIDTH)]
    return lines


def _step_words(box: StepBox, chart: Flowchart, notices: Mapping[str, Notice]) -> list[_Words]:
    lines = [_Words(box.act.label, _HEAD, _INK, bold=True)]
    own = "" if box.cite.regulation == chart.regulation else box.citation.partition("》")[0] + "》"
    article = _broken(own + box.article, _STEP_WIDTH)
    lines += [_Words(line, target=Target("article", str(box.cite))) for line in article]
    lines += [_Words(f"◎ {length}内") for length in dict.fromkeys(clock.length for clock in box.clocks)]
    for notice in issued(chart.track, box.act, chart.regulation, notices):
        told = _broken(f"▤ {notice.title}", _STEP_WIDTH)
        lines += [_Words(line, target=Target("form", notice.id)) for line in told]
    return lines + ([_Words("在全国12315平台办理")] if box.elsewhere else [])


def issued(track: str, act: str, regulation: str, notices: Mapping[str, Notice]) -> Iterator[Notice]:
    """Yield the documents an act issues under a regulation, in the order they are printed."""
    for wanted in papers_of(track, act):
        yield from (one for one in notices.values() if one.act == wanted and one.governs(regulation))


def _broken(text: str, width: float) -> list[str]:
    """Break a line where it would leave its box: never within a number, never before a mark."""
    room = int((width - 2 * _PAD) / _SMALL)
    lines = [""]
    for piece in _PIECE.findall(text):
        if cells(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _height(lines: Sequence[_Words]) -> float:
    return 2 * _PAD + _LINE * len(lines) + 2


def _drawn(
    chart: Flowchart, laid: Layout, words: Mapping[str, list[_Words]], href: Href | None
) -> Iterator[str]:
    told = _broken(_legend(chart), laid.width)
    room = _EDGE_ROOM
    width, height = laid.width + 2 * room, laid.height + _LINE * (len(told) + 1) + 2 * room
    title = f"{chart.track.label}处置流程图"
    view = f"{-room:g} {-room:g} {width:.0f} {height:.0f}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img" '
        f'aria-label="{title}" font-family="{FONT}"><title>{title}</title>'
    )
    for arrow, points in zip(chart.arrows, laid.lines, strict=True):
        yield _line(arrow, points)
    finals = {box.id for box in chart.states if box.final}
    steps = {box.id for box in chart.steps}
    for name, lines in words.items():
        fill = _STEP_FILL if name in steps else _FINAL_FILL if name in finals else _STATE_FILL
        yield _box(laid.places[name], lines, fill, name not in steps, href)
    for at, line in enumerate(told, start=1):
        yield _text(_Words(line), laid.width / 2, laid.height + _LINE * (at + 0.5), href)
    yield "</svg>"


def _line(arrow: Arrow, points: Sequence[tuple[float, float]]) -> str:
    (x, y), *rest = points
    path = f"M{x:.1f},{y:.1f}C" + " ".join(f"{a:.1f},{b:.1f}" for a, b in rest)
    dashes = "1 3" if arrow.elsewhere else "4 3" if arrow.back else ""
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{_EDGE}" stroke-width="1.1"{dash}/>{_tip(points)}'


def _tip(points: Sequence[tuple[float, float]]) -> str:
    """Draw the head of an arrow on its last, straight piece."""
    x, y = points[-1]
    fore = next((point for point in reversed(points) if point != (x, y)), (x, y - 1))
    along = abs(y - fore[1]) >= abs(x - fore[0])
    sign = 1 if (y > fore[1] if along else x > fore[0]) else -1
    if along:
        shape = [(x, y), (x - 3, y - 7 * sign), (x + 3, y - 7 * sign)]
    else:
        shape = [(x, y), (x - 7 * sign, y - 3), (x - 7 * sign, y + 3)]
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in shape)}" fill="{_EDGE}"/>'


def _box(place: Place, lines: Sequence[_Words], fill: str, rounded: bool, href: Href | None) -> str:
    left, top = place.x - place.width / 2, place.y - place.height / 2
    corner = 10 if rounded else 2
    shape = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="{corner}" fill="{fill}" stroke="{_EDGE}" stroke-width="1"/>'
    )
    texts = (_text(line, place.x, top + _PAD + _LINE * (at + 0.8), href) for at, line in enumerate(lines))
    return shape + "".join(texts)


def _text(line: _Words, x: float, y: float, href: Href | None) -> str:
    address = href(line.target) if href and line.target else ""
    colour = _LINK if address and not line.bold else line.colour
    weight = ' font-weight="700"' if line.bold else ""
    style = f'text-anchor="middle" font-size="{line.size:g}" fill="{colour}"{weight}'
    text = f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(line.text)}</text>'
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _legend(chart: Flowchart) -> str:
    always = "、".join(act.label for act in chart.always)
    signs = "圆角为状态，灰底为终结，方框为步骤；◎ 期限，▤ 文书；"
    lines = "虚线回到前面的状态，点线只在全国12315平台办理。"
    return f"{signs}{lines}多数状态下都可以：{always}。"
