"""The small language notices are written in: facts, and conditions on facts.

``{{ fact }}`` prints a fact; ``{% if fact %} … {% else %} … {% endif %}`` with ``not``, ``and``, ``or``
chooses a passage. Nothing else is understood: a template with a call, an attribute, an index, a
number, a filter, a loop, an assignment or an import is refused when it is loaded, so none can run
code, read an object or keep the machine busy.

A fact's value never passes through this language. The template is run with a mark in place of each
value; the values are put in afterwards, into text that has already been taken apart into blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

LONGEST = 65_536  # characters of a template; the official forms have fewer than a thousand
DEEPEST = 8  # conditions within conditions

# Private-use characters hold the place of a value. A template that contains one is refused.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([a-z_0-9]+){_CLOSE}")
_TEXT = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
_CONDITIONS = (nodes.If, nodes.Not, nodes.And, nodes.Or)


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a template prints a fact; ``guards`` are the facts its conditions have tested."""

    name: str
    line: int
    guards: frozenset[str]


class Refused(Exception):
    """The template is not of this language; ``line`` is 1-based within the body."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep the line and the reason in Chinese."""
        super().__init__(reason)
        self.line = line
        self.reason = reason


def inspect(body: str) -> tuple[tuple[Use, ...], frozenset[str]]:
    """Return the printed facts and the tested ones. Raises Refused when there is anything else."""
    if len(body) > LONGEST:
        raise Refused(1, f"模板超过 {LONGEST} 个字符。")
    if _OPEN in body or _CLOSE in body:
        raise Refused(_line_of(body, _OPEN, _CLOSE), "模板含有私用区字符。")
    tree = _parse(body)
    tested = frozenset(name for test in _tests(tree) for name in _names(test))
    return tuple(_uses(tree, frozenset(), 0)), tested


def run(body: str, present: Mapping[str, bool], always: frozenset[str] = frozenset()) -> str:
    """Run a template that was inspected; each printed fact comes out as a mark for ``fill``.

    ``present`` says of every fact of the notice whether it has a value; the facts in ``always`` are
    printed even without one (boxes to tick).
    """
    marks = {name: _mark(name, here, name in always) for name, here in present.items()}
    return _compiled(body).render(marks)


def length(text: str, values: Mapping[str, str]) -> int:
    """Return how many characters ``fill`` would make, without making them."""
    places = [mark[1] for mark in _MARK.finditer(text)]
    return len(_MARK.sub("", text)) + sum(len(values[name]) for name in places)


def holds_fact(text: str) -> bool:
    """Tell whether a piece of a template that was run has a place for a fact."""
    return _OPEN in text


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in place of the marks, once: what a value contains is not looked at again."""
    return _MARK.sub(lambda mark: values[mark[1]], text)


class _Untold(str):
    """The mark of a fact without a value that is printed all the same; conditions take it as absent."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def _mark(name: str, here: bool, always: bool) -> str:
    mark = f"{_OPEN}{name}{_CLOSE}"
    if here:
        return mark
    return _Untold(mark) if always else ""


def _environment() -> SandboxedEnvironment:
    # Notices are no HTML: the typesetter and the docx writer take text as text, so nothing is escaped.
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    for names in (environment.globals, environment.filters, environment.tests):
        names.clear()
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=64)
def _compiled(body: str) -> Template:
    return _ENVIRONMENT.from_string(body)


def _parse(body: str) -> nodes.Template:
    try:
        tree = _ENVIRONMENT.parse(body)
    except TemplateSyntaxError as error:
        raise Refused(error.lineno, f"模板写法有误：{error.message}") from None
    except RecursionError:
        raise Refused(1, "模板嵌套过深。") from None
    _allow(tree)
    return tree


def _allow(tree: nodes.Template) -> None:
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        if type(node) not in _TEXT + _CONDITIONS:
            raise Refused(node.lineno, f"模板只能写事实和条件，不能使用 {type(node).__name__}。")
        pending.extend(node.iter_child_nodes())


def _uses(node: nodes.Node, guards: frozenset[str], depth: int) -> Iterator[Use]:
    if depth > DEEPEST:
        raise Refused(node.lineno, f"条件嵌套超过 {DEEPEST} 层。")
    if isinstance(node, nodes.If):
        yield from _branches(node, guards, depth)
    elif isinstance(node, nodes.Name):
        yield Use(node.name, node.lineno, guards)
    else:
        for child in node.iter_child_nodes():
            yield from _uses(child, guards, depth)


def _branches(node: nodes.If, guards: frozenset[str], depth: int) -> Iterator[Use]:
    for child in node.body:
        yield from _uses(child, guards | _holding(node.test), depth + 1)
    for other in (*node.elif_, *node.else_):
        yield from _uses(other, guards, depth + 1)


def _holding(test: nodes.Node) -> frozenset[str]:
    """Return the facts that surely have a value where the test holds."""
    if isinstance(test, nodes.Name):
        return frozenset({test.name})
    if isinstance(test, nodes.And):
        return _holding(test.left) | _holding(test.right)
    return frozenset()


def _tests(tree: nodes.Template) -> Iterator[nodes.Node]:
    return (node.test for node in tree.find_all(nodes.If))


def _names(test: nodes.Node) -> Iterator[str]:
    if isinstance(test, nodes.Name):
        yield test.name
    for name in test.find_all(nodes.Name):
        yield name.name


def _line_of(body: str, *wanted: str) -> int:
    at = min(body.find(mark) for mark in wanted if mark in body)
    return body.count("\n", 0, at) + 1
