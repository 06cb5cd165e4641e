"""The documents keep what they say: links, commands, variables, outputs, and the example that is walked."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Clock, Matter, Party
from xiaobao.docket.rulebook import Rulebook
from xiaobao.jobs.cli import main
from xiaobao.staff.permissions import Authority

REPOSITORY = Path(__file__).parents[1]
ASIDE = {"var", "build", "dist", "staticfiles", "__pycache__"}
TEXT = {
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".typ",
    ".sh",
    ".txt",
    ".po",
    ".lock",
    ".svg",
}
ENGLISH, CHINESE = REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md"
READMES = (ENGLISH, CHINESE)
PARTS = ["Context", "Choice", "Alternatives", "Consequences"]

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"\bxiaobao ((?:[a-z]+(?:-[a-z]+)*)(?: [a-z]+(?:-[a-z]+)*)?)")
_MAKE = re.compile(r"(?:^|\s)make ([a-z]+(?:-[a-z]+)*)")
_IN_CODE = re.compile(r"`([^`\n]+)`|^\$ (.+)$", re.MULTILINE)
_VARIABLE = re.compile(r"XIAOBAO_[A-Z]+(?:_[A-Z]+)*")
_ELSEWHERE = re.compile(
    r"(?<![\w.:/])/(?:home|Users|root|work|workspace|tmp|mnt)/\w|[A-Z]:\\+Users", re.ASCII
)


def project_files() -> Iterator[Path]:
    """Yield the project's own text files, without what is installed, built or kept."""
    for folder, folders, names in os.walk(REPOSITORY):
        folders[:] = sorted(
            name for name in folders if name == ".ci" or not (name[0] == "." or name in ASIDE)
        )
        paths = [Path(folder, name) for name in sorted(names)]
        yield from (
            path for path in paths if path.suffix in {*TEXT, ".py"} or path.name in ("Makefile", "run")
        )


PAGES = [path for path in project_files() if path.suffix == ".md"]


def called(path: Path) -> str:
    """Return a readable name for a parametrised example."""
    return str(path.relative_to(REPOSITORY))


def read(path: Path) -> str:
    """Return a page's text."""
    return path.read_text(encoding="utf-8")


def code_of(path: Path) -> list[str]:
    """Return what a page sets as code: spans, and the command lines of its blocks."""
    return [span or line for span, line in _IN_CODE.findall(read(path))]


def commands(group: click.Group = main, before: str = "") -> set[str]:
    """Return every command of the console script, a subcommand with its group."""
    found: set[str] = set()
    for name, command in _members(group):
        if isinstance(command, click.Group):
            found |= commands(command, f"{name} ")
        # A group that does something by itself is a command as well.
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.add(before + name)
    return found


def _members(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands of a group, those it loads only when they are called too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command


def commands_named(path: Path) -> set[str]:
    """Return the commands of the console script a page names."""
    texts = [f"xiaobao {match}" for code in code_of(path) for match in _CALL.findall(code)]
    words = [text.split()[1:] for text in texts]
    groups = {name for name, command in main.commands.items() if isinstance(command, click.Group)}
    return {" ".join(found[:2]) if found[0] in groups else found[0] for found in words}


def targets_named(path: Path) -> set[str]:
    """Return the make targets a page names."""
    return {match for code in code_of(path) for match in _MAKE.findall(code)}


def targets() -> set[str]:
    """Return the targets of the Makefile a person may call."""
    phony = re.search(r"^\.PHONY: (.+)$", read(REPOSITORY / "Makefile"), re.MULTILINE)
    assert phony
    return set(phony[1].split())


@pytest.mark.parametrize("page", PAGES, ids=called)
def test_every_relative_link_and_image_leads_somewhere(page: Path) -> None:
    links = [link.split("#")[0] for link in _LINK.findall(_FENCE.sub("", read(page)))]
    relative = [link for link in links if link and not re.match(r"[a-z]+:", link)]
    assert [link for link in relative if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=called)
def test_every_make_target_and_command_that_is_named_exists(page: Path) -> None:
    assert sorted(targets_named(page) - targets()) == []
    assert sorted(commands_named(page) - commands()) == []


@pytest.mark.parametrize("readme", READMES, ids=called)
def test_a_readme_names_every_command_and_the_two_that_matter(readme: Path) -> None:
    assert sorted(commands() - commands_named(readme)) == []
    assert {"run", "test", "install"} <= targets_named(readme)


def test_both_readmes_say_the_same() -> None:
    assert commands_named(ENGLISH) == commands_named(CHINESE)
    assert targets_named(ENGLISH) == targets_named(CHINESE)
    assert blocks(ENGLISH) == blocks(CHINESE)
    assert [len(level) for level in headings(ENGLISH)] == [len(level) for level in headings(CHINESE)]
    assert shape(ENGLISH) == shape(CHINESE)


def headings(page: Path) -> list[str]:
    """Return the marks of a page's headings, in order."""
    return re.findall(r"^(#+) ", _FENCE.sub("", read(page)), re.MULTILINE)


def blocks(page: Path) -> list[str]:
    """Return a page's fenced blocks."""
    return _FENCE.findall(read(page))


def shape(page: Path) -> list[str]:
    """Return how each line of a page begins: the order of its items, tables and images."""
    lines = _FENCE.sub("", read(page)).splitlines()
    return [line[:2] for line in lines if line.startswith(("- ", "| ", "!["))]


@pytest.mark.parametrize("readme", READMES, ids=called)
def test_the_due_dates_a_readme_prints_are_true(readme: Path) -> None:
    printed = [block.splitlines()[1:-1] for block in blocks(readme) if "$ xiaobao due" in block]
    assert printed
    for asked, *answer in printed:
        result = CliRunner().invoke(main, asked.removeprefix("$ xiaobao ").split())
        assert result.output.splitlines() == answer


def test_every_variable_that_is_read_is_documented_and_the_other_way_round() -> None:
    reading = re.compile(r"environ(?:\.get)?[\[(]\s*[\"'](XIAOBAO_\w+)")
    used = {name for path in (REPOSITORY / "xiaobao").rglob("*.py") for name in reading.findall(read(path))}
    table = read(REPOSITORY / "docs" / "deployment.md")
    listed = set(re.findall(r"^\| `(XIAOBAO_\w+)`", table, re.MULTILINE))
    tests = {name for path in (REPOSITORY / "tests").rglob("*.py") for name in reading.findall(read(path))}
    named = {name for page in PAGES for name in _VARIABLE.findall(read(page))}
    assert used == listed
    assert named <= listed | tests


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    others = (path for path in project_files() if path != Path(__file__))
    found = [
        f"{called(path)}:{number}: {line.strip()[:80]}"
        for path in others
        for number, line in enumerate(read(path).splitlines(), start=1)
        if _ELSEWHERE.search(line)
    ]
    assert found == []


def test_the_decisions_are_numbered_without_a_gap() -> None:
    names = [path.name for path in sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        page = read(REPOSITORY / "docs" / "decisions" / name)
        assert page.startswith(f"# {name[:4]} ")
        assert re.findall(r"^## (.+)$", page, re.MULTILINE) == PARTS


def test_the_path_of_a_complaint_is_the_path_the_code_takes(
    register: Callable[..., int], officers: dict[str, Authority], rulebook: Rulebook
) -> None:
    page = read(REPOSITORY / "docs" / "path-of-a-complaint.md")
    chen, later = officers["chensiyuan"], cast.at("2026-09-29", "15:20")
    matter_id = register(cast.complaint(received_at=cast.at("2026-09-28", "10:15")))
    before = matter_page(chen, matter_id, rulebook, later.date())
    told = [before.due.words, *before.clocks[0].derivation]
    told += [reason.text for reason in before.proposal.reasons if reason.citation] if before.proposal else []
    document = accept(matter_id=matter_id, version=1, officer=chen, at=later)
    told += facts_after(matter_id, document.number, document.form)
    assert [words for words in told if words not in page] == []


def facts_after(matter_id: int, number: str, form: str) -> list[str]:
    """Return what accepting has left, as the page must say it."""
    matter, party = Matter.objects.get(pk=matter_id), Party.objects.get(matter=matter_id)
    mediation = Clock.objects.get(matter=matter_id, clock="complaint.mediation")
    shown = [matter.number, number, form, party.shown_name, party.shown_phone, matter.regulation]
    dates = [matter.next_due, mediation.due_earliest, mediation.due_latest, mediation.started_on]
    return [*shown, *map(str, dates), *mediation.derivation.splitlines(), f"version {matter.version}"]


def test_the_path_of_a_report_names_functions_that_exist_and_dates_that_are_true() -> None:
    page = read(REPOSITORY / "docs" / "path-of-a-report.md")
    named = re.findall(r"`((?:docket|rules|documents|vault)\.[a-z_.]+\.[a-z_]+)`", page)
    assert len(named) > 25
    missing = [name for name in named if not _exists(name)]
    assert missing == []
    for clock, begins in (("report.check", "2026-05-18"), ("case.decision", "2026-05-27")):
        told = CliRunner().invoke(main, ["due", clock, "--from", begins]).output
        assert told.strip().replace("\n", "\n> ") in page


def _exists(name: str) -> bool:
    module, _, function = name.rpartition(".")
    return callable(getattr(importlib.import_module(f"xiaobao.{module}"), function, None))
