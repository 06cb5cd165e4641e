"""The kinds of rules two officers may change: where each stands, how it is told, how it is read.

One row a kind; ``docket.rule_files`` goes by this table, and what a change would move by that of
``docket.rule_lists``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from xiaobao import law
from xiaobao.docket import rulebook as books
from xiaobao.docket.models import RuleKind
from xiaobao.docket.reckoning import EXTERNAL
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law.holidays import STATUTORY, read_notice_file
from xiaobao.rules import handlers as matrices
from xiaobao.rules import house_limits
from xiaobao.rules import ladder as ladders
from xiaobao.rules import routing_files as routings
from xiaobao.rules.ladder import HANDLER, Ladder
from xiaobao.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. ``key`` is the key of the file that tells it, ``label`` what an officer calls it.

    ``folder`` is its folder of content, ``own`` that of the home. ``read`` returns the rulebook with the file
    in service, or raises ``ValueError``, ``LawError`` or ``pydantic.ValidationError``. ``version`` says what
    is in service whatever its layout, where that can be said; ``recounts``: whether clocks are counted anew.
    """

    key: str
    label: str
    folder: str
    own: Callable[[], Path]
    read: Callable[[Rulebook, Path], Rulebook]
    version: Callable[[Rulebook], str] | None = None
    recounts: bool = False


def _with_ladder(rulebook: Rulebook, path: Path) -> Rulebook:
    _insist_on_own_name(path, "阶梯")
    found = ladders.read(path)
    for complaint in _names_nobody_knows(found, rulebook):
        raise ValueError(complaint)
    return replace(rulebook, ladder=found)


def _names_nobody_knows(ladder: Ladder, rulebook: Rulebook) -> Iterator[str]:
    posts = {post.code for post in rulebook.locality.posts if post.reach != "none"}
    named = {code for stage in ladder.stages for code in stage.addressees}
    owners = {stage.order.owner for stage in ladder.stages if stage.order}
    for code in sorted((named | owners) - posts - {HANDLER}):
        yield f"“{code}”不是本局能看到来件的岗位，不能作为预警或者督办的对象"
    clocks = {clock for steps in ladder.ladders for clock in steps.clocks}
    for clock in sorted(clocks - set(rulebook.law.clock_ids()) - set(EXTERNAL)):
        yield f"没有名为“{clock}”的期限"


def _with_calendar(rulebook: Rulebook, path: Path) -> Rulebook:
    if path.name == STATUTORY:
        raise ValueError("法定节假日文件不能在这里修改")
    read_notice_file(path, rulebook.calendar.statutory)
    return replace(rulebook, calendar=Calendar.load(rulebook.content).with_folder(path.parent))


def _with_law(rulebook: Rulebook, path: Path) -> Rulebook:
    for finding in law.check_law(rulebook.content, path.parent):
        raise ValueError(f"{finding.file.name} 第{finding.line}行：{finding.reason}")
    return replace(rulebook, law=law.load(rulebook.content, path.parent))


def _with_routing(rulebook: Rulebook, path: Path) -> Rulebook:
    _insist_on_own_name(path, "分办规则")
    found = routings.read(path)
    for _, complaint in routings.unknown_offices(found, rulebook.locality):
        raise ValueError(complaint)
    return replace(rulebook, routing=found)


def _with_handlers(rulebook: Rulebook, path: Path) -> Rulebook:
    _insist_on_own_name(path, "处置人员安排")
    found = matrices.read(path)
    for _, complaint in house_limits.complaints(found, rulebook.law, rulebook.calendar, rulebook.locality):
        raise ValueError(complaint)
    return replace(rulebook, handlers=found)


def _insist_on_own_name(path: Path, what: str) -> None:
    if path.stem != settings.LOCALITY:
        raise ValueError(f"本局的{what}文件名应为 {settings.LOCALITY}.yaml")


KINDS = {
    RuleKind.LADDER: Kind(
        "ladders", "督办阶梯", "supervision", books.local_ladders, _with_ladder,
        version=lambda book: book.ladder.version,
    ),
    RuleKind.CALENDAR: Kind(
        "scope", "节假日安排", "calendar", books.local_calendars, _with_calendar, recounts=True
    ),
    RuleKind.REGULATION: Kind(
        "articles", "法规期限文件", "law", books.local_laws, _with_law, recounts=True
    ),
    RuleKind.ROUTING: Kind(
        "areas", "分办规则", "routing", books.local_routing, _with_routing,
        version=lambda book: book.routing.version,
    ),
    RuleKind.HANDLERS: Kind(
        "cells", "处置人员安排", "handlers", books.local_handlers, _with_handlers,
        version=lambda book: book.handlers.version,
    ),
}  # fmt: skip
