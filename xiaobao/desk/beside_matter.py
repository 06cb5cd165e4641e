"""What the handbook says beside a matter: opened by itself, by what the matter is now (学用一致).

Composed of the docket (what the matter is, which acts it offers, what was like it) and of the handbook (what
fits that): neither room knows the other. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.next_steps import next_steps
from xiaobao.desk.screen import Asking
from xiaobao.docket.acts_page import ActLine
from xiaobao.docket.clocks_page import ClockLine
from xiaobao.docket.hot_traits import traits_of
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.models import Matter
from xiaobao.docket.similar import SimilarLine, similar
from xiaobao.documents.flow_svg import issued
from xiaobao.documents.numbering import format_date
from xiaobao.handbook.cited import Cited, words_of
from xiaobao.handbook.web import Web
from xiaobao.law import LawError
from xiaobao.rules import acceptance, hot_categories
from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.handbook import beside
from xiaobao.rules.handbook.beside import Hint, Situation
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Outside, Phrase, Precedent
from xiaobao.rules.steps import ORDER_20, ORDER_121

_OWN_SCREENS = (Act.ACCEPT, Act.DECLINE)
_MOST_SAID = 8


@dataclass(frozen=True)
class Piece:
    """One entry as it is read beside a matter; ``words`` are those of the articles it cites."""

    title: str
    html: str
    address: str
    when: str = ""
    words: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class FormLine:
    """A document an act offered now issues."""

    title: str
    form: str
    act: str
    label: str


@dataclass(frozen=True)
class OutsideCard:
    """A matter outside the remit this one may be, ``cues`` why; ``said`` and ``letter`` are to be copied."""

    head: Outside
    cues: tuple[str, ...]
    said: str
    letter: str
    address: str


@dataclass(frozen=True)
class CaseLine:
    """A typical case, and what it has in common with the matter."""

    slug: str
    title: str
    head: Precedent
    why: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class GroundPart:
    """What the handbook says of one ground for declining."""

    number: int
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Guidance:
    """The card beside a matter. ``categories`` are proposed, with their reasons; ``older``: 令20 governs.

    Of ``said`` the first ``said_open`` are read at once. ``anytime`` are phrases to look up, by name alone.
    """

    points: tuple[Piece, ...]
    said: tuple[Piece, ...]
    said_open: int
    anytime: tuple[Piece, ...]
    forms: tuple[FormLine, ...]
    clock: ClockLine | None
    doubted: bool
    outside: tuple[OutsideCard, ...]
    cases: tuple[CaseLine, ...]
    similar: tuple[SimilarLine, ...]
    chapters: tuple[Piece, ...]
    categories: tuple[hot_categories.Proposed, ...]
    grounds: tuple[GroundPart, ...] = ()
    older: bool = False


def guidance(page: MatterPage, ask: Asking, act: Act | None = None) -> Guidance:
    """Return what stands beside a matter, or beside the form of one act on it; in two queries."""
    matter, clock = page.matter, _clock(page, ask)
    web = web_of(ask, _facts(matter, clock, ask))
    categories = _categories(page, ask)
    found = beside.fitting(web.material.book, _situation(page, ask, categories, act))
    return Guidance(
        points=tuple(_piece(one, web) for one in found.steps),
        said=tuple(_piece(one, web) for one in found.phrases[:_MOST_SAID]),
        said_open=_read_at_once(found.phrases),
        anytime=tuple(_named(one) for one in (*found.phrases[_MOST_SAID:], *found.anytime)),
        # The form of an act shows its letters themselves, and only those it leads to.
        forms=() if act else tuple(_forms(page, ask)),
        clock=clock,
        doubted=found.doubted,
        outside=tuple(_outside(found.outside, web)),
        cases=tuple(_cases(found.precedents, categories)),
        similar=() if act else tuple(similar(matter, ask.officer)),
        chapters=tuple(_named(one) for one in found.chapters),
        categories=categories,
        grounds=tuple(_grounds(page, ask, web)) if act is Act.DECLINE else (),
        older=matter.regulation == ORDER_20,
    )


def _facts(matter: Matter, clock: ClockLine | None, ask: Asking) -> dict[str, str]:
    due = "法定期限届满"
    if clock is not None:
        due = format_date(clock.due_earliest)
    if clock is not None and clock.due_earliest < ask.today:
        # A day that is over is no promise: whoever reads this aloud has to say another.
        due = f"〔原定{due}，已经超期，请改说实际日期〕"
    return {"number": matter.number, "officer": ask.officer.user.name, "due": due}


def _categories(page: MatterPage, ask: Asking) -> tuple[hot_categories.Proposed, ...]:
    return hot_categories.propose(hot_categories.load(ask.rulebook.content), traits_of(page))


def _situation(
    page: MatterPage, ask: Asking, categories: Iterable[hot_categories.Proposed], act: Act | None
) -> Situation:
    return Situation(
        track=Track(page.matter.kind),
        state=State(page.matter.state),
        categories=tuple(one.category.id for one in categories),
        respondent=page.track.respondent_kind,
        grounds=tuple(_considered(page, ask, act)),
        text=page.content,
        within_duties=page.track.within_duties,
        act=act,
    )


def _considered(page: MatterPage, ask: Asking, act: Act | None) -> Iterator[int]:
    """Yield the grounds for declining that were named or are proposed, as 令121 numbers them."""
    if page.matter.kind != Track.COMPLAINT:
        return
    if page.track.ground:
        yield _number_now(page.track.ground, page, ask)
    # The form of another act does not show what the rules of acceptance propose, and does not read it.
    proposal = page.proposal if act in (None, *_OWN_SCREENS) else None
    if proposal and proposal.outcome == acceptance.DECLINE:
        regulation = ask.rulebook.law.regulation(page.matter.regulation)
        for ground in regulation.decline_grounds:
            if regulation.cite(ground.article) in proposal.citations:
                yield _number_now(ground.number, page, ask)


def _number_now(number: int, page: MatterPage, ask: Asking) -> int:
    """Return the number of a ground under 令121: that of the last one (其他情形) differs under 令20."""
    old, new = (ask.rulebook.law.regulation(one).decline_grounds for one in (ORDER_20, ORDER_121))
    last = page.matter.regulation == ORDER_20 and number == old[-1].number
    return new[-1].number if last else number


def _piece(entry: Entry, web: Web) -> Piece:
    when = entry.head.situation if isinstance(entry.head, Phrase) else ""
    words = tuple(_words(entry, web))
    return Piece(entry.title, web.html(entry.body), entry_address(entry.path), when, words)


def _named(entry: Entry) -> Piece:
    return Piece(entry.title, "", entry_address(entry.path))


def _read_at_once(phrases: Sequence[Entry]) -> int:
    """Count what is read without a click: what the call begins with, and what this matter adds to it."""
    added = [one.applies for one in phrases[1:]]
    return 1 + min(sum(bool(one.categories or one.respondents or one.grounds) for one in added), 1)


def _words(entry: Entry, web: Web) -> Iterator[Cited]:
    for cite in entry.citations:
        try:
            found = words_of(web.material.law, cite, web.material.official)
        except LawError:
            continue
        if found.words:
            yield found


def _forms(page: MatterPage, ask: Asking) -> Iterator[FormLine]:
    """Yield the documents of the acts offered now, those that lead on first."""
    offered = [line for line in page.acts if line.offered]
    leading = [line for line in next_steps(page) if line in offered]
    seen: set[str] = set()
    for line in dict.fromkeys([*leading, *offered]):
        for one in _issued(line, page, ask):
            if one.title not in seen:
                seen.add(one.title)
                yield one


def _issued(line: ActLine, page: MatterPage, ask: Asking) -> Iterator[FormLine]:
    matter, act = page.matter, Act(line.act)
    for notice in issued(matter.kind, act, matter.regulation, ask.rulebook.notices):
        yield FormLine(notice.title, notice.form, act.value, act.label)


def _clock(page: MatterPage, ask: Asking) -> ClockLine | None:
    """Return the bureau's clock that runs out first: one of the law, and only without any another's."""
    running = [one for one in page.clocks if one.state == "running" and not one.binds]
    known = ask.rulebook.law.clock_ids()
    return min(running, key=lambda one: (one.clock not in known, one.due_earliest), default=None)


def _outside(hints: Sequence[Hint], web: Web) -> Iterator[OutsideCard]:
    for hint in hints:
        entry = hint.entry
        if isinstance(entry.head, Outside):
            said, letter = (web.html(entry.section(name)) for name in ("电话用语", "书面答复"))
            yield OutsideCard(entry.head, hint.cues, said, letter, entry_address(entry.path))


def _cases(hints: Sequence[Hint], categories: Sequence[hot_categories.Proposed]) -> Iterator[CaseLine]:
    names = {one.category.id: one.category.name for one in categories}
    for hint in hints:
        entry = hint.entry
        if isinstance(entry.head, Precedent):
            why = [*(names[one] for one in hint.categories), *(f"“{one}”" for one in hint.cues)]
            why += [_("同一程序")] if hint.same_track else []
            yield CaseLine(entry.slug, entry.title, entry.head, tuple(why), entry_address(entry.path))


def _grounds(page: MatterPage, ask: Asking, web: Web) -> Iterator[GroundPart]:
    for ground in ask.rulebook.law.regulation(page.matter.regulation).decline_grounds:
        found = beside.on_ground(web.material.book, _number_now(ground.number, page, ask))
        ordered = sorted(found, key=lambda one: one.kind is Kind.PHRASE)
        yield GroundPart(ground.number, ground.text, tuple(_piece(one, web) for one in ordered))
