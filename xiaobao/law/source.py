"""Reading YAML so that every value keeps its line, and turning what is wrong into a Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from xiaobao.law.errors import MalformedContent

Trail = tuple[str | int, ...]
T = TypeVar("T")

_SENTENCES = {
    "missing": "缺少必填项“{key}”",
    "extra_forbidden": "不认识的键“{key}”",
    "unexpected_keyword_argument": "不认识的键“{key}”",
    "literal_error": "“{key}”的值“{input}”不在允许之列：{expected}",
    "string_type": "“{key}”应为文字（数字请加引号），现为“{input}”",
    "string_too_short": "“{key}”不能为空",
    "too_short": "“{key}”至少要有一项",
    "int_type": "“{key}”应为整数，现为“{input}”",
    "int_parsing": "“{key}”应为整数，现为“{input}”",
    "int_from_float": "“{key}”应为整数，现为“{input}”",
    "bool_parsing": "“{key}”应为 true 或 false，现为“{input}”",
    "greater_than": "“{key}”应大于{gt}，现为“{input}”",
    "tuple_type": "“{key}”应为列表",
    "dataclass_type": "“{key}”应为一组键值",
    "mapping_type": "“{key}”应为一组键值",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The data of one file, and the line (1-based) of every key and list item."""

    file: Path
    data: Any
    lines: Mapping[Trail, int]

    def line(self, *trail: str | int) -> int:
        """Return the line of the nearest thing on the trail that is in the file."""
        for length in range(len(trail), 0, -1):
            if trail[:length] in self.lines:
                return self.lines[trail[:length]]
        return 1


#: The parser in C where the installation has it (five times as fast), else the one in Python.
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """The safe loader, without the old custom of reading a bare ``on`` or ``yes`` as true."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Content:
    """Read one YAML file with its line numbers; raises MalformedContent for bad YAML or a repeated key."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise MalformedContent(path, 1, "文件最外层应为一组键值")
        lines = dict(_lines(path, node, ()))
        return Content(path, loader.construct_document(node), lines)
    except UnicodeDecodeError as error:
        raise MalformedContent(path, 1, "文件不是UTF-8编码") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MalformedContent(path, line, f"YAML写法有误（{error.problem}）") from error


def plain(text: str) -> Any:
    """Return what a piece of YAML says, without its lines; raises yaml.MarkedYAMLError."""
    loader = _Loader(text)
    node = loader.get_single_node()
    return None if node is None else loader.construct_document(node)


def _lines(path: Path, node: yaml.Node, trail: Trail) -> Iterator[tuple[Trail, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                raise MalformedContent(path, line, f"键“{key.value}”重复")
            seen.add(key.value)
            yield (*trail, key.value), line
            yield from _lines(path, value, (*trail, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*trail, index), item.start_mark.line + 1
            yield from _lines(path, item, (*trail, index))


def parse(content: Content, kind: type[T]) -> T:
    """Validate a file as ``kind``; raises MalformedContent with the first thing wrong."""
    try:
        return TypeAdapter(kind).validate_python(content.data)
    except ValidationError as error:
        line, reason = next(complaints(content, error))
        raise MalformedContent(content.file, line, reason) from error


def complaints(content: Content, error: ValidationError) -> Iterator[tuple[int, str]]:
    """Yield (line, reason in Chinese) for each thing pydantic found wrong."""
    for detail in error.errors():
        trail = tuple(part for part in detail["loc"] if part != "[key]")
        yield content.line(*trail), _sentence(detail)


def _sentence(detail: ErrorDetails) -> str:
    trail = detail["loc"]
    key = ".".join(str(part) for part in trail) or "文件"
    context = detail.get("ctx", {})
    form = _SENTENCES.get(detail["type"])
    if form:
        return form.format(key=key, input=detail["input"], **context)
    if detail["type"] == "value_error":
        return f"“{key}”：{context['error']}"
    if detail["type"].startswith("date"):
        return f"“{key}”应为日期（如2026-04-15），现为“{detail['input']}”"
    return f"“{key}”不合要求（{detail['type']}），现为“{detail['input']}”"
