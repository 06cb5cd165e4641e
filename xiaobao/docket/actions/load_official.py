"""Load the published text of a regulation (官方文本), so that documents print an article in its own words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from xiaobao.docket.rulebook import current
from xiaobao.home import official_texts
from xiaobao.law import LawError
from xiaobao.law.official import OfficialText, load_text
from xiaobao.refusals import BadFile
from xiaobao.vault.audit import record


def load_official(file: Path, *, at: datetime, regulation: str = "") -> OfficialText:
    """Check a published text against the law files, keep it, and leave an audit row.

    ``regulation`` is needed only where two versions share a title. Raises BadFile with the sentence of
    what does not fit; what was loaded before stays then.
    """
    try:
        with transaction.atomic():
            text = load_text(file, official_texts(), current().law, regulation)
            detail = {"sha256": text.sha256, "articles": len(text.articles)}
            record(act="official.load", subject=f"law:{text.regulation}", at=at, actor=None, detail=detail)
    except LawError as error:
        raise BadFile(error.message, code=error.code) from error
    return text
