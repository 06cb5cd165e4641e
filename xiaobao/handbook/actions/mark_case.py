"""Mark a typical case as useful or outdated (有用、已过时); of each officer the latest word counts."""

from __future__ import annotations

from datetime import datetime

from xiaobao.documents.redaction import scrub
from xiaobao.handbook.models import CaseMark
from xiaobao.handbook.nominations import insist
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

MARK = ("handbook_comment", "handbook_propose")
LONGEST = 256


def mark_case(
    *, slug: str, mark: str, words: str, officer: Authority, at: datetime, address: str = ""
) -> CaseMark:
    """Keep the mark, in place of an earlier one; an outdated case needs words why.

    Names and numbers in the words are masked as they are stored. Raises NotAllowed, NotFound, Refused (fields
    mark, words).
    """
    insist(officer, *MARK)
    if in_service().get(Kind.PRECEDENT, slug) is None:
        raise NotFound("没有这个典型案例。")
    told = _checked(mark, words.strip())
    with writing():
        kept, _new = CaseMark.objects.update_or_create(
            slug=slug, by=officer.user, defaults={"mark": mark, "words": told, "at": at}
        )
        record(
            act="handbook.case_marked", subject=f"case:{slug}", at=at, actor=officer.user, post=officer.post,
            address=address, detail={"mark": mark},
        )  # fmt: skip
    return kept


def _checked(mark: str, words: str) -> str:
    if mark not in CaseMark.Mark.values:
        raise _refused("mark", "请选择有用或者已过时。")
    if mark == CaseMark.Mark.OUTDATED and not words:
        raise _refused("words", "请写明哪里过时了，编辑据此修改。")
    told = scrub(words)
    if len(told) > LONGEST:
        raise _refused("words", f"最多写{LONGEST}字。")
    return told


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
