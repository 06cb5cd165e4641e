"""Retire a master key (停用主密钥): nothing opens with it any more, and nothing may need it then."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from xiaobao.docket import cabinet, sealed_state
from xiaobao.docket.cabinet import archive_root
from xiaobao.documents import archive
from xiaobao.vault import keyring, rotation
from xiaobao.vault.audit import record
from xiaobao.vault.errors import KeyRefused
from xiaobao.vault.keyring import Master
from xiaobao.writing import writing

STILL_AT_WORK = timedelta(minutes=10)
"""House practice: so long after a rotation an act may still be under way that sealed with the former key."""


def retire_key(key: str, *, at: datetime) -> tuple[Path, int]:
    """Move a key aside; returns where it lies now, and how many files left behind under it were removed.

    Raises KeyRefused for an unknown or the current key, too soon after a rotation, and while anything sealed
    needs it; Unavailable.
    """
    master = _retirable(key, at)
    left = sealed_state.left_under(master.name)
    with writing():
        _audit(master, at, len(left))
    with cabinet.told():
        aside = rotation.put_aside(master)
        for digest in left:
            archive.remove(archive_root(), digest)
    return aside, len(left)


def _retirable(key: str, at: datetime) -> Master:
    ring = keyring.read()
    master = next((one for one in ring.masters.values() if one.name == key.lower()), None)
    if master is None:
        raise KeyRefused(f"没有编号为 {key[:16]} 的密钥；现有的密钥见 xiaobao vault status。")
    if master is ring.current:
        raise KeyRefused(f"密钥 {key} 正在使用，不能停用；请先 xiaobao vault rotate 更换。")
    if at.timestamp() < keyring.rotated_at() + STILL_AT_WORK.total_seconds():
        minutes = int(STILL_AT_WORK.total_seconds()) // 60
        raise KeyRefused(f"密钥更换不到{minutes}分钟，正在办理的事项可能还用着旧密钥；请稍后再停用。")
    needed = sealed_state.holdings().under(master.name)
    if needed:
        raise KeyRefused(f"还有 {needed} 项是用密钥 {key} 封存的，不能停用；请先运行 xiaobao vault reseal。")
    return master


def _audit(master: Master, at: datetime, left: int) -> None:
    subject, detail = f"key:{master.name}", {"removed": left}
    record(act="vault.retire", subject=subject, at=at, actor=None, detail=detail)
