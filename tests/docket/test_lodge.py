"""A consumer complains to an enterprise or a service point directly: a complaint of the bureau's, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.settling_cast import market, point
from xiaobao.docket.actions.ask_bureau import ask_bureau
from xiaobao.docket.actions.lodge import lodge
from xiaobao.docket.diversions import by_code
from xiaobao.docket.models import Diversion, Matter
from xiaobao.docket.people import PersonGiven
from xiaobao.refusals import NotFound, Refused
from xiaobao.vault.models import AuditEntry

PERSON = PersonGiven(name="林晓禾", phone="13900000001")
WORDS = "5月17日买的鲜奶已变质，我叫林晓禾，电话13900000001。"


@pytest.fixture
def shop(officers):
    """青禾生鲜, an ODR enterprise."""
    return market()


def sent(partner, **changes):
    """Send 林晓禾's form on 2026-05-20 at noon."""
    given = {
        "way": "green_channel", "partner": partner.pk, "person": PERSON, "respondent_name": "",
        "content": WORDS, "requests": ["退货"], "amount": Decimal("36.50"), "shares_contact": False,
        "key": "web-0001", "at": cast.NOON, "address": "192.0.2.7",
    } | changes  # fmt: skip
    return lodge(**given)


def test_it_is_registered_and_handed_over_at_once(shop):
    lodged = sent(shop)
    matter = Matter.objects.get(pk=lodged.matter_id)
    assert (matter.state, matter.channel, matter.source) == ("settling", "本局网页", "web")
    assert (matter.number, matter.office.code, matter.received_on) == (lodged.number, "huli", cast.TODAY)
    assert matter.respondent.name == shop.name
    diversion = by_code(lodged.code)
    assert (diversion.matter_id, diversion.way, diversion.asked_how) == (matter.pk, "green_channel", "web")
    assert diversion.due_on == date(2026, 6, 3)
    events = list(matter.events.values_list("verb", "actor", "data__by"))
    assert events == [("register", None, "consumer"), ("settle_first", None, "consumer")]
    assert [event.source for event in matter.events.all()] == ["消费者", "消费者"]
    rows = AuditEntry.objects.order_by("id").values_list("act", "actor_id", "post", "address")
    assert list(rows) == [
        ("matter.register", None, "消费者", "192.0.2.7"),
        ("matter.settle_first", None, "消费者", "192.0.2.7"),
    ]


def test_who_complains_is_sealed_and_the_words_are_masked(shop, dump):
    lodged = sent(shop)
    stored = repr(dump())
    for secret in ("林晓禾", "13900000001", lodged.code):
        assert secret not in stored
    assert "林**" in Matter.objects.get().submission.content


def test_sent_twice_it_is_one_complaint_and_the_code_is_not_shown_again(shop):
    first, second = sent(shop), sent(shop)
    assert (second.matter_id, second.code, second.already) == (first.matter_id, "", True)
    assert first.number in second.sentence
    assert "查询码只显示一次" in second.sentence
    assert (Matter.objects.count(), Diversion.objects.count()) == (1, 1)


def test_one_form_is_not_used_for_two_complaints(shop):
    sent(shop)
    with pytest.raises(Refused) as refusal:
        sent(shop, content="另一件事。")
    assert set(refusal.value.fields) == {"key"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content": " "}, "content"),
        ({"person": PersonGiven()}, "person_name"),
        ({"person": PersonGiven(name="林晓禾", phone="电话没有")}, "person_phone"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"way": "point"}, "way"),
        ({"key": ""}, "key"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(shop, changes, field):
    with pytest.raises(Refused) as refusal:
        sent(shop, **changes)
    assert set(refusal.value.fields) == {field}
    assert not Matter.objects.exists()


def test_nothing_goes_to_an_account_that_is_closed_or_not_there(officers):
    closed = point(closed_on=cast.TODAY)
    with pytest.raises(Refused) as refusal:
        sent(closed, way="point")
    assert set(refusal.value.fields) == {"partner"}
    closed.pk = 999
    with pytest.raises(NotFound):
        sent(closed, way="point")


def test_back_at_the_bureau_it_waits_with_the_office_of_the_partner(officers):
    lodged = sent(point(), way="point")
    ask_bureau(code=lodged.code, version=1, at=cast.at("2026-05-21"), words="等不及。")
    matter = Matter.objects.get()
    assert (matter.state, matter.office.code, matter.next_due) == ("received", "huli", date(2026, 6, 1))
