"""Who somebody is: sealed, opened whole, and recognised again only by a full name and a full phone."""

from __future__ import annotations

import pytest

from xiaobao.vault.identities import (
    Person,
    find_by_phone,
    keep,
    phone_index,
    plain_digits,
    reveal,
    sealed_row,
)
from xiaobao.vault.models import Identity

LIN = Person(name="林晓禾", phone="13900000001")


def test_a_person_comes_out_as_given(db, cipher):
    kept = keep(LIN)
    assert reveal(Identity.objects.get(pk=kept.pk)) == LIN


def test_the_table_holds_nothing_readable(db):
    identity = keep(LIN)
    row = bytes(identity.sealed) + bytes(identity.person_index) + bytes(identity.phone_index)
    for word in (LIN.name, LIN.phone):
        assert word.encode() not in row


def test_the_same_name_and_phone_meet_again_though_sealed_differently():
    (envelope, *indexes), (other_envelope, *other_indexes) = sealed_row(LIN), sealed_row(LIN)
    assert indexes == other_indexes
    assert b"" not in indexes
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


def test_another_name_on_the_same_phone_is_another_person_with_the_same_phone():
    lin, zhou = sealed_row(LIN), sealed_row(Person("周喆", "13900000001"))
    assert (lin[1] != zhou[1], lin[2]) == (True, zhou[2])


@pytest.mark.parametrize(
    ("given", "digits"),
    [
        ("13900000001", "13900000001"),
        (" 139 0000-0001 ", "13900000001"),
        ("１３９００００　０００１", "13900000001"),
        ("+86 13900000001", "13900000001"),
        ("008613900000001", "13900000001"),
        ("（0592）5550001", "05925550001"),
        ("0592-5550001转8001", "05925550001"),
        ("13900000001、13900000002", "13900000001"),
        ("139****0001", ""),
        ("139＊＊＊＊0001", ""),
        ("12315", ""),
        ("不详", ""),
        ("", ""),
    ],
)
def test_a_phone_is_its_digits_however_it_is_written(given, digits):
    assert plain_digits(given) == digits
    assert (phone_index(given) == b"") == (digits == "")


def test_people_are_found_by_a_full_phone_and_by_nothing_less(db):
    lin, masked, other = (
        keep(LIN),
        keep(Person("林晓禾", "139****0001")),
        keep(Person("周喆", "139 0000 0001")),
    )
    keep(Person("周喆", "13900000002"))
    assert find_by_phone("139-0000-0001") == [lin.pk, other.pk]
    assert masked.pk not in find_by_phone("13900000001")
    assert [find_by_phone(less) for less in ("139****0001", "", "0001", "13900000009")] == [[], [], [], []]


def test_looking_up_a_phone_reads_the_index_and_not_the_table(db, django_assert_num_queries):
    keep(LIN)
    with django_assert_num_queries(1):
        find_by_phone(LIN.phone)
    plan = Identity.objects.filter(phone_index=phone_index(LIN.phone)).explain()
    assert "USING" in plan
    assert "INDEX" in plan
