"""Runs of the clockwork for the examples under stress: what falls due, and runs at a moment, together, killed.

Complaints are received on the seven working days from 13 to 21 May 2026 and to be decided on seven working
days later, so that on Wednesday 27 May, when the office opens, every stage of the ladder is reached by some.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tests import cast
from tests.jobs.killing import fork
from tests.jobs.ladder_story import NONSENSE
from tests.jobs.meeting import tried, wait_until
from xiaobao.docket.actions import supervise
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import Clock, ContactPoint, Heartbeat, Matter, SupervisionOrder
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import Authority, authority
from xiaobao.vault.sealing import seal

RECEIVED = ("2026-05-13", "2026-05-14", "2026-05-15", "2026-05-18", "2026-05-19", "2026-05-20", "2026-05-21")
BEFORE = ("2026-05-20", "2026-05-21", "2026-05-22", "2026-05-25", "2026-05-26")
"""The mornings on which the clockwork had run as it should."""


def begin(received: list[str], each: int, before: list[str]) -> Iterator[Any]:
    """Register complaints of these days, let the clockwork run on the mornings before, spoil one of them."""
    Post.objects.update(since=cast.SINCE)
    _reachable()
    rows = [_row(day, number) for day in received for number in range(each)]
    register_many(rows, batch=None, rulebook=current(), at=cast.at(received[0]))
    handler = User.objects.get(username="chensiyuan")
    Matter.objects.update(office=Office.objects.get(code="huli"), handler=handler)
    # 令121 第二十八条第二款: of this one nobody may be told who need not know.
    Matter.objects.filter(pk=Matter.objects.order_by("pk")[0].pk).update(guarded=True)
    for day in before:
        run(cast.at(day, "09:00"))
    yield Matter.objects.count()


def spoil(due: str) -> Iterator[Any]:
    """Make the ledger of one clock that is due on a day unreadable; says on which matter."""
    clock = Clock.objects.filter(due_earliest=due).order_by("-pk")[0]
    Clock.objects.filter(pk=clock.pk).update(ledger=NONSENSE)
    yield clock.matter.number


def _row(day: str, number: int) -> Any:
    # One of each day has a deadline of the hotline beside: two clocks on one matter.
    external = (("hotline.city", cast.at("2026-05-27", "18:00")),) if number == 0 else ()
    key = f"{day}-{number}"
    received = cast.at(day)
    return cast.complaint(external_id=key, digest=key.encode(), received_at=received, external_due=external)


def _reachable() -> None:
    address = seal(b"officer@example.com", about=b"contact-point")
    for username in ("chensiyuan", "suming"):
        user = User.objects.get(username=username)
        ContactPoint.objects.create(user=user, channel="email", address=address, set_at=cast.NOON)
    huli = Office.objects.get(code="huli")
    ContactPoint.objects.create(office=huli, channel="robot", address=address, set_at=cast.NOON)


def run(at: datetime) -> dict[str, int]:
    """Run the clockwork once at a moment."""
    return tick(at=at, clock=lambda: at)


def runs(moments: list[str], batch: int = 200, begin: float = 0) -> Iterator[Any]:
    """Run the clockwork at these moments one after the other, the first not before ``begin``."""
    supervise.BATCH = batch
    wait_until(begin)
    for moment in moments:
        yield tried(lambda: run(datetime.fromisoformat(moment)))  # noqa: B023


def runs_killed(
    moment: str, workers: int, rounds: int, seed: int, longest: float, batch: int
) -> Iterator[Any]:
    """Fork several runs at once and kill them at random moments, again and again; says how each ended."""
    supervise.BATCH = batch
    chance = random.Random(seed)
    for _ in range(rounds):
        children = [fork(lambda: run(datetime.fromisoformat(moment))) for _ in range(workers)]
        for child in children:
            time.sleep(chance.uniform(0, longest / workers))
            os.kill(child, signal.SIGKILL)
        yield [os.waitpid(child, 0)[1] for child in children]


def runs_for_a_while(moment: str, seconds: float, begin: float, anew: bool = False) -> Iterator[Any]:
    """Run the clockwork again and again; ``anew``: every moment is derived anew each time."""
    wait_until(begin)
    while time.time() < begin + seconds:
        if anew:
            Heartbeat.objects.update(derived_with="")
        yield tried(lambda: run(datetime.fromisoformat(moment)))


def officer(username: str, at: datetime) -> Authority:
    """An officer with the posts held at a moment."""
    rulebook = current()
    return authority(User.objects.get(username=username), rulebook.locality, rulebook.today(at))


def decide(ids: list[int], at: str, begin: float) -> Iterator[Any]:
    """Have the handler accept complaints, one after the other."""
    from xiaobao.docket.actions.accept import accept

    moment = datetime.fromisoformat(at)
    wait_until(begin)
    for key in ids:
        yield tried(lambda: _done(accept, moment, matter_id=key, version=1), matter=key)  # noqa: B023


def order_by_hand(ids: list[int], at: str, begin: float) -> Iterator[Any]:
    """Have the head of the section order something on each matter, and the head of the unit reply to it."""
    wait_until(begin)
    for key in ids:
        yield tried(lambda: _ordered(key, datetime.fromisoformat(at)), matter=key)  # noqa: B023


def _ordered(key: int, at: datetime) -> dict[str, Any]:
    from xiaobao.docket.actions.issue_order import issue_order
    from xiaobao.docket.actions.reply_order import reply_order

    wish = {"origin": "leader", "requirement": "请核实商家退款情况，今日反馈。", "reply_due": at.date()}
    order = issue_order(matter_id=key, officer=officer("luyiheng", at), at=at, **wish)
    words = {"words": "已联系商家，今日退款。", "measures": "以后每日核对临期商品。"}
    version = SupervisionOrder.objects.get(pk=order.pk).version
    reply_order(order_id=order.pk, version=version, officer=officer("suming", at), at=at, **words)
    return {"number": order.number}


def _done(act: Callable[..., Any], at: datetime, **given: Any) -> dict[str, Any]:
    return {"number": act(officer=officer("chensiyuan", at), at=at, **given).number}


def story() -> Iterator[Any]:
    """Say everything the ladder has come to."""
    from tests.jobs.ladder_story import story

    yield story()


def flaws(at: str) -> Iterator[Any]:
    """Say everything that does not hold together, and every stage that is owed at a moment and not there."""
    from tests.jobs.ladder_story import flaws

    yield from flaws(datetime.fromisoformat(at))


def damages_seen(at: str) -> Iterator[Any]:
    """Say what is found of each thing a broken clockwork would leave behind; it is undone again."""
    from tests.jobs.ladder_damage import seen

    yield dict(seen(datetime.fromisoformat(at)))
