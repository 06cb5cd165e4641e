"""Blind indexes: under keys of their own, the same before and after a rotation, useless without the key."""

from __future__ import annotations

import pytest

from xiaobao.vault import indexing, keyring, rotation
from xiaobao.vault.errors import KeyUnreadable
from xiaobao.vault.indexing import index

LIN = "林晓禾\n13900000001"
# Worked out under the known master key by the code there was before indexes had keys of their own.
BEFORE = {
    ("person", LIN): "06ba7d750f6c8a38a223e0dc9e003759",
    ("registration", "x"): "44d3db9d2104ce0db94dd30127f47ac5",
}


@pytest.fixture(autouse=True)
def _read_anew():
    """Each example reads the keys of indexes from its own files."""
    indexing._key.cache_clear()


def test_equal_values_meet_under_one_key_and_one_purpose_only(key_of):
    here = index(LIN, purpose="person")
    assert here == index(LIN, purpose="person")
    assert len(here) == 16
    assert here != index("林晓禾\n13900000002", purpose="person")
    assert here != index(LIN, purpose="phone")
    key_of("思明")
    assert here != index(LIN, purpose="person")


@pytest.mark.parametrize(("purpose", "value"), BEFORE)
def test_a_home_from_before_keeps_the_indexes_it_has(known_home, purpose, value):
    assert index(value, purpose=purpose).hex() == BEFORE[purpose, value]
    assert (known_home / "keys" / "vault-index-key").stat().st_mode & 0o777 == 0o600


def test_indexes_outlive_every_master_key(known_home):
    first = keyring.read().current
    for _ in range(2):
        rotation.put_in_service(rotation.make())
    rotation.put_aside(first)
    indexing._key.cache_clear()
    assert {given: index(given[1], purpose=given[0]).hex() for given in BEFORE} == BEFORE


def test_no_key_of_an_index_opens_or_leads_to_what_is_sealed(known_home):
    index(LIN, purpose="person")
    written = (known_home / "keys" / "vault-index-key").read_text()
    master = keyring.read().current
    for secret in (master.secret, master.direct):
        assert secret.hex() not in written


@pytest.mark.parametrize("content", ["", "person 00", "person zz\nregistration zz\n* zz", "x"])
def test_a_damaged_key_file_is_told_of_and_nothing_is_written_over_it(known_home, content):
    path = known_home / "keys" / "vault-index-key"
    path.write_text(content)
    with pytest.raises(KeyUnreadable) as refused:
        index(LIN, purpose="person")
    assert (refused.value.code, path.read_text()) == ("VLT-003", content)


def test_lost_index_keys_are_not_silently_replaced_once_the_first_master_key_is_gone(known_home):
    first = keyring.read().current
    rotation.put_in_service(rotation.make())
    rotation.put_aside(first)
    (known_home / "keys" / "vault-index-key").unlink()
    indexing._key.cache_clear()
    with pytest.raises(KeyUnreadable, match="vault-master-key 不见了"):
        index(LIN, purpose="person")
