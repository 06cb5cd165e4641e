"""The supervision ladder (分级督办的阶梯) as data: ``content/supervision/<locality>.yaml``.

Which clock, how many working days left or overdue, who is told and how, and whether an order goes out. The
numbers are the bureau's own; no article gives them.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from xiaobao.law import Finding, MalformedContent, source
from xiaobao.rules.acts import Labelled

HANDLER = "handler"
"""Whoever handles the matter; every other addressee is the code of a post of the locality."""
FIELDS = frozenset({"number", "clock", "due_on", "left", "overdue", "office"})
"""What the wording of a stage may name: nothing of it is about a person."""
_MOST = 99
"""More working days than anybody means."""
Channel = Literal["email", "sms", "robot"]
"""How a message goes out beside the inbox on screen, which always has it."""


class Grade(Labelled):
    """How loud a stage is (令121 names none: 本局要求)."""

    REMIND = "remind", "提醒"
    URGE = "urge", "催办"
    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrderTerms(_Strict):
    """The order (督办单) a stage issues: which post answers for it, the reply owed within working days."""

    owner: str
    reply_within: int = Field(ge=1, le=_MOST)


class Stage(_Strict):
    """One stage: ``left`` working days before the due day (0 is the last day), or ``overdue`` after it."""

    id: str = Field(pattern=r"^[a-z_]{1,32}$")
    grade: Grade
    left: int | None = Field(default=None, ge=0, le=_MOST)
    overdue: int | None = Field(default=None, ge=1, le=_MOST)
    to: tuple[str, ...] = Field(min_length=1)
    copies: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    wording: str = Field(min_length=1, max_length=200)
    order: OrderTerms | None = None

    @model_validator(mode="after")
    def _left_or_overdue(self) -> Stage:
        if (self.left is None) == (self.overdue is None):
            raise ValueError("left（还剩几个工作日）与 overdue（逾期几个工作日）应当写一个，且只写一个")
        return self

    @field_validator("wording")
    @classmethod
    def _only_known_fields(cls, text: str) -> str:
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError as error:
            raise ValueError("用语里的大括号不成对") from error
        named = {name for _, name, _, _ in parts if name is not None}
        if unknown := named - FIELDS:
            raise ValueError(f"用语里不能写 {'、'.join(sorted(unknown))}，可以写 {'、'.join(sorted(FIELDS))}")
        if any(spec or conversion for _, _, spec, conversion in parts):
            raise ValueError("用语里的大括号只写名称")
        return text

    @property
    def offset(self) -> int:
        """Working days from the due day: negative before it, 0 on it, positive after it."""
        return -self.left if self.left is not None else self.overdue or 0

    @property
    def addressees(self) -> tuple[str, ...]:
        """Everybody who is told."""
        return self.to + self.copies


class Steps(_Strict):
    """The stages of some clocks, lowest first; ``clocks`` empty means all that no other one names."""

    id: str = Field(pattern=r"^[a-z_]{1,32}$")
    name: str
    clocks: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Steps:
        offsets = [stage.offset for stage in self.stages]
        if offsets != sorted(set(offsets)):
            raise ValueError(f"“{self.name}”的各级应当按时间先后排列，且不在同一天")
        grades = [list(Grade).index(stage.grade) for stage in self.stages]
        if grades != sorted(grades):
            raise ValueError(f"“{self.name}”的各级应当由轻到重")
        if len({stage.id for stage in self.stages}) != len(self.stages):
            raise ValueError(f"“{self.name}”的各级代码重复")
        return self


class OfficeHours(_Strict):
    """When warnings go out on a working day, by the clock of Xiamen."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> OfficeHours:
        if self.opens >= self.closes:
            raise ValueError("上班时间应当早于下班时间")
        return self


class Ladder(_Strict):
    """All ladders of one bureau."""

    id: str
    note: str = ""
    office_hours: OfficeHours
    scores: dict[Grade, int] = {}
    ladders: tuple[Steps, ...]

    @model_validator(mode="after")
    def _every_clock_once(self) -> Ladder:
        named = [clock for steps in self.ladders for clock in steps.clocks]
        if len(set(named)) != len(named):
            raise ValueError("同一个期限只能列在一个阶梯里")
        if sum(not steps.clocks for steps in self.ladders) != 1:
            raise ValueError("应当有且只有一个不列期限的阶梯，没有另列的期限都按它")
        return self

    @cached_property
    def version(self) -> str:
        """Twelve characters that change when anything in the ladder does."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def of(self, clock: str) -> Steps:
        """Return the ladder of a clock."""
        own = (steps for steps in self.ladders if clock in steps.clocks)
        return next(own, None) or next(steps for steps in self.ladders if not steps.clocks)

    def stage(self, clock: str, stage: str) -> Stage | None:
        """Return one stage of a clock's ladder, None when the ladder in force has none of that id."""
        return next((one for one in self.of(clock).stages if one.id == stage), None)

    @property
    def stages(self) -> Iterator[Stage]:
        """Every stage of every ladder."""
        return (stage for steps in self.ladders for stage in steps.stages)

    def __hash__(self) -> int:
        """Hash by version."""
        return hash(self.version)


def read(path: Path) -> Ladder:
    """Read one file; raises law.MalformedContent or ``pydantic.ValidationError`` naming what is wrong."""
    return Ladder.model_validate(source.read(path).data)


def check(content: Path) -> list[Finding]:
    """Check every file of content/supervision."""
    return [finding for file in sorted((content / "supervision").glob("*.yaml")) for finding in _check(file)]


def _check(file: Path) -> list[Finding]:
    try:
        found = source.read(file)
    except MalformedContent as error:
        return [Finding(error.file, error.line, error.reason)]
    try:
        Ladder.model_validate(found.data)
    except ValidationError as error:
        return [Finding(file, line, reason) for line, reason in source.complaints(found, error)]
    return []
