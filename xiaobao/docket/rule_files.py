"""The files that rule changes are made of: read as they would stand in service, and put in their place.

A file of the home stands over the shipped one of its name: ``supervision/<locality>.yaml``,
``calendar/<year>.yaml``, ``law/<regulation>.yaml`` … (``docket.rule_kinds``).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from xiaobao.docket.models import RuleKind
from xiaobao.docket.rule_kinds import KINDS
from xiaobao.docket.rulebook import Rulebook
from xiaobao.home import flush_folder, workroom
from xiaobao.law import LawError, source
from xiaobao.refusals import Refused

LONGEST = 400_000
"""Bytes of a file: several times the longest regulation."""


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
    """Return the file with its kind, told by what it holds; raises Refused when it is none of ours."""
    text = decoded(name, data)
    with _unpacked(name, text) as path:
        try:
            keys = set(source.read(path).data)
        except LawError as error:
            raise _refused(f"“{name}”不能读取：{error.message}") from error
    for kind, told in KINDS.items():
        if told.key in keys:
            return RuleFile(kind, name, text)
    first, *others = (told.label for told in KINDS.values())
    raise _refused(f"“{name}”既不是{first}，也不是{'、'.join(others)}。")


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
    for folder in (_folder(kind), rulebook.content / KINDS[kind].folder):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    return ""


def shipped(kind: RuleKind, name: str, rulebook: Rulebook) -> str:
    """Return the text that ships under this name; empty when there is none."""
    path = rulebook.content / KINDS[kind].folder / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def with_file(rulebook: Rulebook, file: RuleFile) -> Rulebook:
    """Return the rulebook as it would be with the file in service; raises Refused, saying what is wrong."""
    if Path(file.name).name != file.name or not file.name.endswith(".yaml") or file.name.startswith("."):
        raise _refused(f"文件名“{file.name}”应当以 .yaml 结尾，且不带目录。")
    with _overlay(file) as folder:
        try:
            return KINDS[file.kind].read(rulebook, folder / file.name)
        except ValidationError as error:
            first = next(source.complaints(source.read(folder / file.name), error))
            raise _refused(f"“{file.name}”第{first[0]}行：{first[1]}") from error
        except (LawError, ValueError) as error:
            raise _refused(f"“{file.name}”不是可用的{KINDS[file.kind].label}：{error}") from error


def digest_of(text: str) -> str:
    """Return the SHA-256 of the text of a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def changes_nothing(file: RuleFile, rulebook: Rulebook) -> bool:
    """Whether the file says what is in service already; some kinds may say it in another layout."""
    if shipped_or_placed(file.kind, file.name, rulebook) == file.text:
        return True
    version = KINDS[file.kind].version
    return version is not None and version(with_file(rulebook, file)) == version(rulebook)


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
    return KINDS[kind].own()


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


def _refused(sentence: str) -> Refused:
    return Refused(sentence, fields={"text": sentence})
