"""A complaint settled first, played from the consumer's page to the confirmation; and those left on their way."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.account import account
from xiaobao.docket.actions.seed_network import seed_network
from xiaobao.docket.models import Diversion, Matter, Seat
from xiaobao.jobs.settling_life import leave_some_open, settling
from xiaobao.staff.seed import seed_demo_accounts

pytestmark = pytest.mark.usefixtures("own_home", "db")
NOW = cast.at("2026-11-24", "10:00")


@pytest.fixture
def network(rulebook):
    """The invented officers, the sample network and the people who sit there."""
    seed_demo_accounts(rulebook.locality, since=cast.SINCE)
    seed_network(locality=rulebook.locality, at=NOW, since=cast.SINCE)


def test_nobody_of_the_bureau_acts_and_the_consumer_ends_it(network, rulebook):
    matter = settling(NOW, rulebook)
    assert (matter.state, matter.is_open) == ("reconciled", False)
    told = account(matter, rulebook)
    assert [event["verb"] for event in told["events"]] == [
        "register", "settle_first", "settling_contact", "settling_message", "settling_proposal",
        "settling_share", "settling_claim", "confirm",
    ]  # fmt: skip
    assert {event["by"] for event in told["events"]} <= {"消费者", "企业（柳青（虚构））"}
    diversion = matter.diversions.get()
    assert (diversion.ending, diversion.satisfaction, diversion.confirmed_how) == ("settled", 5, "web")


def test_some_are_left_on_their_way_once(network, rulebook):
    leave_some_open(NOW, rulebook)
    leave_some_open(NOW, rulebook)
    assert sorted(Matter.objects.values_list("state", flat=True)) == [
        "received", "reconciled", "settling", "settling", "settling",
    ]  # fmt: skip
    assert Diversion.objects.exclude(claimed_at=None).filter(ending="").count() == 1


def test_a_home_without_invented_seats_stays_as_it_is(network, rulebook):
    Seat.objects.all().delete()
    leave_some_open(NOW, rulebook)
    assert not Matter.objects.exists()
