"""Somebody from outside chooses an own password (修改密码); that it was chosen is in the trail."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.sitting import Sitting
from xiaobao.refusals import Refused
from xiaobao.staff.appoint import AppointmentRefused, set_password
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def choose_password(*, password: str, sitting: Sitting, at: datetime, address: str = "") -> None:
    """Set the password of who sits there; the one made by somebody else opens nothing any more.

    Raises Refused (field ``password``) for a weak one or the one there was.
    """
    user = sitting.user
    if user.check_password(password):
        raise _refused("新密码不能与现在的密码相同。")
    try:
        with writing():
            set_password(username=user.username, password=password)
            user.refresh_from_db()
            user.must_change_password = False
            user.save(update_fields=["must_change_password"])
            record(
                act="seat.password", subject=f"officer:{user.username}", at=at, actor=user,
                post=sitting.post, address=address,
            )  # fmt: skip
    except AppointmentRefused as error:
        raise _refused(error.sentence) from error


def _refused(sentence: str) -> Refused:
    return Refused(sentence, fields={"password": sentence})
