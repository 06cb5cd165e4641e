"""What the pages of findings draw: bars of time, the network of a ring, scores and tones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from xiaobao.docket.finding_bars import Bar, Bars
from xiaobao.docket.label_beside import SchemeLines
from xiaobao.docket.models import FindingChange, FindingKind, FindingState, LabelScheme
from xiaobao.docket.ring_network import Network, Node

register = template.Library()
_WIDTH, _HEIGHT, _TOP, _FOOT, _MOST_LABELS = 760, 110, 18, 22, 10
_BOX, _ROW, _ROOM, _GAP = (192, 168, 290), 33, 28, 88
"""Widths of a telephone's, a person's and a respondent's box; heights and the room between columns."""
_HEADS = (gettext_lazy("电话"), gettext_lazy("投诉人"), gettext_lazy("被投诉人"))
_REST = gettext_lazy("其余%(count)s个")
_CASES = gettext_lazy("%(count)s件")
_TONES = {FindingState.CONFIRMED: "good", FindingState.CONTESTED: "wait", FindingState.OPEN: "open"}


@register.filter
def finding_kind(code: str) -> str:
    """Return what a kind of finding is called."""
    return str(FindingKind(code).label)


@register.filter
def finding_state(code: str) -> str:
    """Return what a state of a finding is called."""
    return str(FindingState(code).label)


@register.filter
def finding_tone(code: str) -> str:
    """Return the colour of a state; the word says the same."""
    return _TONES.get(FindingState(code), "")


@register.filter
def finding_change(code: str) -> str:
    """Return what has become of a finding since the run before."""
    return str(FindingChange(code).label)


@register.filter
def score_of(score: float | None, kind: str) -> str:
    """Write a score as it is read: a twin's in percent, a group's as so many times the usual."""
    if score is None:
        return "—"
    if kind == FindingKind.TWIN:
        return f"{score:.0%}"
    return gettext("%(count)s倍") % {"count": f"{score:.1f}"} if kind == FindingKind.GROUP else f"{score:.2f}"


@register.filter
def share(value: float | None) -> str:
    """Write a unit-free measure or weight with two decimals; nothing where there is none."""
    return "" if value is None else f"{value:.2f}"


@register.filter
def other_labels(scheme: SchemeLines, names: Sequence[str]) -> list[str]:
    """Return what else a scheme knows, for the scheme whose names are a short list: the hot categories."""
    if scheme.scheme != LabelScheme.HOT:
        return []
    said = {scheme.given, *(line.label for line in scheme.lines)}
    return [name for name in names if name not in said]


@register.simple_tag
def time_bars(bars: Bars) -> SafeString:
    """Draw a bar a day, week or month. The sentence above says the same in words."""
    step = _WIDTH / max(len(bars.bars), 1)
    drawn = format_html_join("", "{}", ((_bar(at, one, step, bars),) for at, one in enumerate(bars.bars)))
    return format_html(
        '<svg class="time-bars" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="base" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        *(_WIDTH, _TOP + _HEIGHT + _FOOT, _WIDTH, _TOP + _HEIGHT, _TOP + _HEIGHT),
        drawn,
    )


def _bar(place: int, bar: Bar, step: float, bars: Bars) -> SafeString:
    height = _HEIGHT * bar.count / max(bars.most, 1)
    left, width = place * step, min(max(step - 2, 1.5), 44)
    middle = left + step / 2
    said = format_html('<text class="value" x="{}" y="{}">{}</text>', f"{middle:.1f}",
                       f"{_TOP + _HEIGHT - height - 4:.1f}", bar.count)  # fmt: skip
    name = format_html('<text class="name" x="{}" y="{}">{}</text>', f"{middle:.1f}",
                       _TOP + _HEIGHT + _FOOT - 6, _when(bar.first, bars.step))  # fmt: skip
    every = -(-len(bars.bars) // _MOST_LABELS)
    roomy = step >= 18 or bar.count == bars.most
    return format_html(
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>{}{}',
        *(f"{middle - width / 2:.1f}", f"{_TOP + _HEIGHT - height:.1f}", f"{width:.1f}", f"{height:.1f}"),
        said if bar.count and roomy else "",
        name if place % every == 0 else "",
    )


def _when(day: date, step: str) -> str:
    return f"{day:%Y-%m}" if step == "month" else f"{day.month}-{day.day}"


@register.simple_tag
def ring_network(network: Network) -> SafeString:
    """Draw telephones, persons and respondents, and lines as thick as the complaints between them.

    Equal networks are drawn alike to the last point. The tables beside say the same in words.
    """
    columns = (network.phones, network.persons, network.respondents)
    tall = max(len(column) for column in columns) * _ROW + _ROOM
    places = {
        node.id: place for at, column in enumerate(columns) for node, place in _places(at, column, tall)
    }
    most = max((tie.matters for tie in network.ties), default=1)
    lines = ((_line(places[tie.one], places[tie.other], tie.matters / most),) for tie in network.ties)
    boxes = ((_box(node, places[node.id]),) for column in columns for node in column)
    return format_html(
        '<svg class="network" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        *(_left(3) - _GAP, tall, gettext("电话、投诉人和被投诉人的关系图")),
        format_html_join("", '<text class="head" x="{}" y="16">{}</text>', _heads(columns)),
        format_html_join("", "{}", lines),
        format_html_join("", "{}", boxes),
    )


Place = tuple[float, float, int]


def _left(column: int) -> int:
    return sum(_BOX[:column]) + column * _GAP


def _heads(columns: Sequence[Sequence[Node]]) -> Iterator[tuple[int, str]]:
    for at, column in enumerate(columns):
        if column:
            yield _left(at), str(_HEADS[at])


def _places(at: int, column: Sequence[Node], tall: float) -> Iterator[tuple[Node, Place]]:
    """Yield where each box stands: left, top and width; a short column stands in the middle."""
    begin = _ROOM + (tall - _ROOM - len(column) * _ROW) / 2
    for number, node in enumerate(column):
        yield node, (_left(at), begin + number * _ROW, _BOX[at])


def _line(one: Place, other: Place, share: float) -> SafeString:
    x, y = one[0] + one[2], one[1] + (_ROW - 8) / 2
    to_x, to_y = other[0], other[1] + (_ROW - 8) / 2
    bend = (to_x - x) / 2
    return format_html(
        '<path class="tie" d="M{},{} C{},{} {},{} {},{}" stroke-width="{}"/>',
        *(f"{value:.1f}" for value in (x, y, x + bend, y, to_x - bend, to_y, to_x, to_y)),
        f"{1 + 5 * share:.1f}",
    )


def _box(node: Node, place: Place) -> SafeString:
    left, top, width = place
    label = str(_REST) % {"count": node.more} if node.more else node.label
    label = " ".join(part for part in (label, node.note) if part)
    room = int((width - 62) / 6.4)
    return format_html(
        '<g class="node {}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="label" x="{}" y="{}">{}</text><text class="many" x="{}" y="{}">{}</text></g>',
        *(node.id[0], label, left, f"{top:.1f}", width, _ROW - 8),
        *(left + 9, f"{top + 17.5:.1f}", _cut(label, room)),
        *(left + width - 8, f"{top + 17.5:.1f}", str(_CASES) % {"count": node.matters}),
    )


def _cut(text: str, room: int) -> str:
    """Cut a label to so many half-width places, from its end."""
    used = 0
    for at, one in enumerate(text):
        used += 1 if one.isascii() else 2
        if used > room:
            return text[: at - 1] + "…"
    return text
