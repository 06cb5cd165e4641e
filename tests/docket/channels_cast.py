"""What the examples of channels share: an installation with channels, addresses, letters, and what went out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from xiaobao.courier import Parcel, Undelivered
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.models import ContactPoint, Delivery
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority

FILES = "\n".join(f"{name}: {{kind: file, path: {name}.jsonl}}" for name in ("email", "sms", "robot"))
EMAIL, MOBILE = "chen@example.com", "13900000005"
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000"
SET_AT = cast.at("2026-05-01")
TITLE = "湖消〔2026〕000001的“受理决定”还剩3个工作日"


@pytest.fixture
def files(own_home: Path) -> Path:
    """A home in which every channel writes into a file."""
    return configure(own_home, FILES)


def configure(home: Path, text: str) -> Path:
    """Write channels.yaml as an administrator does."""
    path = home / "channels.yaml"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return home


def sent(home: Path, channel: str = "email") -> list[dict[str, Any]]:
    """What has gone out on a channel."""
    path = home / f"{channel}.jsonl"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def reachable(officer: Authority, *channels: str) -> None:
    """Give an officer addresses."""
    typed = {"email": EMAIL, "sms": MOBILE}
    for channel in channels or ("email",):
        set_contact(channel=channel, typed=typed[channel], officer=officer, at=SET_AT)


def with_robot(officer: Authority, office: str = "huli") -> ContactPoint:
    """Give an office a robot."""
    point = set_contact(channel="robot", typed=ROBOT, office=office, officer=officer, at=SET_AT)
    assert point is not None
    return point


def tell(about: str = "alert:12", to: str = "chensiyuan", at: datetime = cast.NOON, **given: Any) -> Letter:
    """Write one letter to one officer into the outbox."""
    user = User.objects.get(username=to)
    told = {"kind": "alert", "title": TITLE, "channels": ("email",)} | given
    letter = Letter(about=about, user_id=user.pk, **told)
    post([letter], at=at, rulebook=current())
    return letter


def only() -> Delivery:
    """The one delivery there is."""
    return Delivery.objects.get()


class Hand:
    """A clock that stands still until it is set, or goes on a little with every look at it."""

    def __init__(self, at: datetime, step: timedelta = timedelta(0)) -> None:
        self.at, self.step = at, step

    def __call__(self) -> datetime:
        """Say what time it is."""
        self.at += self.step
        return self.at


class Memory:
    """A channel that remembers what it was given; ``does`` what it is told for each parcel before."""

    def __init__(self, does: Callable[[Parcel], None] = lambda _parcel: None) -> None:
        self.does, self.parcels, self.closed = does, [], 0
        self.lock = threading.Lock()

    def send(self, parcel: Parcel) -> None:
        """Take a parcel."""
        self.does(parcel)
        with self.lock:
            self.parcels.append(parcel)

    def close(self) -> None:
        """Count how often it was let go."""
        self.closed += 1

    @property
    def keys(self) -> list[str]:
        """The keys of what it was given, in order."""
        return [parcel.key for parcel in self.parcels]


class Ways(dict[str, Memory]):
    """The channels of an installation by name, in place of what channels.yaml would open."""

    def failing(self, name: str, error: Undelivered | Exception, times: int = 1000) -> Memory:
        """Have a channel refuse so many parcels."""
        left = [times]

        def refuse(_parcel: Parcel) -> None:
            if left[0] > 0:
                left[0] -= 1
                raise error

        self[name].does = refuse
        return self[name]


@pytest.fixture
def ways(files: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    """Channels that remember what they are given."""
    made = Ways({name: Memory() for name in ("email", "sms", "robot")})
    monkeypatch.setattr("xiaobao.docket.actions.deliver.opened", lambda name, _terms: made.get(name))
    return made
