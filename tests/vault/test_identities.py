"""Who somebody is: sealed, opened whole, and recognised again only by a full name and a full phone."""

from __future__ import annotations

import pytest

from xiaobao.vault.identities import Person, keep, reveal, sealed_row
from xiaobao.vault.models import Identity

LIN = Person(name="林晓禾", phone="13900000001")


def test_a_person_comes_out_as_given(db):
    kept = keep(LIN)
    assert reveal(Identity.objects.get(pk=kept.pk)) == LIN


def test_the_table_holds_nothing_readable(db):
    identity = keep(LIN)
    for word in (LIN.name, LIN.phone):
        assert word.encode() not in bytes(identity.sealed) + bytes(identity.person_index)


def test_the_same_name_and_phone_meet_again_though_sealed_differently():
    (envelope, index), (other_envelope, other_index) = sealed_row(LIN), sealed_row(LIN)
    assert index == other_index != b""
    assert envelope != other_envelope


@pytest.mark.parametrize(
    "incomplete",
    [
        Person("林**", "13900000001"),
        Person("林晓禾", "139****0001"),
        Person("", "13900000001"),
        Person("林晓禾", ""),
    ],
)
def test_half_a_name_or_half_a_phone_is_nobody(incomplete):
    assert sealed_row(incomplete)[1] == b""


def test_another_name_on_the_same_phone_is_another_person():
    assert sealed_row(LIN)[1] != sealed_row(Person("周喆", "13900000001"))[1]
