"""Official texts of regulations, loaded by the bureau and printed where they are loaded.

The law files hold short paraphrases with article numbers. A bureau may load the published text of a
regulation beside them; it is kept, article by article, as JSON in a folder of the installation::

    {"regulation": "samr-order-121", "title": "…", "sha256": "…", "articles": {"1": "…", …}}
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from xiaobao.law import citation, wording
from xiaobao.law.errors import UnfitText
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.regulation import Ground, Regulation

LARGEST = 2_000_000  # bytes; the longest law in force has a tenth of that
_STATE = "中华人民共和国"
_NUMERALS = "零一二三四五六七八九十百"
_REMARK = re.compile(r"[（(【\[].*")
_HEADING = re.compile(rf"(?<=[。；])\s*第[{_NUMERALS}]+[章节编][^。；]{{0,60}}$")
_SPACES = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*|[ \t\xa0]+")


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The published text of one regulation: ``articles`` by number ("16"), whole and without the number.

    ``sha256`` is the digest of the file it was read from.
    """

    regulation: str
    title: str
    sha256: str
    articles: Mapping[str, str]


def load_text(file: Path, folder: Path, lawbook: Lawbook, regulation: str = "") -> OfficialText:
    """Read a published text (UTF-8 or GB18030), check it and keep it in ``folder``.

    The first line is the title, every article begins with 第…条. ``regulation`` is an id, needed where two
    versions share a title. Raises UnfitText (LAW-006) when the title fits no regulation, an article is
    missing or out of order, or a list of grounds has another length than the law file's.
    """
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        raise UnfitText(f"“{file.name}”超过 {LARGEST // 1_000_000} MB，不是一部法规的文本。")
    title, _, body = _decoded(raw, file.name).strip().partition("\n")
    held = _regulation(_bare(title), regulation, lawbook)
    articles = dict(_articles(body, held))
    _check_grounds(articles, held)
    text = OfficialText(held.id, held.title, hashlib.sha256(raw).hexdigest(), articles)
    _keep(folder, text)
    return text


def loaded(folder: Path) -> tuple[str, ...]:
    """Return the ids of the regulations whose text is in ``folder``."""
    return tuple(sorted(file.stem for file in folder.glob("*.json")))


def article(folder: Path, regulation_id: str, number: str) -> str | None:
    """Return an article ("16") in its official words, None when the text has not been loaded.

    Raises UnfitText when the file kept is damaged.
    """
    file = folder / f"{regulation_id}.json"
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _kept(file, changed).get(number)


def items(folder: Path, regulation_id: str, number: str) -> tuple[str, ...]:
    """Return the numbered items （一）… of an article, without number and end mark; () when not loaded."""
    return wording.items(article(folder, regulation_id, number) or "")


def grounds_text(regulation: Regulation, kind: Literal["decline", "terminate"], folder: Path) -> str:
    """Return the closed list of grounds for a notice, one line an item: （一）…；（二）….

    In the official words where the text is loaded and has as many items, else in those of the law file.
    """
    grounds = _grounds(regulation)[kind]
    official = items(folder, regulation.id, _article_of(grounds[0])) if grounds else ()
    words = official if len(official) == len(grounds) else [ground.text for ground in grounds]
    ends = ["；"] * (len(words) - 1) + ["。"]
    numbered = (f"（{citation.numeral(n)}）{text}" for n, text in enumerate(words, start=1))
    return "\n".join(line + end for line, end in zip(numbered, ends, strict=True))


def _grounds(regulation: Regulation) -> dict[str, tuple[Ground, ...]]:
    return {"decline": regulation.decline_grounds, "terminate": regulation.termination_grounds}


def _article_of(ground: Ground) -> str:
    return str(citation.parse(ground.article).article)


def _decoded(raw: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnfitText(f"“{name}”既不是 UTF-8 也不是 GB18030 编码，请另存后再载入。")


def _bare(title: str) -> str:
    """Drop the name of the state, remarks in brackets and spaces: publishers differ in them."""
    return _REMARK.sub("", "".join(title.split()).strip("《》#")).removeprefix(_STATE)


def _regulation(title: str, chosen: str, lawbook: Lawbook) -> Regulation:
    named = [held for held in lawbook.regulations.values() if _bare(held.title) == title]
    fitting = [held for held in named if held.id == chosen or not chosen]
    if len(fitting) != 1:
        found = "没有与它对应的法规" if not fitting else "有几部同名的法规，请指明是哪一部"
        raise UnfitText(f"文本第一行“{title[:40]}”：法规库中{found}。第一行应当是法规全名。")
    return fitting[0]


def _articles(body: str, held: Regulation) -> Iterator[tuple[str, str]]:
    """Yield number and text of each article; the next number must follow, to the last the law file holds."""
    number, start = 1, _start_of(1, body, 0)
    if start is None:
        raise UnfitText(f"《{held.title}》的文本中找不到第一条。")
    while start is not None:
        following = _start_of(number + 1, body, start[1])
        # What follows the last full stop of the last article is the web page it was copied from.
        end = following[0] if following else body.rfind("。") + 1 or len(body)
        yield str(number), _tidy(body[start[1] : end], number)
        number, start = number + 1, following
    last = max(int(known) for known in held.articles)
    if number <= last:
        until, lacking, final = (citation.numeral(n) for n in (number - 1, number, last))
        raise UnfitText(
            f"《{held.title}》的文本到第{until}条为止，缺第{lacking}条；法规库中最后一条是第{final}条。"
        )


def _start_of(number: int, body: str, after: int) -> tuple[int, int] | None:
    """Find where an article begins: at the start of a line, or glued to the end of the one before."""
    word = f"第{citation.numeral(number)}条"
    spaced = re.compile(rf"(?m)^[ \t\u3000]*{word}(?!之)[ \t\u3000]*")
    glued = re.compile(rf"(?<=[。；])\s*{word}(?![之的、第规和或所情])[ \t\u3000]*")
    found = spaced.search(body, after) or glued.search(body, after)
    return (found.start(), found.end()) if found else None


def _tidy(text: str, number: int) -> str:
    words = _SPACES.sub(lambda gap: "\n" if "\n" in gap[0] else " ", text).strip()
    words = _HEADING.sub("", words)
    if not words:
        raise UnfitText(f"文本中第{citation.numeral(number)}条没有内容。")
    return words


def _check_grounds(articles: Mapping[str, str], held: Regulation) -> None:
    for grounds in filter(None, _grounds(held).values()):
        number = _article_of(grounds[0])
        count = len(wording.items(articles[number]))
        if count != len(grounds):
            raise UnfitText(
                f"《{held.title}》第{citation.numeral(int(number))}条的文本有 {count} 项，"
                f"法规库中有 {len(grounds)} 项，请核对版本。"
            )


def _keep(folder: Path, text: OfficialText) -> None:
    """Write the text whole or not at all: a temporary file, flushed, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(text), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / f"{text.regulation}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@lru_cache(maxsize=32)
def _kept(file: Path, changed: int) -> Mapping[str, str]:  # noqa: ARG001  a change makes it read again
    try:
        articles = json.loads(file.read_text("utf-8"))["articles"]
        return {str(number): str(words) for number, words in articles.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnfitText(f"存放的官方文本“{file.name}”已经损坏，请重新载入。") from error
