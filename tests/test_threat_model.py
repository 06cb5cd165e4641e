"""The threat model names a test for every abuse case, and every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PAGE = (REPOSITORY / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
CASES = re.findall(r"^\| (T\d+) \|(.*)$", PAGE, flags=re.MULTILINE)


def written_in(file: Path) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_it_names_tests_at_all() -> None:
    assert len(CASES) >= 20
    assert len(NAMED) >= len(CASES)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda value: value)
def test_every_test_it_names_exists(file: str, name: str) -> None:
    path = REPOSITORY / file
    assert path.is_file()
    assert not name or name in written_in(path)


@pytest.mark.parametrize(("case", "row"), CASES, ids=lambda value: value[:4])
def test_every_abuse_case_has_a_control_and_a_test_or_says_what_is_missing(case: str, row: str) -> None:
    abuse, control, test = [cell.strip() for cell in row.strip(" |").split(" | ")]
    assert abuse
    assert control
    assert "`tests/" in test or "not yet" in test
