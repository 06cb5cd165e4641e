"""Notices as content: a template and its front matter, read from ``content/notices``.

::

    ---
    id: complaint-acceptance-121
    title: 投诉受理决定书
    form: 文书式样五
    act: accept
    regulation: samr-order-121
    series: acceptance
    facts:
      number: {label: 文号, kind: number}
      contact: {label: 联系人, optional: true}
      publication: {label: 是否同意公示, kind: choice, options: [是, 否], optional: true}
    cites: [samr-order-121:15(1)]
    ---
    # 投诉受理决定书
    …

A form of the bureau's own that serves under both rules has ``regulation: both``; its basis is a fact, and
``cites`` may be empty.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from xiaobao.documents import blocks, glyphs, shape, templates
from xiaobao.documents.errors import MalformedNotice, UnsafeTemplate
from xiaobao.documents.facts import KINDS, TICKED, Fact

BOTH = "both"
RULES = ("samr-order-121", "samr-order-20")
"""The two regulations a matter can be under; ``documents.check`` holds them against the law files."""

_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Notice:
    """An official document that can be made: which act issues it, which facts it needs, what it cites.

    ``needs`` are the facts it cannot do without, ``facts`` all it knows; ``cites`` are pairs of
    regulation id and article; ``series`` names the locality's numbering; ``version`` is the SHA-256 of
    the file, so that a document can always be led back to the wording it was made from. ``regulation`` is
    an id or "both": ask ``governs``.
    """

    id: str
    title: str
    form: str
    act: str
    regulation: str
    series: str
    facts: tuple[Fact, ...]
    cites: tuple[tuple[str, str], ...]
    body: str
    version: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the facts without which the document is refused."""
        return tuple(fact.name for fact in self.facts if not fact.optional)

    @property
    def names(self) -> frozenset[str]:
        """The names of all facts the notice has a place for."""
        return frozenset(fact.name for fact in self.facts)

    @property
    def boxes(self) -> frozenset[str]:
        """The names of the facts printed as boxes, whether one is ticked or none."""
        return frozenset(fact.name for fact in self.facts if fact.options)

    @property
    def regulations(self) -> tuple[str, ...]:
        """The ids of the regulations under which the notice is issued."""
        return RULES if self.regulation == BOTH else (self.regulation,)

    def governs(self, regulation: str) -> bool:
        """Tell whether the notice is issued in a matter under this regulation."""
        return regulation in self.regulations


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _FactEntry(_Strict):
    label: str = Field(min_length=1)
    kind: str = "line"
    optional: bool = False
    options: list[Annotated[str, Field(min_length=1)]] = []

    @model_validator(mode="after")
    def _chosen_from(self) -> _FactEntry:
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("类型 choice 应当列出 options，其他类型不列")
        if self.kind == "flag" and not self.optional:
            raise ValueError("类型 flag 只用于条件，应当写 optional: true")
        return self

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"未知的事实类型“{kind}”，可用：{'、'.join(KINDS)}")
        return kind


class _FrontMatter(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    form: str = Field(min_length=1)
    act: str = Field(pattern=r"^[a-z_]+$")
    regulation: str = Field(pattern=r"^[a-z0-9-]+$")
    series: str = Field(pattern=r"^[a-z_]+$")
    facts: dict[str, _FactEntry] = Field(min_length=1)
    cites: list[str]

    @field_validator("facts")
    @classmethod
    def _named(cls, facts: dict[str, _FactEntry]) -> dict[str, _FactEntry]:
        wrong = [name for name in facts if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
        if wrong:
            raise ValueError(f"事实名只能用小写字母、数字和下划线：{'、'.join(wrong)}")
        return facts

    @field_validator("cites")
    @classmethod
    def _paired(cls, cites: list[str]) -> list[str]:
        wrong = [cite for cite in cites if not re.fullmatch(r"[a-z0-9-]+:[0-9()]+", cite)]
        if wrong:
            raise ValueError(f"引用应写作“法规:条款”，如 samr-order-121:15(1)：{'、'.join(wrong)}")
        return cites


def load(content_dir: Path) -> dict[str, Notice]:
    """Return the notices of ``content_dir/notices`` by id, read once and again when a file changes.

    Raises MalformedNotice or UnsafeTemplate.
    """
    files = sorted((content_dir / "notices").glob("*.md"))
    return dict(_load(tuple((file, file.stat().st_mtime_ns) for file in files)))


@lru_cache(maxsize=8)
def _load(files: tuple[tuple[Path, int], ...]) -> dict[str, Notice]:
    notices: dict[str, Notice] = {}
    for file, _ in files:
        notice = read(file)
        if notice.id in notices:
            raise MalformedNotice(file, 1, f"id“{notice.id}”已被另一份文书使用。")
        notices[notice.id] = notice
    return notices


def read(file: Path) -> Notice:
    """Read and check one notice file."""
    raw = file.read_bytes()
    text = raw.decode("utf-8").replace("\r\n", "\n")
    front = _FRONT.match(text)
    if not front:
        raise MalformedNotice(file, 1, "文件应当以 --- 之间的说明部分开头。")
    entry = _front_matter(file, front[1])
    notice = Notice(
        **entry.model_dump(include={"id", "title", "form", "act", "regulation", "series"}),
        facts=tuple(_fact(name, fact) for name, fact in entry.facts.items()),
        cites=tuple((cite.split(":")[0], cite.split(":")[1]) for cite in entry.cites),
        body=text[front.end() :],
        version=hashlib.sha256(raw).hexdigest(),
    )
    _check_body(file, notice, text.count("\n", 0, front.end()))
    return notice


def _fact(name: str, entry: _FactEntry) -> Fact:
    return Fact(name, entry.label, entry.kind, entry.optional, tuple(entry.options))


def _front_matter(file: Path, front: str) -> _FrontMatter:
    try:
        return _FrontMatter.model_validate(yaml.safe_load(front))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise MalformedNotice(file, line, "说明部分不是合法的 YAML。") from None
    except ValidationError as error:
        first = error.errors()[0]
        path = [str(part) for part in first["loc"]]
        where = ".".join(path) or "说明部分"
        raise MalformedNotice(file, _line_of(front, path), f"{where}：{first['msg']}") from None


def _line_of(front: str, path: list[str]) -> int:
    lines = front.splitlines()
    for key in reversed(path):
        for number, line in enumerate(lines, start=2):
            if line.strip().startswith(f"{key}:"):
                return number
    return 2


def _check_body(file: Path, notice: Notice, offset: int) -> None:
    try:
        uses, tested = templates.inspect(notice.body)
    except templates.Refused as refusal:
        raise UnsafeTemplate(file, offset + refusal.line, refusal.reason) from None
    _check_uses(file, notice, uses, offset)
    strange = tested - notice.names
    unused = notice.names - {use.name for use in uses} - tested
    if strange or unused:
        names = "、".join(sorted(strange or unused))
        raise MalformedNotice(file, offset + 1, f"事实{'没有声明' if strange else '没有用到'}：{names}。")
    fault = _misshapen(notice) or _tofu(notice)
    if fault:
        raise MalformedNotice(file, offset + 1, fault)


def _check_uses(file: Path, notice: Notice, uses: tuple[templates.Use, ...], offset: int) -> None:
    known = {fact.name: fact for fact in notice.facts}
    for use in uses:
        if use.name not in known:
            raise MalformedNotice(file, offset + use.line, f"正文用到没有声明的事实“{use.name}”。")
        fact = known[use.name]
        if fact.kind == "flag":
            raise MalformedNotice(file, offset + use.line, f"事实“{use.name}”只用于条件，不能印出。")
        if fact.optional and not fact.options and use.name not in use.guards:
            raise MalformedNotice(
                file, offset + use.line, f"可缺的事实“{use.name}”应当放在 {{% if {use.name} %}} 之内。"
            )


def _misshapen(notice: Notice) -> str:
    """Look at the document with every fact, and with those only that it cannot do without."""
    for full in (True, False):
        present = {fact.name: full or not fact.optional for fact in notice.facts}
        parsed = blocks.parse(templates.run(notice.body, present, notice.boxes))
        fault = shape.shortcoming(parsed, notice.title)
        if fault:
            return fault
    return ""


def _tofu(notice: Notice) -> str:
    words = notice.body + "".join(option for fact in notice.facts for option in fact.options)
    lost = glyphs.missing(words.replace(TICKED, "").replace("\t", ""))
    return f"正文中有无法印制的字符：{'、'.join(lost)}。" if lost else ""
