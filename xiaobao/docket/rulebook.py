"""What every act is decided by: the law, the calendar, the locality and the notices, loaded together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from xiaobao import law
from xiaobao.documents import notices
from xiaobao.documents.notices import Notice
from xiaobao.home import home
from xiaobao.rules import handlers as matrices
from xiaobao.rules import ladder as ladders
from xiaobao.rules import locality as localities
from xiaobao.rules import routing_files as routings
from xiaobao.rules.handlers import Matrix
from xiaobao.rules.ladder import Ladder
from xiaobao.rules.locality import Locality
from xiaobao.rules.routing import Routing
from xiaobao.rules.workdays import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Rulebook:
    """Law, calendar, this bureau, its notices, its ladder, where its matters go and who handles them."""

    content: Path
    law: law.Lawbook
    calendar: Calendar
    locality: Locality
    notices: dict[str, Notice]
    ladder: Ladder
    routing: Routing
    handlers: Matrix

    def __hash__(self) -> int:
        return id(self)

    def today(self, now: datetime) -> date:
        """Return the day in Xiamen at the instant ``now``."""
        return now.astimezone(SHANGHAI).date()

    def governing(self, received_on: date) -> str:
        """Return the id of the regulation that governs a matter received on this day.

        121号令第四十六条 gives a start (2026-04-15) and no transition; the locality chooses.
        Raises NotInForce for a day before either regulation.
        """
        if self.locality.settings.transition == "order_121_throughout":
            return "samr-order-121"
        return self.law.in_force(received_on).id


def current() -> Rulebook:
    """Return the rulebook in service; a file two officers put in place makes a new one."""
    stamp = _stamp(local_calendars(), local_ladders(), local_laws(), local_routing(), local_handlers())
    return _load(law.content_dir(), settings.LOCALITY, stamp)


def local_calendars() -> Path:
    """Return the folder of holiday notices an administrator has loaded."""
    return home() / "calendar"


def local_ladders() -> Path:
    """Return the folder of the ladder two officers have put in place of the shipped one."""
    return home() / "supervision"


def local_laws() -> Path:
    """Return the folder of regulations two officers have put in place of shipped ones, or beside them."""
    return home() / "law"


def local_routing() -> Path:
    """Return the folder of the rules of routing two officers have put in place of the shipped ones."""
    return home() / "routing"


def local_handlers() -> Path:
    """Return the folder of the arrangement of who handles what, put in place of the shipped one."""
    return home() / "handlers"


def _stamp(*folders: Path) -> tuple[tuple[str, int], ...]:
    files = (path for folder in folders for path in folder.glob("*.yaml"))
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _load(content: Path, name: str, stamp: tuple[tuple[str, int], ...]) -> Rulebook:  # noqa: ARG001
    return Rulebook(
        content=content,
        law=law.load(content, local_laws()),
        calendar=Calendar.load(content).with_folder(local_calendars()),
        locality=localities.load(content, name),
        notices=notices.load(content),
        ladder=ladders.read(_own_or_shipped(local_ladders(), content / "supervision", name)),
        routing=routings.read(_own_or_shipped(local_routing(), content / "routing", name)),
        handlers=matrices.read(_own_or_shipped(local_handlers(), content / "handlers", name)),
    )


def _own_or_shipped(own: Path, shipped: Path, name: str) -> Path:
    placed = own / f"{name}.yaml"
    return placed if placed.exists() else shipped / f"{name}.yaml"
