"""What the steps of a draft share: who may take them, whether it has changed, what is kept."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from xiaobao.handbook.models import Draft, DraftText, Round
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.handbook.drafting import Deed, step_of, why_not
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry

LONGEST = 4000
"""Characters of a comment, an opinion or a reason."""
_DID = {
    "handbook.draft_started": "起草",
    "handbook.draft_saved": "作了修改",
    "handbook.round_opened": "送出征求意见",
    "handbook.opinion_given": "写了审稿意见",
    "handbook.comment_ruled": "处理了意见",
    "handbook.draft_settled": "报局领导点评",
    "handbook.draft_sent_back": "退回起草",
    "handbook.remarked": "作了点评",
    "handbook.draft_dropped": "放弃",
}


def insist(officer: Authority, right: str, what: str) -> None:
    """Raise NotAllowed unless the posts held give the right."""
    if not officer.may(right):
        raise NotAllowed(f"您的岗位不能{what}。")


def to_do(draft_id: int, deed: Deed, officer: Authority, version: int | None = None) -> Draft:
    """Return a draft, locked, that allows the deed; ``version`` is the one the officer has read.

    Raises NotAllowed, NotFound, Changed, Refused.
    """
    insist(officer, step_of(deed).right, deed.label)
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("没有这份草稿。")
    if version is not None and draft.version != version:
        raise changed(draft)
    refusal = why_not(deed, draft.state, draft.get_state_display())
    if refusal:
        raise Refused(refusal)
    return draft


def changed(draft: Draft) -> Changed:
    """Return the refusal that names who acted on the draft since it was read."""
    rows = AuditEntry.objects.filter(subject=f"draft:{draft.pk}", result="done", act__in=_DID)
    last = rows.order_by("-id").first()
    if last is None:
        return Changed(by="其他人", at=timezone.localtime(draft.changed_at), what=())
    return Changed(by=last.actor_name, at=timezone.localtime(last.at), what=(_DID[last.act],))


def latest_text(draft: Draft) -> DraftText | None:
    """Return the last text the draft has had, None where nobody has written yet."""
    return draft.texts.order_by("-id").first()


def latest_round(draft: Draft) -> Round | None:
    """Return the last round of a draft, None before the first."""
    return draft.rounds.order_by("-number").first()


def open_round_of(draft: Draft) -> Round | None:
    """Return the round still running, None where none is."""
    return draft.rounds.filter(closed_at=None).first()


def moved(draft: Draft, at: datetime, state: str = "") -> None:
    """Keep a draft after a step: a version further, in its new state where there is one."""
    draft.version += 1
    draft.changed_at = at
    draft.state = state or draft.state
    draft.save()


def said(words: str, field: str, missing: str = "", longest: int = LONGEST) -> str:
    """Return what was written; raises Refused for too much, and for nothing where ``missing`` says so."""
    kept = words.strip()
    if len(kept) > longest:
        raise refused(f"最多写{longest}字，现有{len(kept)}字。", field)
    if missing and not kept:
        raise refused(missing, field)
    return kept


def refused(sentence: str, field: str) -> Refused:
    """Return a refusal that stands at one field."""
    return Refused(sentence, fields={field: sentence})


def leave_row(
    act: str, draft: Draft, officer: Authority, at: datetime, address: str, **detail: object
) -> None:
    """Leave the row of the trail: which entry, which version, never its words."""
    record(
        act=act, subject=f"draft:{draft.pk}", at=at, actor=officer.user, post=officer.post, address=address,
        detail={"path": draft.path, "version": draft.version, **detail},
    )  # fmt: skip
