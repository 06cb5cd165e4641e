"""The sample network comes once, and what an officer has changed since stays so."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.test_register_partner import trail
from xiaobao.docket.actions.seed_network import seed_network
from xiaobao.docket.models import KeyEnterprise, Partner, PromisingShop, Seat
from xiaobao.docket.sitting import sitting
from xiaobao.staff.models import User


@pytest.fixture
def seed(officers, rulebook):
    def seed(**changes):
        locality = rulebook.locality.model_copy(update=changes)
        return seed_network(locality=locality, at=cast.NOON, since=cast.TODAY)

    return seed


def test_it_is_all_there_and_all_invented_with_two_who_can_sign_in(seed):
    passwords = seed()
    counts = [
        model.objects.filter(invented=True).count() for model in (Partner, PromisingShop, KeyEnterprise)
    ]
    assert (counts, Seat.objects.count()) == ([67, 8, 5], 2)
    assert set(passwords) == {"qinghe", "wanwu"}
    user = User.objects.get(username="qinghe")
    assert (user.outside, user.invented, user.check_password(passwords["qinghe"])) == (True, True, True)
    assert sitting(user, cast.TODAY).partner.code == "odr-12"
    assert trail() == [
        ("network.seeded", "locality:huli", {"partners": 67, "shops": 8, "key_enterprises": 5, "seats": 2})
    ]


def test_again_it_changes_opens_and_lists_nothing(seed):
    seed()
    Partner.objects.filter(code="odr-01").update(closed_on=cast.TODAY, name="改名的市场")
    PromisingShop.objects.filter(name="虚构路商场").update(until=cast.TODAY)
    KeyEnterprise.objects.update(until=cast.TODAY)
    Seat.objects.update(until=cast.TODAY)
    before = [list(model.objects.values()) for model in (Partner, PromisingShop, KeyEnterprise, Seat)]
    assert seed() == {}
    assert [list(model.objects.values()) for model in (Partner, PromisingShop, KeyEnterprise, Seat)] == before
    assert len(trail()) == 1


def test_a_bureau_without_a_network_gets_none(seed):
    assert (seed(id="elsewhere"), Partner.objects.count()) == ({}, 0)
