"""What the book draws of its own entries: phrases, matters outside the remit, typical cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaobao.handbook.drawn import Card, Cards, Drawn, Row, Table
from xiaobao.handbook.material import Material
from xiaobao.rules.acts import State, Track
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Outside, Phrase, Precedent, Step

INVENTED = "为说明规则而虚构的案例，与任何真实的人和经营者无关。"
UNVERIFIED = "未核实"
_ARTICLE = re.compile(r"《[^》]+》第[0-9]+条(?:第[0-9]+款)?")
_AT_ANY_TIME = "各阶段通用"


def phrases(track: str, material: Material) -> Iterator[Drawn]:
    """Draw the phrases of a procedure by the state they are said in; all of them without one."""
    wanted = [
        entry
        for entry in material.of(Kind.PHRASE)
        if not track or track in entry.applies.tracks or not entry.applies.tracks
    ]
    places = [None, *State]
    for place in places:
        cards = tuple(card(one) for one in wanted if next(iter(one.applies.states), None) is place)
        if cards:
            yield Cards(place.label if place else _AT_ANY_TIME, cards)


def outside(area: str, material: Material) -> Iterator[Drawn]:
    """Draw the matters outside the remit, a table an area; the bureau's own words under each row."""
    by_area: dict[str, list[Row]] = {}
    for entry in material.of(Kind.OUTSIDE):
        if isinstance(entry.head, Outside) and (not area or entry.head.area == area):
            by_area.setdefault(entry.head.area, []).append(_outside(entry, entry.head, material))
    for name, rows in by_area.items():
        head = ("事项", "主管部门", "依据", "仍由市场监管部门处理")
        yield Table(name, head, (8, 7, 9, 9), tuple(rows))


def precedents(category: str, material: Material) -> Iterator[Drawn]:
    """Draw the typical cases of a hot category, or of a procedure; all of them without either."""
    cards = tuple(
        card(entry)
        for entry in material.of(Kind.PRECEDENT)
        if isinstance(entry.head, Precedent)
        and (not category or category in (*entry.head.categories, entry.head.track))
    )
    if cards:
        yield Cards("", cards)


def card(entry: Entry) -> Card:
    """Return an entry as a card."""
    head = entry.head
    if isinstance(head, Precedent):
        note = INVENTED if head.invented else ""
        return Card(entry.path, entry.title, f"处理结果：{head.outcome}", entry.body, head.points, note)
    lead = head.situation if isinstance(head, Phrase) else when(head) if isinstance(head, Step) else ""
    return Card(entry.path, entry.title, lead, entry.body, spoken=entry.kind is Kind.PHRASE)


def when(step: Step) -> str:
    """Say when a step is for: 投诉 · 待处理."""
    tracks = "、".join(Track(one).label for one in step.applies.tracks)
    states = "、".join(State(one).label for one in step.applies.states)
    return " · ".join(filter(None, (tracks, states)))


def _outside(entry: Entry, head: Outside, material: Material) -> Row:
    basis = "\n".join([*_uncited(head), *(f"[[{cite}]]" for cite in head.cites)])
    doubt = "" if head.verified else f"（{UNVERIFIED}）"
    authority = f"{head.authority}\n电话：{head.hotline}" if head.hotline else head.authority
    cells = (head.title, authority, basis + doubt, head.keeps or "—")
    return Row(cells, "" if material.public else _spoken(entry), entry.path, f"outside-{entry.slug}")


def _uncited(head: Outside) -> list[str]:
    """Return the basis in words, nothing where the articles cited say all of it."""
    parts = head.basis.split("；")
    said = all(map(_ARTICLE.fullmatch, parts)) and len(parts) == len(head.cites)
    return [] if said else [head.basis]


def _spoken(entry: Entry) -> str:
    """Return the words for the telephone and for the letter, a line each."""
    told = ((name, entry.section(name)) for name in entry.sections)
    return "\n".join(f"**{name}**　{' '.join(words.split())}" for name, words in told if words)
