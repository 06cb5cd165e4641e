"""A bureau of its own for the reporters nobody else is like: database, home, officers at work, all committed.

Nothing here is undone at the end of an example: what is looked through afterwards is what a server leaves
behind, files, journal and all.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests import cast
from tests.conftest import seed_officers
from tests.desk.report_acts import AtReport
from tests.journeys.canary import Bird
from xiaobao.docket.actions.deliver import deliver
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import Party
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

OUT = "out.jsonl"
"""Where everything lies that has gone out by mail or robot."""
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000"
NOBODY = "nobody"
"""Who has not signed in."""
ROLES = (*(officer.username for officer in cast.OFFICERS if officer not in cast.SECOND_REVIEWERS), NOBODY)
"""Who asks: of those who review the handbook for their section, one."""
FREE = frozenset(
    {
        *("words", "facts", "reason", "found", "evidence", "result", "new_facts", "penalty", "route"),
        *("met_1", "met_2", "met_3", "met_4", "words_here", "words_other"),
    }
)
SHORT = frozenset(
    {
        *("proof", "ended_proof", "place", "subject", "materials", "document", "cause", "charge", "what"),
        *("body", "authority", "with_whom", "procuratorate", "elsewhere", "first_receiver", "approved_by"),
    }
)
"""Fields of the forms of a report in which an officer writes what they like: much, or one line."""


_CODES = ("file", "not_file")


class Log(logging.Handler):
    """Everything anybody logs, from the first detail on."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it as a handler would write it."""
        self.said.append(self.format(record))


class House:
    """The bureau: who works there, in what browser, and where its state lies."""

    def __init__(self, home: Path, log: Log) -> None:
        self.home, self.log = home, log
        self.officers: dict[str, Authority] = {}
        self.lives: dict[str, int] = {}
        self._clients: dict[str, Client] = {}

    def client(self, role: str) -> Client:
        """Return the browser of a role."""
        if role not in self._clients:
            self._clients[role] = Client(raise_request_exception=False)
            if role != NOBODY:
                user = self.officers[role].user
                self._clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return self._clients[role]

    def confirmed(self, role: str) -> Client:
        """Return the browser of a role that has just given its password again."""
        client = self.client(role)
        assert client.post("/confirm/", {"password": cast.PASSWORD}).status_code == 302
        return client

    def at(self, life: str, bird: Bird) -> Talkative:
        """Return officers at work on one report, who write the reporter into everything."""
        one = Talkative(self.lives[life], self.client)
        one.bird = bird
        return one

    def told(self) -> list[str]:
        """Let the clockwork run and everything go out that is to be told; what has gone out, line by line."""
        tick(at=cast.NOON, clock=lambda: cast.NOON)
        deliver(at=cast.NOON, clock=lambda: cast.NOON)
        return (self.home / OUT).read_text(encoding="utf-8").splitlines()

    def party(self, life: str) -> int:
        """Return the person of a life."""
        return Party.objects.filter(matter=self.lives[life]).latest("pk").pk


class Talkative(AtReport):
    """Officers who name the reporter in every field that takes words, and save a draft of it first."""

    bird: Bird

    def post(self, act: Act, officer: str, data: dict[str, Any], version: int | None = None) -> Any:
        """Send the form of an act, with who reported in it."""
        typed = {name: self._told(name, value) for name, value in data.items()}
        plain = {name: value for name, value in typed.items() if name != "files"}
        fields = {name: value if isinstance(value, list) else [value] for name, value in plain.items()}
        draft = {
            "form": act.value,
            "subject": str(self.matter),
            "fields": json.dumps(fields, ensure_ascii=False),
        }
        assert self.client(officer).post("/drafts/", draft).status_code == 200
        preview = f"/matters/{self.matter}/acts/{act.value}/preview/"
        assert self.client(officer).post(preview, plain).status_code == 200
        return super().post(act, officer, typed, version)

    def _told(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._told(name, one) for one in value]
        slips = self.bird.said if name in FREE else self.bird.noted if name in SHORT else ""
        return f"{value}{slips}" if slips and value and value not in _CODES else value


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Have everything here work on a database and a home of its own, at noon of the cast's Wednesday."""
    patch, log = pytest.MonkeyPatch(), Log()
    patch.setenv("XIAOBAO_HOME", str(folder))
    patch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.NOON))
    # Examples usually keep a copy of all that every template was given, which takes longer than rendering it.
    patch.setattr("django.template.base.Template._render", lambda page, given: page.nodelist.render(given))
    database = connections["default"]
    tables = database.settings_dict["NAME"]
    database.close()
    try:
        with closing(sqlite3.connect(tables)) as plain:
            plain.execute("VACUUM INTO ?", [str(folder / "xiaobao.sqlite3")])
        database.settings_dict["NAME"] = str(folder / "xiaobao.sqlite3")
        with _logged(log):
            with database.cursor() as cursor:
                # What a power cut would take away is of no interest here.
                cursor.execute("PRAGMA synchronous=OFF")
                # A new bureau: its trail begins at one, whatever other examples have written and taken away.
                cursor.execute("UPDATE sqlite_sequence SET seq = 0")
            house = House(folder, log)
            house.officers = seed_officers()
            _make_reachable(house)
            yield house
    finally:
        database.close()
        database.settings_dict["NAME"] = tables
        patch.undo()


def _make_reachable(house: House) -> None:
    """Give every officer an address, 湖里所 a robot, and the house a file that takes what would go out."""
    terms = house.home / "channels.yaml"
    terms.touch(mode=0o600)
    terms.write_text("".join(f"{name}: {{kind: file, path: {OUT}}}\n" for name in ("email", "sms", "robot")))
    for name, officer in house.officers.items():
        set_contact(channel="email", typed=f"{name}@example.com", officer=officer, at=cast.NOON)
        chosen = {"quiet_from": None, "quiet_until": None, "digest_channels": ("email",)}
        set_preference(officer=officer, at=cast.NOON, **chosen)
    head = house.officers["suming"]
    set_contact(channel="robot", typed=ROBOT, office="huli", officer=head, at=cast.NOON)


@contextmanager
def _logged(log: Log) -> Iterator[None]:
    """Let everybody say everything, but those the settings keep quiet."""
    root = logging.getLogger()
    loggers = [logging.getLogger(name) for name in ("", "xiaobao", "django", "axes", "django_tasks")]
    before = [logger.level for logger in loggers]
    root.addHandler(log)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(log)
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
