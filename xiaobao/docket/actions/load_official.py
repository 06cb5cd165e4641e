"""Load the published text of a regulation (官方文本), so that pages and documents say its own words."""

from __future__ import annotations

from datetime import datetime

from xiaobao.home import official_texts
from xiaobao.law import LawError, official
from xiaobao.law.official import OfficialText
from xiaobao.refusals import BadFile
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def load_official(text: OfficialText, *, at: datetime) -> bool:
    """Keep a text that was read and checked (``docket.official_files``), and leave an audit row.

    What was loaded before is kept among the former versions. False, with no row, where the same words are in
    service already. Raises BadFile when what is kept of the regulation is damaged.
    """
    folder = official_texts()
    try:
        with writing():
            before = official.current(folder, text.regulation)
            detail = {"sha256": text.sha256, "articles": len(text.articles)}
            if before:
                detail["former"] = before.sha256
            if before and official.same(before, text):
                return False
            row = record(
                act="official.load", subject=f"law:{text.regulation}", at=at, actor=None, detail=detail
            )
            return official.keep(folder, text, at=at.isoformat(), by=row.post or row.actor_name)
    except LawError as error:
        raise BadFile(error.message, code=error.code) from error
