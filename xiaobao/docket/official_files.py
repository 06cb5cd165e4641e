"""Files of published texts, one or a folder of them: what each is, and what came of loading it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from xiaobao.docket.actions.load_official import load_official
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.word_text import words_in
from xiaobao.law import Lawbook, LawError
from xiaobao.law.errors import ForeignText, UnfitText
from xiaobao.law.official import OfficialText
from xiaobao.law.published import LARGEST, decoded, read_text, remarks
from xiaobao.refusals import BadFile

_WORD, _PLAIN = ".docx", ".txt"


class Came(StrEnum):
    """What came of a file."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    FOREIGN = "foreign"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file, with the sentence that says it.

    ``remarks`` name the places where text and law file differ; nothing was refused for them.
    """

    file: str
    came: Came
    sentence: str
    regulation: str = ""
    title: str = ""
    articles: int = 0
    code: str = ""
    remarks: tuple[str, ...] = ()


class ForeignFile(BadFile):
    """The file is no text of a regulation we hold."""


def read_official(file: Path, lawbook: Lawbook, regulation: str = "") -> OfficialText:
    """Read and check one file, plain text or Word; nothing is kept.

    ``regulation`` is needed only where two versions share a title. Raises ForeignFile where the first line
    names no regulation we hold, BadFile where the file cannot be read or does not fit.
    """
    try:
        raw = _bytes(file)
        words = words_in(raw) if file.suffix.lower() == _WORD else decoded(raw, file.name)
        return read_text(words, lawbook, regulation, sha256=hashlib.sha256(raw).hexdigest())
    except ForeignText as error:
        raise ForeignFile(error.message, code=error.code) from error
    except LawError as error:
        raise BadFile(error.message, code=error.code) from error
    except DocumentError as error:
        sentence = f"“{file.name}”已经损坏、设有密码或者展开后过大，不能读取；请另存为 .docx 或者 .txt。"
        raise BadFile(sentence, code=error.code) from error


def load_folder(folder: Path, lawbook: Lawbook, *, at: datetime) -> list[Outcome]:
    """Load every plain text or Word file of a folder, by name; one that does not fit stops no other."""
    taken: dict[str, str] = {}
    return [_outcome(file, lawbook, taken, at) for file in files_of(folder)]


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder, by name, without hidden ones and what Word leaves beside an open one."""
    found = (path for path in folder.iterdir() if path.is_file())
    return sorted(path for path in found if not path.name.startswith((".", "~$")))


def _outcome(file: Path, lawbook: Lawbook, taken: dict[str, str], at: datetime) -> Outcome:
    """Load one file; ``taken`` tells which regulation was loaded from which file already."""
    if file.suffix.lower() not in (_WORD, _PLAIN):
        return Outcome(file.name, Came.FOREIGN, "不是 .txt 或者 .docx 文件，没有读取。")
    try:
        text = read_official(file, lawbook)
        if text.regulation in taken:
            return _twice(file, text, taken[text.regulation])
        changed = load_official(text, at=at)
    except BadFile as error:
        came = Came.FOREIGN if isinstance(error, ForeignFile) else Came.REFUSED
        return Outcome(file.name, came, error.sentence, code=error.code)
    taken[text.regulation] = file.name
    return _told(file, text, changed, lawbook)


def _told(file: Path, text: OfficialText, changed: bool, lawbook: Lawbook) -> Outcome:
    said = f"《{text.title}》，共 {len(text.articles)} 条"
    found = remarks(text, lawbook.regulation(text.regulation))
    came, sentence = (
        (Came.LOADED, f"已载入{said}。") if changed else (Came.UNCHANGED, f"{said}，已经载入过，没有变化。")
    )
    return Outcome(file.name, came, sentence, text.regulation, text.title, len(text.articles), "", found)


def _twice(file: Path, text: OfficialText, other: str) -> Outcome:
    sentence = f"《{text.title}》已经由同一文件夹的“{other}”载入，这个文件没有载入；请只留一个。"
    return Outcome(file.name, Came.FOREIGN, sentence, text.regulation, text.title)


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise UnfitText(f"“{file.name}”超过 {LARGEST // 1_000_000} MB，不是一部法规的文本。")
    return file.read_bytes()
