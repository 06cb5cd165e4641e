"""Faults of content/intake/*.yaml, each with its file, line and reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import yaml

from xiaobao.intake.fields import CODES, FIELDS, ORDER_CODES, ORDER_FIELDS, PATHS, REQUIRED
from xiaobao.intake.text import header
from xiaobao.law import Finding

NEEDED = frozenset({"system", "title", "channel", "recognised_by", "fields"})
TOP_KEYS = NEEDED | {"due", "kept", "personal", "orders"}
ORDERING = "12345"
"""The channel whose orders (督办) are taken over: an order of that origin is the hotline's."""
CASES = "enforcement.yaml"
"""What the enforcement system says of cases, no registrations: ``intake.case_mapping`` sees to it."""
FIELD_KEYS = frozenset({"columns", "levels", "values", "blank", "said_in"})


def check(content: Path) -> list[Finding]:
    """Every fault of every mapping file under `content`/intake; an empty list when all is well."""
    found = [finding for file in mapping_files(content) for finding in _Checker(file).findings()]
    if not mapping_files(content):
        return [Finding(content / "intake", 1, "缺少导入对照表：content/intake/ 下没有 .yaml 文件")]
    return found


def mapping_files(content: Path) -> list[Path]:
    """The mapping files of registrations under `content`, by name."""
    return sorted(file for file in (content / "intake").glob("*.yaml") if file.name != CASES)


def line_of(error: yaml.YAMLError) -> int:
    """The line (1-based) on which a file is no YAML; the first where nothing is known."""
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


class _Checker:
    """Walks the YAML nodes, which know their lines, and compares them with what a mapping may say."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stem = file.stem
        self._text = file.read_text(encoding="utf-8")
        self._found: list[Finding] = []
        self._homes: dict[str, str] = {}

    def findings(self) -> list[Finding]:
        try:
            root = yaml.compose(self._text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            return [Finding(self._file, line, f"YAML写法有误：{error.problem}")]
        if not isinstance(root, yaml.MappingNode):
            return [Finding(self._file, 1, "文件应由“键: 值”组成")]
        top = self._pairs(root, TOP_KEYS, "顶层")
        self._top(root, top)
        return self._found

    def _top(self, root: yaml.Node, top: dict[str, yaml.Node]) -> None:
        for key in sorted(NEEDED - top.keys()):
            self._fault(root, f"缺少“{key}”")
        self._names(top)
        self._fields(top.get("fields"))
        for name, columns in self._pairs(top.get("due"), None, "due").items():
            self._claim(self._words(columns, name), f"due.{name}")
        self._orders(top)
        if "kept" in top:
            self._claim(self._words(top["kept"], "kept"), "kept")
        if "personal" in top:
            list(self._words(top["personal"], "personal"))
        if "recognised_by" in top:
            self._telling(top["recognised_by"])

    def _names(self, top: dict[str, yaml.Node]) -> None:
        for key in ("system", "title", "channel"):
            if key in top and not isinstance(top[key], yaml.ScalarNode):
                self._fault(top[key], f"“{key}”应是一个词")
        system = top.get("system")
        if isinstance(system, yaml.ScalarNode) and system.value != self._stem:
            self._fault(system, f"system“{system.value}”应与文件名“{self._stem}”相同")

    def _telling(self, node: yaml.Node) -> None:
        for word, one in self._words(node, "recognised_by"):
            if word not in self._homes:
                self._fault(one, f"recognised_by中的“{word}”不是本文件写明的列名")

    def _fields(self, node: yaml.Node | None) -> None:
        fields = self._pairs(node, FIELDS, "fields")
        for name in REQUIRED:
            if node is not None and name not in fields:
                self._fault(node, f"缺少必需的字段“{name}”")
        for name, raw in fields.items():
            self._field(name, raw)

    def _orders(self, top: dict[str, yaml.Node]) -> None:
        channel = getattr(top.get("channel"), "value", "")
        if "orders" in top and channel != ORDERING:
            self._fault(top["orders"], "orders（热线自己的督办）只用于12345热线")
        for name, raw in self._pairs(top.get("orders"), ORDER_FIELDS, "orders").items():
            self._field(f"orders.{name}", raw)

    def _field(self, name: str, node: yaml.Node) -> None:
        parts = self._pairs(node, FIELD_KEYS, name)
        self._shape(name, node, parts)
        if "columns" in parts:
            self._claim(self._words(parts["columns"], name), name)
        for one in getattr(parts.get("levels"), "value", []):
            self._claim(self._words(one, name), name)
        for key in ("blank", "said_in"):
            if key in parts:
                list(self._words(parts[key], key))
        self._values(name, node, parts.get("values"))

    def _shape(self, name: str, node: yaml.Node, parts: dict[str, yaml.Node]) -> None:
        if ("columns" in parts) == ("levels" in parts):
            self._fault(node, f"“{name}”应有columns或levels之一")
        if "levels" in parts and name not in PATHS:
            self._fault(parts["levels"], "levels只用于路径字段")
        if "said_in" in parts and name != "kind":
            self._fault(parts["said_in"], "said_in只用于kind")

    def _values(self, name: str, node: yaml.Node, values: yaml.Node | None) -> None:
        allowed = CODES.get(name) or ORDER_CODES.get(name)
        if allowed and values is None:
            self._fault(node, f"“{name}”缺少values（词与代码的对照）")
        for word, code in self._pairs(values, None, f"{name}.values").items():
            if not isinstance(code, yaml.ScalarNode) or (allowed and code.value not in allowed):
                shown = "、".join(sorted(one or "空" for one in allowed or ()))
                self._fault(code, f"“{word}”的代码不在允许之列（{shown}）")

    def _pairs(
        self, node: yaml.Node | None, allowed: Collection[str] | None, place: str
    ) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, f"“{place}”应由“键: 值”组成")
            return {}
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = str(key.value)
            if word in pairs:
                self._fault(key, f"“{place}”中“{word}”重复")
            if allowed is not None and word not in allowed:
                self._fault(key, f"“{place}”中不认得的键“{word}”")
            else:
                pairs[word] = value
        return pairs

    def _words(self, node: yaml.Node, place: str) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._fault(node, f"“{place}”应是列名的列表")
            return
        for one in node.value:
            if isinstance(one, yaml.ScalarNode) and one.value.strip():
                yield header(one.value), one
            else:
                self._fault(one, f"“{place}”中有空的或不是文字的一项")

    def _claim(self, words: Iterable[tuple[str, yaml.Node]], home: str) -> None:
        for word, node in words:
            if word in self._homes:
                self._fault(node, f"列名“{word}”已用于“{self._homes[word]}”，不能再用于“{home}”")
            self._homes[word] = home

    def _fault(self, node: yaml.Node, reason: str) -> None:
        self._found.append(Finding(self._file, node.start_mark.line + 1, reason))
