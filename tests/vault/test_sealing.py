"""Sealing: only the key that sealed a value opens it, and only unaltered and for what it was sealed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiaobao.vault.errors import WrongKey
from xiaobao.vault.sealing import index, seal, unseal


@pytest.fixture
def key_of(tmp_path, monkeypatch):
    """Work with the key of one home or another."""

    def use(name):
        monkeypatch.setenv("XIAOBAO_HOME", str(tmp_path / name))

    use("湖里")
    return use


@given(plain=st.binary(max_size=300), about=st.binary(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_opens_again(key_of, plain, about):
    assert unseal(seal(plain, about=about), about=about) == plain


def test_nothing_of_the_plain_words_shows(key_of):
    envelope = seal("林晓禾 13900000001".encode())
    assert "林晓禾".encode() not in envelope
    assert b"13900000001" not in envelope


def test_sealing_the_same_twice_gives_two_envelopes(key_of):
    assert seal(b"x") != seal(b"x")


def test_another_key_does_not_open_it(key_of):
    envelope = seal(b"x")
    key_of("思明")
    with pytest.raises(WrongKey) as refused:
        unseal(envelope)
    assert refused.value.code == "VLT-001"
    assert "请核对密钥文件" in refused.value.sentence


def test_sealed_for_one_purpose_it_does_not_open_for_another(key_of):
    with pytest.raises(WrongKey):
        unseal(seal(b"x", about=b"identity"), about=b"document")


def test_a_single_changed_bit_anywhere_is_noticed(key_of):
    envelope = seal("林晓禾".encode(), about=b"identity")
    for place in range(len(envelope)):
        altered = bytearray(envelope)
        altered[place] ^= 1
        with pytest.raises(WrongKey):
            unseal(bytes(altered), about=b"identity")


@pytest.mark.parametrize("envelope", [b"", b"\x01", b"\x02" * 60])
def test_what_is_no_envelope_is_refused_in_the_same_way(key_of, envelope):
    with pytest.raises(WrongKey):
        unseal(envelope)


def test_a_shortened_envelope_is_refused(key_of):
    envelope = seal(b"x")
    for length in range(len(envelope)):
        with pytest.raises(WrongKey):
            unseal(envelope[:length])


def test_equal_values_meet_in_the_index_under_one_key_and_one_purpose_only(key_of):
    here = index("林晓禾\n13900000001", purpose="person")
    assert here == index("林晓禾\n13900000001", purpose="person")
    assert len(here) == 16
    assert here != index("林晓禾\n13900000002", purpose="person")
    assert here != index("林晓禾\n13900000001", purpose="phone")
    key_of("思明")
    assert here != index("林晓禾\n13900000001", purpose="person")


def test_the_key_is_readable_by_its_owner_alone(key_of, tmp_path):
    seal(b"x")
    key = tmp_path / "湖里" / "keys" / "vault-master-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
