"""Notice that what the house decides by has changed: law, calendar, notices, locality, settings, channels."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from xiaobao import law
from xiaobao.docket.channels import described
from xiaobao.docket.rule_kinds import KINDS
from xiaobao.home import official_texts
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

ACT, SUBJECT = "configuration.changed", "configuration"
_WRITTEN = {".yaml", ".yml", ".md", ".txt", ".typ", ".json"}
_ASIDE = {"samples", "README.md"}


def notice_configuration(*, at: datetime) -> int:
    """Record every file and setting that differs from what was recorded last; returns how many differ.

    Files are told by their SHA-256. The rows one after the other say what was in service on any day.
    Raises Unavailable.
    """
    now = _in_service()
    with writing():
        before = last_recorded()
        fresh = {name: told for name, told in now.items() if before.get(name) != told}
        gone = sorted(before.keys() - now.keys())
        if fresh or gone:
            detail = {"set": fresh, "gone": gone}
            record(act=ACT, subject=SUBJECT, at=at, actor=None, detail=detail)
    return len(fresh) + len(gone)


def last_recorded() -> dict[str, str]:
    """Return what the trail says was in service last, by name."""
    known: dict[str, str] = {}
    for entry in AuditEntry.objects.filter(subject=SUBJECT, act=ACT).order_by("id"):
        known |= entry.detail["set"]
        for name in entry.detail["gone"]:
            known.pop(name, None)
    return known


def _in_service() -> dict[str, str]:
    folders = {
        "content": law.content_dir(),
        **{kind.folder: kind.own() for kind in KINDS.values()},
        "official": official_texts(),
    }
    told = {
        f"{name}/{path.relative_to(folder).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for name, folder in folders.items()
        for path in _files(folder)
    }
    told |= {"locality": settings.LOCALITY, "cipher": settings.CIPHER, "digest": settings.AUDIT_DIGEST}
    if channels := described():
        told["channels"] = channels
    return dict(sorted(told.items()))


def _files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.suffix in _WRITTEN and path.is_file()]
    return [path for path in found if not _ASIDE & set(path.relative_to(folder).parts)]
