"""What the shape of a file cannot tell: citations that point at nothing, periods that overlap or leave a gap.

Each complaint is (where in the file, reason in Chinese).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from xiaobao.law.clock import ClockProvision
from xiaobao.law.duty import Duty, DutyTable
from xiaobao.law.errors import UnknownArticle
from xiaobao.law.period import Period
from xiaobao.law.regulation import ArticleMap, ClosedList, Factor, Ground, Regulation
from xiaobao.law.reward import shortcomings
from xiaobao.law.source import Content, Trail

Complaint = tuple[Trail, str]
_LISTS = ("decline_grounds", "factors", "termination_grounds")


@dataclass(frozen=True, slots=True)
class Held:
    """A regulation and the file it was read from."""

    content: Content
    regulation: Regulation


def within(regulation: Regulation) -> Iterator[Complaint]:
    """What one file must hold in itself: its citations, its numbering, its rows."""
    yield from _parts(regulation)
    for name in _LISTS:
        yield from _numbered(regulation, name)
    yield from _told_apart(regulation.termination_grounds)
    yield from _closed_lists(regulation)
    for index, clock in enumerate(regulation.clocks):
        yield from _clock(regulation, clock, ("clocks", index))
    yield from _rows_apart(regulation)
    for article in regulation.articles:
        if not article.isdecimal():
            yield ("articles", article), f"条号“{article}”应为阿拉伯数字"
    if regulation.in_force.from_ is None and not regulation.note:
        yield ("in_force",), "施行起日为空的，应在 note 写明原因"


def _parts(regulation: Regulation) -> Iterator[Complaint]:
    if regulation.counting:
        yield from _cites(regulation, regulation.counting.article, ("counting", "article"))
    if regulation.joint:
        yield from _cites(regulation, regulation.joint.article, ("joint", "article"))
    if regulation.reward:
        yield from ((("reward",), reason) for reason in shortcomings(regulation.reward))


def between(regulation: Regulation, held: Mapping[str, Held]) -> Iterator[Complaint]:
    """What a file says about other files."""
    for index, clock in enumerate(regulation.clocks):
        yield from _clock_abroad(clock, held, ("clocks", index))
    if regulation.supersedes:
        yield from _succession(regulation, held)
    if regulation.article_map:
        yield from _article_map(regulation, regulation.article_map, held)


def overlapping(held: Mapping[str, Held]) -> Iterator[tuple[Held, Complaint]]:
    """Two files of one family, or two rows of one clock, must never be law on the same day."""
    for one, other in combinations(held.values(), 2):
        a, b = one.regulation, other.regulation
        if a.family == b.family and a.in_force.overlaps(b.in_force):
            yield other, (("in_force",), f"与“{a.id}”同属类别“{a.family}”，施行期间重叠")
        for mine in a.clocks:
            for index, theirs in enumerate(b.clocks):
                if mine.id == theirs.id and _when(mine, a).overlaps(_when(theirs, b)):
                    reason = f"期限“{mine.id}”在“{a.id}”中同时施行，应改用不同编号"
                    yield other, (("clocks", index, "id"), reason)


def duty_complaints(table: DutyTable, held: Mapping[str, Held]) -> Iterator[Complaint]:
    """What the table of answering duties says about other files, and its ids."""
    clocks = {clock.id for one in held.values() for clock in one.regulation.clocks}
    yield from ((("duties",), f"编号“{name}”重复") for name in _repeated([duty.id for duty in table.duties]))
    for index, duty in enumerate(table.duties):
        if duty.clock and duty.clock not in clocks:
            yield ("duties", index, "clock"), f"引用落空：没有期限“{duty.clock}”"
        yield from _bases(duty, held, ("duties", index, "basis"))


def _rows_apart(regulation: Regulation) -> Iterator[Complaint]:
    for (_, one), (later, other) in combinations(enumerate(regulation.clocks), 2):
        if one.id == other.id and _when(one, regulation).overlaps(_when(other, regulation)):
            yield ("clocks", later, "id"), f"期限“{one.id}”重复，或者两行的施行期间重叠"


def _bases(duty: Duty, held: Mapping[str, Held], trail: Trail) -> Iterator[Complaint]:
    for place, basis in enumerate(duty.basis):
        if bool(basis.title) == bool(basis.regulation):
            yield (*trail, place), "依据应写 title 或者 regulation，二者取一"
        elif basis.regulation:
            yield from _points(held, basis.regulation, basis.article, (*trail, place))


def _numbered(regulation: Regulation, name: str) -> Iterator[Complaint]:
    rows: tuple[Ground | Factor, ...] = getattr(regulation, name)
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        yield (name,), f"“{name}”的序号应从1起连续"
    for index, row in enumerate(rows):
        yield from _cites(regulation, row.article, (name, index, "article"))
        for place, article in enumerate(row.refers if isinstance(row, Ground) else ()):
            yield from _cites(regulation, article, (name, index, "refers", place))


def _told_apart(grounds: tuple[Ground, ...]) -> Iterator[Complaint]:
    """Every ground for ending mediation says what it is about, each something else."""
    for index, ground in enumerate(grounds):
        if ground.about is None:
            yield ("termination_grounds", index), "终止调解的情形应写明 about（是哪一类情形）"
    for name in _repeated([ground.about for ground in grounds if ground.about]):
        yield ("termination_grounds",), f"终止调解的情形中 about“{name}”重复"


def _clock(regulation: Regulation, clock: ClockProvision, trail: Trail) -> Iterator[Complaint]:
    if clock.article is None and clock.confidence != "unverified":
        yield trail, f"期限“{clock.id}”缺少条文；只有 confidence: unverified 的才可以不写"
    yield from _cites(regulation, clock.article, (*trail, "article"))
    for name in _repeated([ground.id for ground in clock.pauses]):
        yield (*trail, "pauses"), f"期限“{clock.id}”的不计入事由“{name}”重复"
    for place, ground in enumerate(clock.pauses):
        if not ground.regulation:
            yield from _cites(regulation, ground.article, (*trail, "pauses", place, "article"))
    for place, extension in enumerate(clock.extensions):
        where: Trail = (*trail, "extensions", place)
        if extension.unit != clock.unit:
            yield where, f"期限“{clock.id}”的延长单位应与期限单位一致"
        if extension.article is None and extension.confidence != "unverified":
            yield where, f"期限“{clock.id}”的延长缺少条文；只有 confidence: unverified 的才可以不写"
        yield from _cites(regulation, extension.article, (*where, "article"))


def _clock_abroad(clock: ClockProvision, held: Mapping[str, Held], trail: Trail) -> Iterator[Complaint]:
    for place, ground in enumerate(clock.pauses):
        if ground.regulation:
            yield from _points(held, ground.regulation, ground.article, (*trail, "pauses", place))
    if clock.restart:
        yield from _points(held, clock.restart.regulation, clock.restart.article, (*trail, "restart"))
    for place, overlay in enumerate(clock.overlays):
        target = held.get(overlay.regulation)
        if target is None or all(row.id != overlay.clock for row in target.regulation.clocks):
            reason = f"引用落空：“{overlay.regulation}”没有期限“{overlay.clock}”"
            yield (*trail, "overlays", place, "clock"), reason


def _succession(regulation: Regulation, held: Mapping[str, Held]) -> Iterator[Complaint]:
    former = held.get(regulation.supersedes)
    if former is None:
        yield ("supersedes",), f"引用落空：没有编号为“{regulation.supersedes}”的法规"
    elif former.regulation.family != regulation.family:
        yield ("supersedes",), f"与被取代的“{regulation.supersedes}”类别不同"
    elif former.regulation.in_force.to != regulation.in_force.from_:
        ended, begins = former.regulation.in_force.to or "未终止", regulation.in_force.from_ or "未定"
        reason = f"与被取代的“{regulation.supersedes}”不衔接：前者止于{ended}（不含），本件始于{begins}"
        yield ("in_force",), reason


def _article_map(
    regulation: Regulation, mapping: ArticleMap, held: Mapping[str, Held]
) -> Iterator[Complaint]:
    former = held.get(mapping.from_regulation)
    if former is None:
        where = ("article_map", "from_regulation")
        yield where, f"引用落空：没有编号为“{mapping.from_regulation}”的法规"
        return
    for old, new in mapping.pairs.items():
        yield from _cites(former.regulation, old, ("article_map", "pairs", old))
        yield from _cites(regulation, new, ("article_map", "pairs", old))
    for index, article in enumerate(mapping.added):
        yield from _cites(regulation, article, ("article_map", "added", index))


def _points(held: Mapping[str, Held], target: str, article: str, trail: Trail) -> Iterator[Complaint]:
    if target not in held:
        yield trail, f"引用落空：没有编号为“{target}”的法规"
    else:
        yield from _cites(held[target].regulation, article, trail)


def _cites(target: Regulation, article: str | None, trail: Trail) -> Iterator[Complaint]:
    if article is not None:
        try:
            target.provision(article)
        except UnknownArticle as error:
            yield trail, f"引用落空：{error.message}"


def _when(clock: ClockProvision, regulation: Regulation) -> Period:
    return clock.in_force or regulation.in_force


def _repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _closed_lists(regulation: Regulation) -> Iterator[Complaint]:
    for name, closed in regulation.lists.items():
        yield from _closed_list(regulation, closed, ("lists", name))


def _closed_list(regulation: Regulation, closed: ClosedList, trail: Trail) -> Iterator[Complaint]:
    yield from _cites(regulation, closed.article, (*trail, "article"))
    if [item.number for item in closed.items] != list(range(1, len(closed.items) + 1)):
        yield (*trail, "items"), "各项应当从1起连续编号"
