"""Channels for a home with invented officers: what would go out is written into one file in the home."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xiaobao.courier.configuration import FILE
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.channels import EMAIL, OWN
from xiaobao.docket.models import ContactPoint
from xiaobao.docket.robots import robot_offices
from xiaobao.docket.rulebook import Rulebook
from xiaobao.home import home, write_once
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority, authority

SENT = "sent-messages.jsonl"
_TERMS = f"""\
# Written by `xiaobao demo`: nothing is sent, every message becomes a line of {SENT} beside this file.
# What stands here in service is described in docs/deployment.md.
email: {{kind: file, path: {SENT}}}
sms: {{kind: file, path: {SENT}}}
robot: {{kind: file, path: {SENT}}}
"""
_ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000"


def demo_channels(at: datetime, rulebook: Rulebook) -> None:
    """Write channels.yaml where there is none, and give invented officers invented addresses, once."""
    if not (home() / FILE).exists():
        write_once(home() / FILE, _TERMS)
    if ContactPoint.objects.exists():
        return
    for user in User.objects.filter(invented=True, is_active=True).order_by("pk"):
        officer = authority(user, rulebook.locality, rulebook.today(at))
        if officer.posts:
            _reachable(officer, at, rulebook)


def _reachable(officer: Authority, at: datetime, rulebook: Rulebook) -> None:
    user = officer.user
    typed = {"email": f"{user.username}@example.com", "sms": f"1390000{user.pk % 10_000:04}"}
    doing: dict[str, Any] = {"officer": officer, "at": at}
    for channel in OWN:
        set_contact(channel=channel, typed=typed[channel], **doing)
    set_preference(quiet_from=None, quiet_until=None, digest_channels=(EMAIL,), **doing)
    own = robot_offices(officer, today=rulebook.today(at), rulebook=rulebook)
    if len(own) == 1:
        set_contact(channel="robot", typed=_ROBOT, office=own[0].code, **doing)
