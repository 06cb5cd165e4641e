"""Say what another look (复核) came to."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.actions.assign_revisit import insist_unchanged
from xiaobao.handbook.models import Revisit
from xiaobao.handbook.revisits import found
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def finish_revisit(
    *, revisit_id: int, words: str, shown: int, officer: Authority, at: datetime, address: str = ""
) -> Revisit:
    """Keep what was found: nothing to change, or which draft takes it up. ``shown``: see ``assign_revisit``.

    Raises NotAllowed, NotFound; Refused without words; Changed when somebody else has acted meanwhile.
    """
    if not words.strip():
        sentence = "请写明复核的结果：不需要改，或者已经起草、已经改好。"
        raise Refused(sentence, fields={"words": sentence})
    with writing():
        revisit = found(revisit_id, officer)
        insist_unchanged(revisit, shown)
        revisit.words, revisit.done_by, revisit.done_at = words.strip(), officer.user, at
        revisit.save(update_fields=["words", "done_by", "done_at"])
        record(
            act="handbook.revisit_finished", subject=f"revisit:{revisit.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"of": revisit.subject},
        )  # fmt: skip
    return revisit
