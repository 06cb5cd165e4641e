"""Put a reviewed draft before the leader (报局领导点评): every opinion in, every comment decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.handbook.draft_steps import latest_round, leave_row, moved, open_round_of, to_do
from xiaobao.handbook.models import Draft, DraftState, Opinion, Role, Verdict
from xiaobao.handbook.soundness import insist_sound, known_now
from xiaobao.law import Lawbook
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.drafting import Deed, wanting
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def settle(
    *,
    draft_id: int,
    version: int,
    reviewers: Sequence[str],
    lawbook: Lawbook,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Draft:
    """Put it before the leader; ``reviewers`` are the roles the house wants to have heard (locality).

    Raises NotAllowed, NotFound, Changed, and Refused with everything that is missing.
    """
    with writing():
        draft = to_do(draft_id, Deed.SETTLE, officer, version)
        missing = lacking(draft, reviewers)
        if missing:
            raise Refused("".join(missing))
        insist_sound(draft, known_now(lawbook))
        moved(draft, at, DraftState.SETTLED)
        leave_row("handbook.draft_settled", draft, officer, at, address)
    return draft


def lacking(draft: Draft, reviewers: Sequence[str]) -> list[str]:
    """Return, a sentence each, what keeps a draft from the leader."""
    last = latest_round(draft)
    if open_round_of(draft) is not None or last is None:
        return ["这一轮意见还没有到齐。" if last else "还没有征求过意见。"]
    said = _last_words(draft)
    missing = wanting(said, reviewers)
    against = [role for role in said if said[role].verdict == Verdict.DISAGREE]
    left = draft.comments.filter(ruling="").count()
    found = []
    if last.opinions.filter(role=Role.LEADER).exists():
        found.append("局领导点评以后又作了修改，需要再征求一轮意见。")
    if missing:
        found.append(f"还没有{_named(missing)}的意见。")
    if against:
        found.append(f"{_named(against)}不同意这一稿，请修改以后再征求一轮意见。")
    if left:
        found.append(f"还有 {left} 条逐段意见没有处理。")
    return found


def _last_words(draft: Draft) -> dict[str, Opinion]:
    """Return the last opinion of each role, the leader's aside."""
    given = Opinion.objects.filter(round__draft=draft).exclude(role=Role.LEADER)
    return {one.role: one for one in given.order_by("round__number", "id")}


def _named(roles: Sequence[str]) -> str:
    return "、".join(str(Role(role).label) for role in roles)
