"""An officer's process is killed between the audit row and the seal: the row is there, nobody was seen."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

_CHILD = """
import os, signal, sys
import django
django.setup()
from datetime import timedelta
from tests import cast
from xiaobao.docket.actions import reveal as room
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Matter, Party
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import authority
from xiaobao.staff.seed import seed_offices

locality = current().locality
office = seed_offices(locality)["huli"]
user = User.objects.create_user(username="handler-of-the-day", name="陈思远", password=cast.PASSWORD)
Post.objects.create(user=user, office=office, code="handler", since=cast.SINCE)
(key,) = register_many([cast.report()], batch=None, rulebook=current(), at=cast.NOON)
Matter.objects.filter(pk=key).update(handler=user)
if sys.argv[1] == "killed":
    room.identities.reveal = lambda identity: os.kill(os.getpid(), signal.SIGKILL)
seen = room.reveal(
    matter_id=key, party_id=Party.objects.get().pk, purpose="contact", at=cast.NOON,
    officer=authority(user, locality, cast.TODAY),
    words="电话核实举报所说的批次和购买地点。", confirmed_at=cast.NOON - timedelta(minutes=1),
)
print(seen.name, seen.phone)
"""
_ROWS = "SELECT result, subject FROM vault_auditentry WHERE act = 'identity.revealed'"


def looked(bureau, how: str) -> tuple[int, str]:
    """Look at 周喆 in a process of its own; returns how it ended and what it showed."""
    environment = bureau.environment | {"DJANGO_SETTINGS_MODULE": "xiaobao.settings"}
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, how],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path.cwd(),
        timeout=120,
    )
    assert not child.stderr, child.stderr
    return child.returncode, child.stdout


def test_killed_before_the_seal_is_opened_the_look_is_on_record_and_nothing_was_shown(bureau) -> None:
    assert looked(bureau, "killed") == (-signal.SIGKILL, "")
    assert bureau.rows(_ROWS) == [("done", "party:1")]


def test_left_alone_it_shows_and_records_the_same(bureau) -> None:
    assert looked(bureau, "alone") == (0, "周喆 13900000002\n")
    assert bureau.rows(_ROWS) == [("done", "party:1")]
