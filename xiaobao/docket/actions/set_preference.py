"""Choose quiet hours, and how the morning digest comes beside the screen (免打扰、每日提要)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from xiaobao.docket.channels import LABELS, OWN
from xiaobao.docket.models import Preference
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_HALF = "开始和结束时间要么都填，要么都不填。"
_NONE = "开始和结束不能是同一时间。"


def set_preference(
    *,
    quiet_from: time | None,
    quiet_until: time | None,
    digest_channels: Sequence[str],
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Preference:
    """Keep the choice; without both times there are no quiet hours. Raises Refused."""
    _check(quiet_from, quiet_until)
    chosen = [channel for channel in OWN if channel in digest_channels]
    with writing():
        kept, _new = Preference.objects.update_or_create(
            user=officer.user,
            defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "digest_channels": chosen},
        )
        record(
            act="preference.set", subject=f"officer:{officer.user.username}", at=at,
            actor=officer.user, post=officer.post, address=address,
            detail={"quiet": _span(quiet_from, quiet_until), "digest": [LABELS[one] for one in chosen]},
        )  # fmt: skip
    return kept


def _check(begins: time | None, ends: time | None) -> None:
    if (begins is None) != (ends is None):
        raise Refused(_HALF, fields={"quiet_from" if begins is None else "quiet_until": _HALF})
    if begins is not None and begins == ends:
        raise Refused(_NONE, fields={"quiet_until": _NONE})


def _span(begins: time | None, ends: time | None) -> str:
    return f"{begins:%H:%M}-{ends:%H:%M}" if begins and ends else ""
