"""What the house promises about itself: floors, names, sizes; no clock and no number of the law below."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from xiaobao import law

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "xiaobao"
PURE = ("law", "rules", "intake", "mining", "documents", "courier")
MODULES = sorted(PACKAGE.rglob("*.py"))
WRITTEN = sorted(
    path
    for pattern in ("*.py", "*.html", "*.js", "*.css", "*.typ")
    for path in PACKAGE.rglob(pattern)
    if "migrations" not in path.parts and "vendor" not in path.parts
)
SAYS_NOTHING = {"common", "core", "utils", "helpers", "services", "managers"}
LONGEST = 400

CLOCK_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
}

# Two and three are positions and sizes far more often than days; from five on a number of days stands out.
SMALLEST_TELLING = 5
NOT_DAYS = {
    ("acceptance.py", "regulation.ground(5)"): "the number of a ground, not of days",
    ("daytable.py", "ordinal % 7"): "days of a week",
    ("settle_first.py", "MOST_STARS = 1, 5"): "stars of satisfaction",
    ("quiz.py", "_WRITTEN, _GROUNDS"): "how many questions of a kind a quiz asks",
    ("heads.py", "_SHORT ="): "characters of a line",
    ("locality.py", "revisit_days: int"): "days the bureau itself gives for looking at an entry again",
    ("tiers.py", "Field(default="): "what the bureau itself has chosen, each to be changed in its locality",
}


def names_of(path: Path) -> str:
    """Return a readable name for a parametrised example."""
    return str(path.relative_to(REPOSITORY))


def test_upper_floors_use_lower_ones_and_pure_rooms_know_no_web_framework() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_room_or_file_has_a_name_that_says_nothing() -> None:
    named = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert named & SAYS_NOTHING == set()


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {names_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_never_asks_what_time_it_is(room: str) -> None:
    asked = [
        f"{names_of(path)}:{node.lineno} {called}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node, called in calls(path)
        if ".".join(called.split(".")[-2:]) in CLOCK_CALLS
    ]
    assert asked == []


def test_an_unqualified_clock_would_be_found_too() -> None:
    """The clock can only be called by the names looked for: nothing imports its functions bare."""
    bare = {"time": {"time", "localtime", "gmtime", "strftime"}}
    found = [
        f"{names_of(path)}:{node.lineno}"
        for room in PURE
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in bare
        if {alias.name for alias in node.names} & bare[node.module]
    ]
    assert found == []


def test_no_number_of_the_law_is_typed_in_rules() -> None:
    """5, 7, 15, 45, 60, 90 … live once, in content/law, with their article."""
    typed = [
        f"{names_of(path)}:{node.lineno} {line.strip()}"
        for path in sorted((PACKAGE / "rules").rglob("*.py"))
        for node, line in integers(path)
        if node.value in numbers_of_the_law() and not excused(path, line)
    ]
    assert typed == []


def test_every_excuse_is_still_needed() -> None:
    for name, part in NOT_DAYS:
        (path,) = (PACKAGE / "rules").rglob(name)
        assert part in path.read_text(encoding="utf-8")


def numbers_of_the_law() -> set[int]:
    """Return every count of days that content/law states."""
    rows = list(law.load().clocks())
    amounts = {row.amount for row in rows}
    amounts |= {longer.amount for row in rows for longer in row.extensions if longer.amount}
    return {amount for amount in amounts if amount >= SMALLEST_TELLING}


def excused(path: Path, line: str) -> bool:
    """Tell whether the number is known to be no count of days."""
    return any(path.name == name and part in line for name, part in NOT_DAYS)


def integers(path: Path) -> Iterator[tuple[ast.Constant, str]]:
    """Yield every integer typed in a file, with its line."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, lines[node.lineno - 1]


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call of a file with the dotted name that is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, ast.unparse(node.func)
