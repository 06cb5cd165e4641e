"""What the steps of a change of rules share: who may take them, what is kept, whether it still waits."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rule_lists import RuleList, sums_of
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record

PROPOSE, SIGN = "rules_propose", "rules_sign"
"""The permissions of a post to propose a change, and to sign one that another person has proposed."""
LONGEST = 2000
"""Characters of a reason."""
_DONE = {"signed": "签署", "applied": "签署", "refused": "决定不予通过", "withdrawn": "撤回"}


def file_of(change: RuleChange) -> RuleFile:
    """Return the file a change puts in service."""
    return RuleFile(RuleKind(change.kind), change.name, change.text)


def insist(officer: Authority, right: str, what: str) -> None:
    """Raise NotAllowed unless the posts held allow it."""
    if not officer.may(right):
        raise NotAllowed(f"您的岗位不能{what}。")


def said(words: str, field: str, missing: str = "") -> str:
    """Return what was written; raises Refused for too much, and for nothing where ``missing`` says so."""
    kept = words.strip()
    if len(kept) > LONGEST:
        raise refused(f"最多写{LONGEST}字，现有{len(kept)}字。", field)
    if missing and not kept:
        raise refused(missing, field)
    return kept


def refused(sentence: str, field: str = "text") -> Refused:
    """Return a refusal that stands at one field."""
    return Refused(sentence, fields={field: sentence})


def to_decide(change_id: int, *, locked: bool = False) -> RuleChange:
    """Return a change that waits; raises NotFound, and Changed when it does so no more."""
    changes = RuleChange.objects.select_related("decided_by")
    if locked:
        changes = changes.select_for_update(of=("self",))
    change = changes.filter(pk=change_id).first()
    if change is None:
        raise NotFound("没有这项规则变更。")
    if change.state != RuleChange.State.PROPOSED:
        by = change.decided_by.name if change.decided_by else "系统管理员"
        at = (change.decided_at or change.proposed_at).astimezone(SHANGHAI)
        raise Changed(by=by, at=at, what=(_DONE[change.state],))
    return change


def keep_list(change: RuleChange, moves: RuleList, at: datetime) -> None:
    """Keep the list a change is signed by, with its totals and the moment it was worked out."""
    change.moves, change.moves_digest = moves.packed(), moves.digest
    change.counts = moves.counts() | {"listed_at": at.isoformat()}
    change.save()


def decide(change: RuleChange, state: RuleChange.State, officer: Authority, at: datetime, words: str) -> None:
    """Keep what was decided on a change, by whom and when."""
    change.state, change.words = state, words
    change.decided_by, change.decided_at = officer.user, at
    change.save()


def leave_row(act: str, change: RuleChange, officer: Authority, at: datetime, address: str) -> None:
    """Leave the row of the trail: which file and which list, each by its digest, and the totals."""
    record(
        act=act, subject=subject_of(change), at=at, actor=officer.user, post=officer.post,
        detail=told_of(change), address=address,
    )  # fmt: skip


def subject_of(change: RuleChange) -> str:
    """Return what the trail calls a change."""
    return f"rules:{change.pk}"


def cause_of(change: RuleChange) -> str:
    """Return what the trail and the timeline of a matter name as the cause: calendar:2027."""
    kind = "law" if change.kind == RuleKind.REGULATION else change.kind
    return f"{kind}:{PurePath(change.name).stem}"


def told_of(change: RuleChange) -> dict[str, object]:
    """Return what the trail keeps of a change."""
    return {
        "kind": change.kind,
        "file": change.name,
        "sha256": change.digest,
        "list": change.moves_digest,
        **sums_of(change),
    }
