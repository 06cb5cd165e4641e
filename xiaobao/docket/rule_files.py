"""The files that rule changes are made of: read as they would stand in service, and put in their place.

A file of the home stands over the shipped one of its name: ``supervision/<locality>.yaml``,
``calendar/<year>.yaml``, ``law/<regulation>.yaml``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from pydantic import ValidationError

from xiaobao import law
from xiaobao.docket.errors import Refused
from xiaobao.docket.models import RuleKind
from xiaobao.docket.reckoning import EXTERNAL
from xiaobao.docket.rulebook import Rulebook, local_calendars, local_ladders, local_laws
from xiaobao.home import flush_folder, workroom
from xiaobao.law import LawError, source
from xiaobao.law.holidays import STATUTORY, read_notice_file
from xiaobao.rules import ladder as ladders
from xiaobao.rules.ladder import HANDLER, Ladder
from xiaobao.rules.workdays import Calendar

LONGEST = 400_000
"""Bytes of a file: several times the longest regulation."""
_SHIPPED = {RuleKind.LADDER: "supervision", RuleKind.CALENDAR: "calendar", RuleKind.REGULATION: "law"}


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of content: ``name`` without folder, ``text`` whole."""

    kind: RuleKind
    name: str
    text: str

    @property
    def place(self) -> Path:
        """Where it stands once it is in service."""
        return _folder(self.kind) / self.name


def recognised(name: str, data: bytes) -> RuleFile:
    """Return the file with its kind, told by what it holds; raises Refused when it is none of the three."""
    text = decoded(name, data)
    with _unpacked(name, text) as path:
        try:
            keys = set(source.read(path).data)
        except LawError as error:
            raise _refused(f"“{name}”不能读取：{error.message}") from error
    for kind, key in (
        (RuleKind.LADDER, "ladders"),
        (RuleKind.CALENDAR, "scope"),
        (RuleKind.REGULATION, "articles"),
    ):
        if key in keys:
            return RuleFile(kind, name, text)
    raise _refused(f"“{name}”既不是督办阶梯，也不是节假日安排或者法规期限文件。")


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file; raises Refused when it is too long or not UTF-8."""
    if len(data) > LONGEST:
        raise _refused(f"“{name}”太大，不像是规则文件。")
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _refused(f"“{name}”不是UTF-8编码的文本文件。") from error


def shipped_or_placed(kind: RuleKind, name: str, rulebook: Rulebook) -> str:
    """Return the text in service under this name; empty when there is none."""
    if Path(name).name != name:
        return ""
    for folder in (_folder(kind), rulebook.content / _SHIPPED[kind]):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    return ""


def shipped(kind: RuleKind, name: str, rulebook: Rulebook) -> str:
    """Return the text that ships under this name; empty when there is none."""
    path = rulebook.content / _SHIPPED[kind] / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def with_file(rulebook: Rulebook, file: RuleFile) -> Rulebook:
    """Return the rulebook as it would be with the file in service; raises Refused, saying what is wrong."""
    if Path(file.name).name != file.name or not file.name.endswith(".yaml") or file.name.startswith("."):
        raise _refused(f"文件名“{file.name}”应当以 .yaml 结尾，且不带目录。")
    with _overlay(file) as folder:
        try:
            return _READ[file.kind](rulebook, folder / file.name)
        except ValidationError as error:
            first = next(source.complaints(source.read(folder / file.name), error))
            raise _refused(f"“{file.name}”第{first[0]}行：{first[1]}") from error
        except (LawError, ValueError) as error:
            raise _refused(_WRONG[file.kind].format(name=file.name, error=error)) from error


def changes_nothing(file: RuleFile, rulebook: Rulebook) -> bool:
    """Whether the file says what is in service already; a ladder may say it in another layout."""
    if shipped_or_placed(file.kind, file.name, rulebook) == file.text:
        return True
    if file.kind is not RuleKind.LADDER:
        return False
    return with_file(rulebook, file).ladder.version == rulebook.ladder.version


def put(file: RuleFile) -> None:
    """Put the file in service: the old or the new, never half of it, and on disk when this returns."""
    folder = file.place.parent
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.place.with_name(f".{file.name}.draft")
    with draft.open("w", encoding="utf-8", newline="\n") as writing:
        writing.write(file.text)
        writing.flush()
        os.fsync(writing.fileno())
    draft.replace(file.place)
    flush_folder(folder)


def _folder(kind: RuleKind) -> Path:
    if kind is RuleKind.LADDER:
        return local_ladders()
    return local_calendars() if kind is RuleKind.CALENDAR else local_laws()


@contextmanager
def _unpacked(name: str, text: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=workroom()) as folder:
        path = Path(folder) / Path(name).name
        path.write_text(text, encoding="utf-8")
        yield path


@contextmanager
def _overlay(file: RuleFile) -> Iterator[Path]:
    """A folder like the one of the home, with the file in it: what is read from it is as it would be."""
    with _unpacked(file.name, file.text) as path:
        for other in _folder(file.kind).glob("*.yaml"):
            if other.name != file.name:
                shutil.copyfile(other, path.with_name(other.name))
        yield path.parent


def _with_ladder(rulebook: Rulebook, path: Path) -> Rulebook:
    if path.stem != settings.LOCALITY:
        raise ValueError(f"本局的阶梯文件名应为 {settings.LOCALITY}.yaml")
    found = ladders.read(path)
    for complaint in _names_nobody_knows(found, rulebook):
        raise ValueError(complaint)
    return replace(rulebook, ladder=found)


def _names_nobody_knows(ladder: Ladder, rulebook: Rulebook) -> Iterator[str]:
    posts = {post.code for post in rulebook.locality.posts if post.reach != "none"}
    named = {code for stage in ladder.stages for code in stage.addressees}
    owners = {stage.order.owner for stage in ladder.stages if stage.order}
    for code in sorted((named | owners) - posts - {HANDLER}):
        yield f"“{code}”不是本局能看到来件的岗位，不能作为预警或者督办的对象"
    clocks = {clock for steps in ladder.ladders for clock in steps.clocks}
    for clock in sorted(clocks - set(rulebook.law.clock_ids()) - set(EXTERNAL)):
        yield f"没有名为“{clock}”的期限"


def _with_calendar(rulebook: Rulebook, path: Path) -> Rulebook:
    if path.name == STATUTORY:
        raise ValueError("法定节假日文件不能在这里修改")
    read_notice_file(path, rulebook.calendar.statutory)
    return replace(rulebook, calendar=Calendar.load(rulebook.content).with_folder(path.parent))


def _with_law(rulebook: Rulebook, path: Path) -> Rulebook:
    for finding in law.check_law(rulebook.content, path.parent):
        raise ValueError(f"{finding.file.name} 第{finding.line}行：{finding.reason}")
    return replace(rulebook, law=law.load(rulebook.content, path.parent))


def _refused(sentence: str) -> Refused:
    return Refused(sentence, fields={"text": sentence})


_READ = {
    RuleKind.LADDER: _with_ladder,
    RuleKind.CALENDAR: _with_calendar,
    RuleKind.REGULATION: _with_law,
}
_WRONG = {
    RuleKind.LADDER: "“{name}”不是可用的督办阶梯：{error}",
    RuleKind.CALENDAR: "“{name}”不是可用的节假日安排：{error}",
    RuleKind.REGULATION: "“{name}”不是可用的法规期限文件：{error}",
}
