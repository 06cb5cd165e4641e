"""Set where messages reach an officer or an office beside the screen (联系方式), or take it away.

An officer sets the own e-mail address and mobile number; the robot of an office is set by its head, the
section or an administrator. What was typed is sealed, and neither the trail nor a refusal repeats it.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.courier import BadAddress, Misconfigured
from xiaobao.courier.addresses import email_address, mobile_number, robot_address
from xiaobao.docket.channels import CHANNELS, EMAIL, LABELS, ROBOT, configured, sealed
from xiaobao.docket.models import ContactPoint
from xiaobao.docket.robots import robot_offices
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def set_contact(
    *,
    channel: str,
    typed: str,
    officer: Authority,
    at: datetime,
    secret: str = "",
    office: str = "",
    address: str = "",
) -> ContactPoint | None:
    """Keep an address of the officer, or with ``office`` (its code) the robot of an office.

    Nothing typed takes it away; then None is returned. ``secret`` is DingTalk's (加签). ``address`` is where
    the officer sits. Raises NotFound, NotAllowed, Refused.
    """
    if channel not in CHANNELS or (channel == ROBOT) != bool(office):
        raise NotFound("没有这种联系方式。")
    with writing():
        whose = office_of_robot(officer, office, at) if office else None
        kept = _written(channel, typed, secret) if typed.strip() else ""
        point, changed = _keep(channel, kept, officer, whose, at)
        if not changed:
            return None
        record(
            act="contact.set" if point else "contact.removed",
            subject=f"office:{whose.code}" if whose else f"officer:{officer.user.username}",
            at=at, actor=officer.user, post=officer.post, address=address,
            detail={"channel": LABELS[channel]},
        )  # fmt: skip
    return point


def office_of_robot(officer: Authority, code: str, at: datetime) -> Office:
    """Return an office whose robot the officer may set; raises NotFound, NotAllowed."""
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise NotFound("没有这个单位。")
    rulebook = current()
    if not robot_offices(officer, today=rulebook.today(at), rulebook=rulebook).filter(pk=office.pk).exists():
        raise NotAllowed("您的岗位不能设置这个单位的群机器人。")
    return office


def _written(channel: str, typed: str, secret: str) -> str:
    try:
        if channel == ROBOT:
            return robot_address(typed, secret, configured().robot_hosts)
        return email_address(typed) if channel == EMAIL else mobile_number(typed)
    except (BadAddress, Misconfigured) as error:
        raise Refused(error.sentence, code=error.code, fields={channel: error.sentence}) from error


def _keep(
    channel: str, kept: str, officer: Authority, office: Office | None, at: datetime
) -> tuple[ContactPoint | None, bool]:
    """Return the contact point, None where there is none any more, and whether anything is different."""
    owner = {"office": office, "user": None} if office else {"user": officer.user, "office": None}
    if not kept:
        gone, _rows = ContactPoint.objects.filter(channel=channel, **owner).delete()
        return None, gone > 0
    point, _new = ContactPoint.objects.update_or_create(
        channel=channel, **owner, defaults={"address": sealed(kept), "set_at": at}
    )
    return point, True
