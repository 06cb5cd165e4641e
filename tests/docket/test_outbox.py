"""Telling officers: once each, on screen at once, by other ways when the office opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from xiaobao.docket.models import ContactPoint, Delivery, Message
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.models import Office, User
from xiaobao.vault.sealing import seal

EVENING = cast.at("2026-05-22", "20:00")


@pytest.fixture
def letter(officers: object) -> Letter:
    """A reminder for 陈思远, by e-mail and by the robot of 湖里所 beside the screen."""
    return Letter(
        about="alert:12",
        user_id=User.objects.get(username="chensiyuan").pk,
        kind="alert",
        title="湖消〔2026〕000001的“受理决定”还剩3个工作日",
        office_id=Office.objects.get(code="huli").pk,
        channels=("email", "robot"),
    )


def reachable(letter: Letter) -> None:
    """Give 陈思远 an address and 湖里所 a robot."""
    address = seal(b"chen@example.com", about=b"contact-point")
    ContactPoint.objects.create(user_id=letter.user_id, channel="email", address=address, set_at=cast.NOON)
    ContactPoint.objects.create(
        office_id=letter.office_id, channel="robot", address=address, set_at=cast.NOON
    )


def test_told_twice_is_told_once(letter: Letter, rulebook: Rulebook) -> None:
    reachable(letter)
    assert post([letter, letter], at=EVENING, rulebook=rulebook) == 1
    assert post([letter], at=EVENING, rulebook=rulebook) == 0
    assert Message.objects.get().title == letter.title
    assert Delivery.objects.count() == 2


def test_it_is_on_screen_at_once_and_goes_out_when_the_office_opens(
    letter: Letter, rulebook: Rulebook
) -> None:
    reachable(letter)
    post([letter], at=EVENING, rulebook=rulebook)
    assert Message.objects.get().created_at == EVENING
    assert {one.next_at for one in Delivery.objects.all()} == {cast.at("2026-05-25", "09:00")}


def test_without_an_address_there_is_the_screen_and_nothing_to_send(
    letter: Letter, rulebook: Rulebook
) -> None:
    post([letter], at=cast.NOON, rulebook=rulebook)
    assert Message.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_group_hears_once_what_several_of_it_are_told(letter: Letter, rulebook: Rulebook) -> None:
    reachable(letter)
    other = replace(letter, user_id=User.objects.get(username="suming").pk)
    assert post([letter, other], at=cast.NOON, rulebook=rulebook) == 2
    keys = sorted(Delivery.objects.values_list("key", flat=True))
    assert keys == sorted(["alert:12:robot", f"alert:12:{letter.user_id}:email"])
