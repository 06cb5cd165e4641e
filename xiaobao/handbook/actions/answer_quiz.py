"""Answer the quiz of a chapter (交卷): marked at once, every question kept as it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xiaobao.handbook.models import Attempt
from xiaobao.handbook.practice import sheet_of
from xiaobao.handbook.shelf import latest
from xiaobao.law import Lawbook
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.quiz import Posed
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def answer_quiz(
    *,
    chapter: str,
    token: str,
    chosen: Mapping[int, int],
    officer: Authority,
    law: Lawbook,
    at: datetime,
    address: str = "",
) -> Attempt:
    """Mark the answers: ``chosen`` maps questions (from 1) to the place of the option chosen (from 0).

    The trail says that somebody practised, never how it went. Raises NotFound, Refused (fields q1, q2, …).
    """
    asked = sheet_of(officer, chapter, token, law=law).asked
    missing = {
        f"q{at_}": f"第{at_}题还没有作答。" for at_, one in enumerate(asked, 1) if not _in(one, chosen, at_)
    }
    if missing:
        raise Refused("还有题目没有作答。", fields=missing)
    rows = [_marked(one, chosen[number]) for number, one in enumerate(asked, start=1)]
    edition = latest()
    with writing():
        attempt = Attempt.objects.create(
            by=officer.user, chapter=chapter, edition=edition.number if edition else 0, at=at,
            right=sum(row["chosen"] == row["right"] for row in rows), asked=len(rows), answers=rows,
        )  # fmt: skip
        record(
            act="handbook.quiz_answered", subject=f"chapter:{chapter}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"questions": len(rows)},
        )  # fmt: skip
    return attempt


def _in(asked: Posed, chosen: Mapping[int, int], number: int) -> bool:
    return chosen.get(number, -1) in range(len(asked.options))


def _marked(asked: Posed, chosen: int) -> dict[str, Any]:
    return {
        "ref": asked.ref,
        "words": asked.words,
        "options": list(asked.options),
        "chosen": chosen,
        "right": asked.right,
        "why": asked.why,
        "citation": asked.citation,
        "path": asked.path,
    }
