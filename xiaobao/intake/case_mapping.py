"""content/intake/enforcement.yaml: which column of the enforcement system says what of a case.

Its shape is like that of the other mappings, but a row is a step of a case and no registration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from xiaobao.intake.errors import MalformedMapping
from xiaobao.intake.mapping import FieldMap, SystemMap
from xiaobao.intake.mapping_check import CASES, line_of
from xiaobao.intake.mapping_check import check as check_registrations
from xiaobao.intake.text import header, token
from xiaobao.law import Finding
from xiaobao.rules import milestones

SYSTEM = "enforcement"
DAYS = ("filed_on", "step_on", "decided_on", "published_on", "closed_on")
AMOUNTS = ("fined", "confiscated")
WORDS = ("case_number", "matter_number", "document", "decision_number", "penalty", "words")
CODES = ("event", "outcome", "collective", "published", "same_province")
FIELDS = frozenset((*DAYS, *AMOUNTS, *WORDS, *CODES))
NUMBERS = ("case_number", "matter_number")
_TOP = frozenset({"system", "title", "fields", "kept"})
_YES_NO = frozenset({"yes", "no"})


def check(content: Path) -> list[Finding]:
    """Return every fault of every mapping under `content`/intake; an empty list when all is well."""
    file = content / "intake" / CASES
    return [*check_registrations(content), *(findings(file) if file.is_file() else ())]


def load(content: Path) -> SystemMap:
    """Return the mapping of the enforcement system. Raises MalformedMapping at the first fault."""
    file = content.resolve() / "intake" / CASES
    if not file.is_file():
        raise MalformedMapping(str(file), 1, "缺少执法办案系统的导入对照表")
    return _load(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(file: Path, _stamp: int) -> SystemMap:
    if faults := list(findings(file)):
        raise MalformedMapping(str(file), faults[0].line, faults[0].reason)
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    fields = {name: _field(raw) for name, raw in data["fields"].items()}
    columns = {column for one in fields.values() for column in one.columns}
    known = frozenset(columns | {header(name) for name in data.get("kept", ())})
    return SystemMap(
        data["system"], data["title"], "", frozenset(columns), MappingProxyType(fields), {}, known
    )


def _field(raw: Mapping[str, Any]) -> FieldMap:
    values = {token(word): str(code) for word, code in raw.get("values", {}).items()}
    return FieldMap(columns=tuple(header(name) for name in raw["columns"]), values=values)


def findings(file: Path) -> Iterator[Finding]:
    """Yield every fault of the file, with its line."""
    text = file.read_text(encoding="utf-8")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        yield Finding(file, line_of(error), "YAML写法有误")
        return
    for reason, word in _faults(data):
        line = next((number for number, one in enumerate(text.splitlines(), 1) if word and word in one), 1)
        yield Finding(file, line, reason)


def _faults(data: Any) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, a word that stands on its line)."""
    if not isinstance(data, dict) or not isinstance(data.get("fields"), dict):
        yield "文件应由“键: 值”组成，并有fields", ""
        return
    yield from ((f"顶层中不认得的键“{key}”", str(key)) for key in data.keys() - _TOP)
    yield from ((f"缺少“{key}”", "") for key in ("system", "title") if not isinstance(data.get(key), str))
    if data.get("system") != SYSTEM:
        yield f"system应为“{SYSTEM}”", "system"
    yield from ((f"fields中不认得的字段“{name}”", str(name)) for name in data["fields"].keys() - FIELDS)
    yield from ((f"缺少必需的字段“{name}”", "fields") for name in NUMBERS if name not in data["fields"])
    homes: dict[str, str] = {}
    for name, raw in data["fields"].items():
        yield from _field_faults(str(name), raw, homes)


def _field_faults(name: str, raw: Any, homes: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not isinstance(raw, dict) or not isinstance(raw.get("columns"), list) or not raw["columns"]:
        yield f"“{name}”应有columns", name
        return
    yield from ((f"“{name}”中不认得的键“{key}”", str(key)) for key in raw.keys() - {"columns", "values"})
    for column in map(header, raw["columns"]):
        if column in homes:
            yield f"列名“{column}”已用于“{homes[column]}”，不能再用于“{name}”", column
        homes[column] = name
    values = raw.get("values", {})
    if (name in CODES) != bool(values):
        yield f"“{name}”{'缺少' if name in CODES else '不应有'}values（词与代码的对照）", name
    for word, code in values.items() if isinstance(values, dict) else ():
        if not _is_code(name, str(code)):
            yield f"“{word}”的代码“{code}”不在允许之列", str(word)


def _is_code(name: str, code: str) -> bool:
    if name == "event":
        return milestones.find(code) is not None
    # Which numbers are outcomes the law file says; here only that it is one.
    return code.isdecimal() if name == "outcome" else code in _YES_NO
