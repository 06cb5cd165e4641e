"""Several workers at once, on either database: each delivery is sent once, each digest and alarm is told once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.conftest import seed_officers
from tests.docket.channels_cast import Hand, Ways, reachable, tell
from tests.docket.channels_cast import files as files
from tests.docket.channels_cast import ways as ways
from tests.docket.on_postgresql import cluster as cluster
from tests.docket.on_postgresql import docket_postgresql as docket_postgresql
from tests.docket.on_postgresql import there
from tests.docket.on_postgresql import with_docket as with_docket
from xiaobao.courier import Undelivered, Unreachable
from xiaobao.docket.actions.deliver import deliver
from xiaobao.docket.actions.digest import digest
from xiaobao.docket.models import Delivery, Matter, Message
from xiaobao.docket.rulebook import current
from xiaobao.home import key
from xiaobao.staff.models import Office, User

Workers = Callable[..., list[Any]]
MANY = 70


@pytest.fixture(params=["sqlite", "postgresql"])
def workers(request: pytest.FixtureRequest, files: object, transactional_db: None) -> Workers:
    """Return a way to do something by several workers in the same moment, each over a connection of its own."""
    there_too = request.param == "postgresql"
    folder = request.getfixturevalue("docket_postgresql") if there_too else None
    key("vault-master-key")
    gate = threading.Barrier(3)

    def one(work: Callable[[], Any]) -> Any:
        with there(folder) if folder else nullcontext():
            try:
                connection.ensure_connection()
                gate.wait()
                return work()
            finally:
                connection.close()

    def at_once(work: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(3) as pool:
            return list(pool.map(one, [work] * 3))

    return at_once


def run() -> dict[str, int]:
    """Send what is due at noon."""
    return deliver(at=cast.NOON, clock=Hand(cast.NOON))


def test_three_workers_send_each_delivery_once(workers: Workers, ways: Ways) -> None:
    officers = seed_officers()
    for who in ("chensiyuan", "suming"):
        reachable(officers[who], "email", "sms")
    for number in range(MANY):
        tell(f"alert:{number}", to=("chensiyuan", "suming")[number % 2], channels=("email", "sms"))
    for name in ("email", "sms"):
        ways[name].does = lambda _parcel: time.sleep(0.002)
    counts = sum((Counter(done) for done in workers(run)), Counter())
    assert counts == {"sent": 2 * MANY}
    for name in ("email", "sms"):
        assert sorted(ways[name].keys) == sorted(
            Delivery.objects.filter(channel=name).values_list("key", flat=True)
        )
    assert {(one.state, one.attempts) for one in Delivery.objects.all()} == {("sent", 1)}


def test_three_workers_that_meet_a_closed_way_lose_nothing_and_alarm_once(
    workers: Workers, ways: Ways
) -> None:
    officers = seed_officers()
    reachable(officers["chensiyuan"])
    for number in range(MANY):
        tell(f"alert:{number}", at=cast.NOON - timedelta(hours=1))
    ways.failing("email", Unreachable("邮件服务器连不上（TimeoutError）"))
    workers(run)
    assert Message.objects.filter(kind="alarm").count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}
    ways["email"].does = lambda _parcel: None
    later = cast.NOON + timedelta(minutes=5)
    workers(lambda: deliver(at=later, clock=Hand(later)))
    assert sorted(ways["email"].keys) == sorted(Delivery.objects.values_list("key", flat=True))


def test_three_workers_that_give_up_tell_it_once(workers: Workers, ways: Ways) -> None:
    officers = seed_officers()
    reachable(officers["chensiyuan"])
    for number in range(MANY):
        tell(f"alert:{number}")
    ways.failing("email", Undelivered(temporary=False, reason="收件地址被拒收（550）"))
    counts = sum((Counter(done) for done in workers(run)), Counter())
    assert counts == {"given_up": MANY}
    told = Message.objects.filter(kind="alarm").values_list("user__username", flat=True)
    assert sorted(told) == ["admin", "chensiyuan"]


def test_three_workers_write_the_digest_once(workers: Workers, files: object) -> None:
    seed_officers()
    Matter.objects.create(
        number="湖消〔2026〕000001", kind="complaint", source="test", external_id="1", channel="12315",
        received_at=cast.NOON, received_on=cast.TODAY, office=Office.objects.get(code="huli"),
        handler=User.objects.get(username="chensiyuan"), subject="酸奶", state="received",
        regulation="samr-order-121", next_due=cast.TODAY,
    )  # fmt: skip
    rulebook = current()
    counts = workers(lambda: digest(at=cast.NOON, rulebook=rulebook))
    # The handler, and the three heads above.
    assert sorted(counts) == [0, 0, 4]
    assert Message.objects.filter(kind="digest").count() == 4
