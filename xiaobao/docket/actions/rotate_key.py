"""Put a new master key into service (更换主密钥); what is sealed stays readable by the former one."""

from __future__ import annotations

from datetime import datetime

from xiaobao.refusals import Unavailable
from xiaobao.vault import keyring, rotation
from xiaobao.vault.audit import record
from xiaobao.vault.errors import KeyUnreadable
from xiaobao.writing import writing


def rotate_key(*, at: datetime) -> tuple[str, str]:
    """Make a new master key the current one; returns the ids of the former and of the new one.

    The audit row is committed before the key is in service: killed in between, the trail names a key that was
    made and never used. Raises Unavailable; then the former key seals on.
    """
    with writing():
        former = keyring.read().current.name
        made = rotation.make()
        _audit("done", former, made, at)
    try:
        rotation.put_in_service(made)
    except KeyUnreadable as error:
        with writing():
            _audit("failed", former, made, at)
        raise Unavailable(error.sentence, code=error.code) from error
    return former, made


def _audit(result: str, former: str, made: str, at: datetime) -> None:
    detail = {"former": former}
    record(act="vault.rotate", subject=f"key:{made}", at=at, actor=None, result=result, detail=detail)
