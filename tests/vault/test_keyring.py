"""The keyring: which key seals, which open, what a rotation changes, and what is said of a key not readable."""

from __future__ import annotations

import time

import pytest

from tests.vault.test_sealing import VERSION_1
from xiaobao.refusals import Unavailable
from xiaobao.vault import keyring, rotation
from xiaobao.vault.errors import KeyUnreadable, WrongKey
from xiaobao.vault.sealing import header_of, seal, unseal
from xiaobao.writing import writing


def key_that_sealed(envelope):
    return header_of(envelope).key


def rotate():
    name = rotation.make()
    rotation.put_in_service(name)
    return name


def test_a_new_home_makes_its_first_key_readable_by_its_owner_alone(key_of):
    keys = key_of("湖里")
    seal(b"x")
    assert [path.name for path in keys.iterdir()] == ["vault-master-key"]
    assert (keys / "vault-master-key").stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700


def test_a_rotation_seals_with_the_new_key_and_opens_with_the_former_too(known_home):
    before = seal(b"x")
    made = rotate()
    after = seal(b"x")
    assert (key_that_sealed(before), key_that_sealed(after)) == ("aa8b359b", made)
    assert [unseal(one) for one in (before, after)] == [b"x", b"x"]
    assert unseal(bytes.fromhex(VERSION_1), about=b"identity") == "林晓禾".encode()


def test_every_key_is_a_file_of_its_own_readable_by_its_owner_alone(known_home):
    names = [rotate(), rotate()]
    files = {path.name: path for path in (known_home / "keys").iterdir()}
    assert files.keys() == {
        "vault-master-key",
        "vault-current-key",
        "vault-index-key",
        *(f"vault-master-key-{name}" for name in names),
    }
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    assert files["vault-current-key"].read_text() == names[1]


def test_a_key_made_and_not_yet_in_service_seals_nothing(known_home):
    rotation.make()
    assert key_that_sealed(seal(b"x")) == "aa8b359b"
    assert keyring.read().current.name == "aa8b359b"


def test_a_key_put_aside_opens_nothing_and_says_where_it_lies(known_home):
    before, first = seal(b"x"), keyring.read().current
    rotate()
    aside = rotation.put_aside(first)
    assert aside == known_home / "keys" / "retired" / "vault-master-key-aa8b359b"
    assert keyring.retired() == ["aa8b359b"]
    with pytest.raises(WrongKey, match=r"aa8b359b.*keys/retired"):
        unseal(before)
    aside.replace(known_home / "keys" / aside.name)
    assert unseal(before) == b"x"


def test_what_a_killed_process_left_half_written_is_no_key_and_goes_with_the_next_rotation(known_home):
    litter = known_home / "keys" / "vault-master-key.0011223344556677"
    litter.write_text("00")
    assert len(keyring.read().masters) == 1
    rotate()
    assert not litter.exists()


def test_a_key_shows_in_no_message(known_home):
    assert keyring.read().current.secret.hex() not in repr(keyring.read())
    assert "secret" not in repr(keyring.read())


def test_who_seals_asks_the_disk_at_most_twice_a_second(known_home, monkeypatch):
    seal(b"x")
    looks = []
    monkeypatch.setattr(keyring, "_stamp", lambda: looks.append(1))
    until = time.monotonic() + keyring.LOOK / 2
    while time.monotonic() < until:
        keyring.current()
    assert len(looks) <= 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "不完整或者被改动"),
        ("00" * 31, "不完整或者被改动"),
        ("不是密钥", "不完整或者被改动"),
        (None, "不能正常读写（EISDIR）"),
    ],
)
def test_a_key_file_that_cannot_be_read_is_told_of_with_a_code(known_home, content, sentence):
    path = known_home / "keys" / "vault-master-key"
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_text(content)
    for work in (lambda: seal(b"x"), lambda: unseal(bytes.fromhex(VERSION_1), about=b"identity")):
        with pytest.raises(KeyUnreadable, match=sentence) as refused:
            work()
        assert (refused.value.code, "vault-master-key" in refused.value.sentence) == ("VLT-003", True)


def test_for_an_officer_it_is_unavailable_with_the_same_code_and_sentence(known_home, db):
    (known_home / "keys" / "vault-master-key").write_text("")
    with pytest.raises(Unavailable, match="密钥文件 vault-master-key 不完整") as refused, writing():
        seal(b"x")
    assert refused.value.code == "VLT-003"


def test_lost_keys_are_not_silently_replaced(known_home):
    rotate()
    for path in (known_home / "keys").glob("vault-master-key*"):
        path.unlink()
    with pytest.raises(KeyUnreadable, match="主密钥文件都不见了"):
        keyring.read()


@pytest.mark.parametrize("content", [None, "", "00112233", "不是"])
def test_without_knowing_which_key_is_current_nothing_is_sealed(known_home, content):
    rotate()
    path = known_home / "keys" / "vault-current-key"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(KeyUnreadable):
        keyring.read()
