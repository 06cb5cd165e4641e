"""The ladder in words an officer reads: as a table, as lines to compare, its wording with Chinese blanks."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.docket.reckoning import EXTERNAL, FOLLOWED, binding_others, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.what_if import when_of
from xiaobao.rules.ladder import HANDLER, Grade, Ladder, Stage, Steps

CHANNELS: Mapping[str, str] = MappingProxyType({"email": "电子邮件", "sms": "短信", "robot": "群机器人"})
BLANKS: Mapping[str, str] = MappingProxyType(
    {
        "number": "来件编号",
        "clock": "期限",
        "due_on": "届满日",
        "left": "剩余工作日",
        "overdue": "逾期工作日",
        "office": "承办单位",
    }
)
"""What a wording may leave open, as an officer writes it: 〔来件编号〕 stands for {number}."""
THE_HANDLER = "承办人"
ALL_OTHERS = "没有另列的期限"
PHRASES = (*CHANNELS.values(), THE_HANDLER, ALL_OTHERS, *(grade.label for grade in Grade))


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage as the table shows it: people, channels and wording in words; no ``owner``, no order."""

    grade: str
    grade_label: str
    when: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    channels: tuple[str, ...]
    wording: str
    owner: str
    reply_within: int


@dataclass(frozen=True, slots=True)
class StepsTable:
    """The stages of one ladder and the clocks that climb it; without names it holds for all others."""

    name: str
    clocks: tuple[str, ...]
    stages: tuple[StageLine, ...]


def tables(ladder: Ladder, rulebook: Rulebook) -> list[StepsTable]:
    """Return the ladders of a bureau as tables."""
    return [_table(steps, rulebook) for steps in ladder.ladders]


def lines(ladder: Ladder, rulebook: Rulebook) -> list[str]:
    """Return a ladder line by line, so that two of them can be compared by whoever does not read YAML."""
    hours = ladder.office_hours
    scores = "，".join(f"{grade.label}{ladder.scores[grade]}分" for grade in Grade if grade in ladder.scores)
    return [
        f"说明：{ladder.note}",
        f"上班时间：{hours.opens:%H:%M}至{hours.closes:%H:%M}",
        f"解除督办时扣分：{scores}",
        *(line for table in tables(ladder, rulebook) for line in _lines(table)),
    ]


def addressees(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return who can be told: the handler of the matter, and the posts that see matters."""
    posts = [(post.code, post.name) for post in rulebook.locality.posts if post.reach != "none"]
    return [(HANDLER, THE_HANDLER), *(one for one in posts if one[0] != HANDLER)]


def clocks(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return the clocks a ladder can be for: those the docket follows that bind the bureau, and told ones."""
    others = binding_others(rulebook)
    known = [clock for clock in FOLLOWED if clock not in others and clock in rulebook.law.clock_ids()]
    return [(clock, name_of(clock, rulebook)) for clock in (*known, *EXTERNAL)]


def shown(wording: str) -> str:
    """Write a wording as an officer reads it: {number} becomes 〔来件编号〕."""
    for name, word in BLANKS.items():
        wording = wording.replace(f"{{{name}}}", f"〔{word}〕")
    return wording


def stored(wording: str) -> str:
    """Write a wording as the ladder keeps it. Raises ValueError naming the first blank nobody knows."""
    for name, word in BLANKS.items():
        wording = wording.replace(f"〔{word}〕", f"{{{name}}}")
    unknown = _left_over(wording)
    if unknown:
        raise ValueError(unknown)
    return wording


def _left_over(wording: str) -> str:
    if "〔" in wording or "〕" in wording:
        return "〔" + wording.partition("〔")[2].partition("〕")[0] + "〕"
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(wording) if name is not None]
    except ValueError:
        return "{"
    return next((f"{{{name}}}" for name in named if name not in BLANKS), "")


def _table(steps: Steps, rulebook: Rulebook) -> StepsTable:
    people = dict(addressees(rulebook))
    names = tuple(name_of(clock, rulebook) for clock in steps.clocks)
    return StepsTable(steps.name, names, tuple(_stage(stage, people) for stage in steps.stages))


def _stage(stage: Stage, people: Mapping[str, str]) -> StageLine:
    return StageLine(
        grade=stage.grade.value,
        grade_label=stage.grade.label,
        when=when_of(stage),
        to=_named(stage.to, people),
        copies=_named(stage.copies, people),
        channels=_named(stage.channels, CHANNELS),
        wording=shown(stage.wording),
        owner=people.get(stage.order.owner, stage.order.owner) if stage.order else "",
        reply_within=stage.order.reply_within if stage.order else 0,
    )


def _named(codes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)


def _lines(table: StepsTable) -> Iterator[str]:
    yield f"【{table.name}】适用于：{'、'.join(table.clocks) or ALL_OTHERS}"
    times: Counter[str] = Counter()
    for stage in table.stages:
        # Not named by its day: a stage that is moved by a day differs in one line.
        times[stage.grade] += 1
        where = f"【{table.name}】{stage.grade_label}（{times[stage.grade]}）"
        yield f"{where}：{stage.when}"
        yield f"{where}：告知{'、'.join(stage.to)}"
        yield f"{where}：抄送{'、'.join(stage.copies) or '无'}"
        yield f"{where}：站内消息以外的方式：{'、'.join(stage.channels) or '无'}"
        yield f"{where}：用语“{stage.wording}”"
        order = f"由{stage.owner}负责，{stage.reply_within}个工作日内回复" if stage.owner else "不发"
        yield f"{where}：督办单{order}"
