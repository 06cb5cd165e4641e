"""Official texts of regulations, loaded by the bureau and printed where they are loaded.

The law files hold short paraphrases with article numbers. A bureau may load the published text of a
regulation beside them; it is kept, article by article, as JSON in a folder of the installation, with the
texts that stood there before it::

    {"regulation": "samr-order-121", "title": "…", "sha256": "…", "articles": {"1": "…", …},
     "at": "2026-04-20T09:00:00+08:00", "by": "…", "former": [{…}, …]}
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from xiaobao.law import citation, wording
from xiaobao.law.errors import UnfitText
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.published import OfficialText, article_of, decoded, read_text
from xiaobao.law.regulation import Ground, Regulation

__all__ = [
    "OfficialText", "article", "current", "differing", "grounds_text", "items", "keep", "load_text", "loaded",
    "same", "versions",
]  # fmt: skip


def load_text(file: Path, folder: Path, lawbook: Lawbook, regulation: str = "") -> OfficialText:
    """Read a text file, check it and keep it in ``folder``; raises what ``read_text`` and ``decoded`` do."""
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text = read_text(decoded(raw, file.name), lawbook, regulation, sha256=digest)
    keep(folder, text)
    return text


def keep(folder: Path, text: OfficialText, *, at: str = "", by: str = "") -> bool:
    """Make a text the one that is printed; the one before stays among the former.

    ``at`` (ISO) and ``by`` say when it was loaded and by whom. False, and nothing is written, where the same
    file, or another of the same words, is in service already. Raises UnfitText when what is kept is damaged.
    """
    held = versions(folder, text.regulation)
    if held and same(held[0], text):
        return False
    former = [asdict(one) for one in held]
    _write(folder, {**asdict(replace(text, at=at, by=by)), "former": former}, text.regulation)
    return True


def same(one: OfficialText, other: OfficialText) -> bool:
    """Tell whether two texts come from one file, or say the same words."""
    return one.sha256 == other.sha256 or one.articles == other.articles


def loaded(folder: Path) -> tuple[str, ...]:
    """Return the ids of the regulations whose text is in ``folder``."""
    return tuple(sorted(file.stem for file in folder.glob("*.json")))


def current(folder: Path, regulation_id: str) -> OfficialText | None:
    """Return the text that is printed, None when none has been loaded; raises UnfitText when damaged."""
    held = versions(folder, regulation_id)
    return held[0] if held else None


def versions(folder: Path, regulation_id: str) -> tuple[OfficialText, ...]:
    """Return every text loaded of a regulation, the one that is printed first, then from late to early.

    Raises UnfitText when the file kept is damaged.
    """
    file = folder / f"{regulation_id}.json"
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _kept(file, changed)


def differing(folder: Path, regulation_id: str, sha256: str) -> tuple[str, ...]:
    """Return the numbers of the articles that read otherwise now than in the version with that digest.

    Empty where no such version is kept.
    """
    held = versions(folder, regulation_id)
    before = next((one.articles for one in held if one.sha256 == sha256), None)
    if before is None:
        return ()
    numbers = {*before, *held[0].articles}
    return tuple(n for n in sorted(numbers, key=int) if before.get(n) != held[0].articles.get(n))


def article(folder: Path, regulation_id: str, number: str) -> str | None:
    """Return an article ("16") in its official words, None when the text has not been loaded.

    Raises UnfitText when the file kept is damaged.
    """
    text = current(folder, regulation_id)
    return text.articles.get(number) if text else None


def items(folder: Path, regulation_id: str, number: str) -> tuple[str, ...]:
    """Return the numbered items （一）… of an article, without number and end mark; () when not loaded."""
    return wording.items(article(folder, regulation_id, number) or "")


def grounds_text(regulation: Regulation, kind: Literal["decline", "terminate"], folder: Path) -> str:
    """Return the closed list of grounds for a notice, one line an item: （一）…；（二）….

    In the official words where the text is loaded and has as many items, else in those of the law file.
    """
    grounds = _grounds(regulation)[kind]
    official = items(folder, regulation.id, article_of(grounds[0])) if grounds else ()
    words = official if len(official) == len(grounds) else [ground.text for ground in grounds]
    ends = ["；"] * (len(words) - 1) + ["。"]
    numbered = (f"（{citation.numeral(n)}）{text}" for n, text in enumerate(words, start=1))
    return "\n".join(line + end for line, end in zip(numbered, ends, strict=True))


def _grounds(regulation: Regulation) -> dict[str, tuple[Ground, ...]]:
    return {"decline": regulation.decline_grounds, "terminate": regulation.termination_grounds}


def _write(folder: Path, document: Mapping[str, object], regulation_id: str) -> None:
    """Write the file whole or not at all: a temporary file, flushed, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / f"{regulation_id}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@lru_cache(maxsize=64)
def _kept(file: Path, changed: int) -> tuple[OfficialText, ...]:  # noqa: ARG001  a change makes it read again
    try:
        document = json.loads(file.read_text("utf-8"))
        return tuple(_text(one, file.stem) for one in (document, *document.get("former", ())))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnfitText(f"存放的官方文本“{file.name}”已经损坏，请重新载入。") from error


def _text(document: Mapping[str, object], regulation_id: str) -> OfficialText:
    articles = document["articles"]
    if not isinstance(articles, dict):
        raise TypeError("articles")
    told = {name: str(document.get(name, "")) for name in ("title", "sha256", "at", "by")}
    return OfficialText(regulation_id, articles={str(n): str(words) for n, words in articles.items()}, **told)
