"""content/intake/*.yaml: which column of which system becomes which field, and which word which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import yaml

from xiaobao.intake.errors import MalformedMapping
from xiaobao.intake.mapping_check import check, mapping_files
from xiaobao.intake.text import header, token


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Column names (normalised, first wins) of one field; `levels` when a path is kept in several columns."""

    columns: tuple[str, ...] = ()
    levels: tuple[tuple[str, ...], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()
    said_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemMap:
    """One system's mapping file."""

    system: str
    title: str
    channel: str
    recognised_by: frozenset[str]
    fields: Mapping[str, FieldMap]
    due: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    personal: tuple[str, ...] = ()
    orders: Mapping[str, FieldMap] = field(default_factory=dict)

    def is_personal(self, name: str) -> bool:
        """Whether a column tells of the person who came: such columns are sealed, never kept in the open."""
        own = (*self.mapped("person_name"), *self.mapped("person_phone"))
        return name in own or any(word in name for word in self.personal)

    def mapped(self, field_name: str) -> tuple[str, ...]:
        """The column names of one field."""
        return self.fields[field_name].columns if field_name in self.fields else ()


def load(content: Path) -> dict[str, SystemMap]:
    """All mappings under `content`/intake by system. Raises MalformedMapping at the first fault."""
    return _load(content.resolve(), _stamp(content))


def _stamp(content: Path) -> tuple[tuple[str, int], ...]:
    return tuple((file.name, file.stat().st_mtime_ns) for file in mapping_files(content))


@lru_cache(maxsize=8)
def _load(content: Path, _stamped: tuple[tuple[str, int], ...]) -> dict[str, SystemMap]:
    if faults := check(content):
        raise MalformedMapping(str(faults[0].file), faults[0].line, faults[0].reason)
    maps = [_system_map(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in mapping_files(content)]
    return {one.system: one for one in maps}


def _system_map(data: dict[str, object]) -> SystemMap:
    fields = {name: _field_map(_as_dict(raw)) for name, raw in _as_dict(data["fields"]).items()}
    due = {name: _headers(columns) for name, columns in _as_dict(data.get("due")).items()}
    orders = {name: _field_map(_as_dict(raw)) for name, raw in _as_dict(data.get("orders")).items()}
    mapped = [*fields.values(), *orders.values()]
    groups = [group for one in mapped for group in (one.columns, one.said_in, *one.levels)]
    known = frozenset(chain.from_iterable([*groups, *due.values(), _headers(data.get("kept"))]))
    telling = frozenset(_headers(data["recognised_by"]))
    return SystemMap(
        str(data["system"]),
        str(data["title"]),
        str(data["channel"]),
        telling,
        MappingProxyType(fields),
        MappingProxyType(due),
        known,
        _headers(data.get("personal")),
        MappingProxyType(orders),
    )


def _field_map(raw: dict[str, object]) -> FieldMap:
    levels = raw.get("levels")
    return FieldMap(
        columns=_headers(raw.get("columns")),
        levels=tuple(_headers(one) for one in levels) if isinstance(levels, list) else (),
        values={token(key): str(value) for key, value in _as_dict(raw.get("values")).items()},
        blank=frozenset(token(one) for one in _as_list(raw.get("blank"))),
        said_in=_headers(raw.get("said_in")),
    )


def _headers(names: object) -> tuple[str, ...]:
    return tuple(header(name) for name in _as_list(names))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _as_dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
