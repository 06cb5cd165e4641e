"""Finish several revisits (复核) at once with the same words: a change leaves most places as they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from xiaobao.handbook.models import Revisit
from xiaobao.handbook.revisits import insist
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record_many
from xiaobao.writing import writing


def finish_revisits(*, revisit_ids: Collection[int], words: str, officer: Authority, at: datetime) -> int:
    """Keep what was found for each that still waits; returns how many. Raises NotAllowed, Refused.

    What somebody else has finished meanwhile keeps their words.
    """
    insist(officer)
    _insist_told(revisit_ids, words)
    with writing():
        found = list(Revisit.objects.filter(pk__in=revisit_ids, done_at=None).order_by("pk"))
        if not found:
            raise Refused("所选的都已经办结，没有重复办理。")
        for one in found:
            one.words, one.done_by, one.done_at = words.strip(), officer.user, at
        Revisit.objects.bulk_update(found, ["words", "done_by", "done_at"])
        rows = [
            ("handbook.revisit_finished", f"revisit:{one.pk}", {"of": one.subject, "together": len(found)})
            for one in found
        ]
        record_many(rows, at=at, actor=officer.user, post=officer.post)
    return len(found)


def _insist_told(revisit_ids: Collection[int], words: str) -> None:
    missing = {}
    if not revisit_ids:
        missing["picked"] = "请先在列表中勾选要办结的。"
    if not words.strip():
        missing["words"] = "请写明复核的结果：不需要改，或者已经起草、已经改好。"
    if missing:
        raise Refused("".join(missing.values()), fields=missing)
