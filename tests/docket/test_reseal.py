"""Sealing anew: everything opens as before, under the new key and cipher; what does not open is told of."""

from __future__ import annotations

import errno
import os
from collections import Counter
from datetime import timedelta

import pytest

from tests import cast
from tests.docket.sealed_things import make_one_of_each, read_each
from tests.vault.test_sealing import VERSION_1
from xiaobao.docket.actions import reseal as act
from xiaobao.docket.actions.reseal import reseal
from xiaobao.docket.actions.retire_key import retire_key
from xiaobao.docket.actions.rotate_key import rotate_key
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.models import Attachment, Document, Draft
from xiaobao.docket.sealed_columns import COLUMNS, SEALED
from xiaobao.docket.sealed_state import holdings, pending, phones_unindexed
from xiaobao.refusals import Unavailable
from xiaobao.vault import keyring
from xiaobao.vault.errors import KeyRefused, KeyUnreadable, WrongKey
from xiaobao.vault.identities import find_by_phone
from xiaobao.vault.models import AuditEntry, Identity
from xiaobao.vault.sealing import unseal

LATER = cast.NOON + timedelta(days=40_000)


@pytest.fixture
def things(own_home, officers, tmp_path):
    """One of everything that is sealed, under the first key; what it says."""
    make_one_of_each(officers, tmp_path)
    return read_each(officers)


def files():
    return {path.name for path in archive_root().rglob("*") if path.is_file()}


def test_after_a_rotation_everything_is_sealed_anew_and_reads_as_before(things, officers):
    before = Counter(sealed.name for sealed in SEALED for _ in sealed.rows())
    former, made = rotate_key(at=cast.NOON)
    assert (pending(), holdings().under(made)) == (before.total(), 0)
    run = reseal(at=cast.NOON)
    assert (run.done, run.failed, pending()) == (before, [], 0)
    assert (holdings().under(former), holdings().under(made)) == (0, before.total())
    assert read_each(officers) == things


def test_another_cipher_is_a_reason_too(things, officers, settings):
    settings.CIPHER = "sm4gcm"
    reseal(at=cast.NOON)
    assert {header.cipher for header in holdings().envelopes} == {"sm4gcm"}
    assert read_each(officers) == things


def test_a_second_run_has_nothing_to_do(things):
    rotate_key(at=cast.NOON)
    reseal(at=cast.NOON)
    kept = files()
    assert reseal(at=cast.NOON).done.total() == 0
    assert files() == kept


def test_the_trail_has_one_row_a_run_with_counts_and_nothing_else(things):
    former, made = rotate_key(at=cast.NOON)
    run = reseal(at=cast.NOON)
    rotated, resealed = AuditEntry.objects.filter(act__startswith="vault.").order_by("id")
    assert (rotated.act, rotated.subject, rotated.detail) == (
        "vault.rotate",
        f"key:{made}",
        {"former": former},
    )
    assert resealed.act == "vault.reseal"
    assert resealed.detail == {
        "key": made,
        "cipher": "aes256gcm",
        "resealed": dict(run.done),
        "failed": 0,
    }


def test_people_from_before_phones_were_indexed_are_found_afterwards(own_home, officers):
    person = '{"name":"林晓禾","phone":"13900000001","more":{}}'.encode()
    sealed = Identity.objects.create(sealed=in_version_1(person, b"identity"), person_index=b"p" * 16)
    assert (phones_unindexed(), find_by_phone("13900000001")) == (True, [])
    reseal(at=cast.NOON)
    assert (phones_unindexed(), find_by_phone("13900000001")) == (False, [sealed.pk])
    sealed.refresh_from_db()
    assert unseal(bytes(sealed.sealed), about=b"identity") == person
    assert bytes(sealed.person_index) == b"p" * 16


def in_version_1(plain, about):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    master, nonce = keyring.read().current, os.urandom(12)
    return b"\x01" + master.id + nonce + AESGCM(master.direct).encrypt(nonce, plain, about)


def test_envelopes_of_version_1_are_counted_as_one_kind(own_home, officers):
    for number in range(20):
        Identity.objects.create(sealed=in_version_1(b"%d" % number, b"identity"), person_index=b"")
    assert list(holdings().envelopes.values()) == [20]


def test_the_halves_of_a_letter_go_on_sharing_one_file(things):
    file = Attachment.objects.get()
    file.pk = None
    file.save(force_insert=True)
    rotate_key(at=cast.NOON)
    run = reseal(at=cast.NOON)
    assert run.done["docket.Attachment.stored"] == 1
    assert len(set(Attachment.objects.values_list("stored", flat=True))) == 1


def test_more_rows_than_go_in_one_transaction(own_home, officers, monkeypatch):
    monkeypatch.setattr(act, "ROWS_AT_ONCE", 3)
    Identity.objects.bulk_create(
        Identity(sealed=in_version_1(b'{"phone":""}', b"identity"), person_index=b"") for _ in range(10)
    )
    told = []
    assert reseal(at=cast.NOON, progress=told.append).done == {"vault.Identity.sealed": 10}
    assert told == [3, 6, 9, 10]


def test_a_value_that_does_not_open_is_told_of_and_left_and_the_others_go_on(things, officers):
    broken = Identity.objects.create(sealed=bytes.fromhex(VERSION_1), person_index=b"")
    document = Document.objects.get(series="acceptance")
    (archive_root() / document.pdf_stored[:2] / document.pdf_stored).unlink()
    rotate_key(at=cast.NOON)
    run = reseal(at=cast.NOON)
    assert [(one.where, one.row, one.code) for one in run.failed] == [
        ("vault.Identity.sealed", broken.pk, "VLT-001"),
        ("docket.Document.pdf_stored", document.pk, "DOC-040"),
    ]
    assert AuditEntry.objects.filter(act="vault.reseal", result="failed").count() == 1
    assert (holdings().unreadable, pending()) == (1, 2)
    broken.refresh_from_db()
    assert bytes(broken.sealed).hex() == VERSION_1


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(things, officers, monkeypatch):
    rotate_key(at=cast.NOON)
    with monkeypatch.context() as full:

        def fail(_descriptor):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        full.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable, match="磁盘已满"):
            reseal(at=cast.NOON)
    assert AuditEntry.objects.get(act="vault.reseal").result == "failed"
    assert pending() > 0
    reseal(at=cast.NOON)
    assert (pending(), read_each(officers)) == (0, things)


def test_a_draft_saved_meanwhile_is_not_overwritten(things, officers, monkeypatch):
    rotate_key(at=cast.NOON)
    found = act._next

    def next_and_then_gone(column, after):
        ids = found(column, after)
        if column.model is Draft:
            Draft.objects.all().delete()
        return ids

    monkeypatch.setattr(act, "_next", next_and_then_gone)
    assert reseal(at=cast.NOON).failed == []
    assert not Draft.objects.exists()


def test_a_key_is_retired_once_nothing_needs_it_and_its_files_go_with_it(things, officers):
    former, made = rotate_key(at=cast.NOON)
    kept = files()
    with pytest.raises(KeyRefused, match=r"还有 \d+ 项"):
        retire_key(former, at=LATER)
    reseal(at=cast.NOON)
    assert (files() > kept, holdings().left_files) == (True, len(kept))
    aside, removed = retire_key(former, at=LATER)
    assert (aside.parent.name, removed) == ("retired", len(kept))
    assert not files() & kept
    assert read_each(officers) == things
    entry = AuditEntry.objects.get(act="vault.retire")
    assert (entry.subject, entry.detail) == (f"key:{former}", {"removed": len(kept)})
    assert [master.name for master in keyring.read().masters.values()] == [made]


def test_a_file_no_row_names_yet_and_of_another_key_stays(things):
    former, _ = rotate_key(at=cast.NOON)
    from xiaobao.docket import cabinet

    under_way = cabinet.keep(b"of an act that is under way", about=b"attachment")
    reseal(at=cast.NOON)
    retire_key(former, at=LATER)
    assert under_way in files()


@pytest.mark.parametrize("key", ["", "ffffffff", "../../etc"])
def test_a_key_that_is_not_there_is_not_retired(things, key):
    with pytest.raises(KeyRefused, match="没有编号为") as refused:
        retire_key(key, at=LATER)
    assert refused.value.code == "VLT-004"


def test_the_current_key_is_not_retired(things):
    with pytest.raises(KeyRefused, match="正在使用"):
        retire_key(keyring.current().name, at=LATER)


def test_right_after_a_rotation_a_key_is_not_retired_for_acts_may_be_under_way(things):
    from django.utils import timezone

    former, _ = rotate_key(at=cast.NOON)
    reseal(at=cast.NOON)
    with pytest.raises(KeyRefused, match="不到10分钟"):
        retire_key(former, at=timezone.now())


def test_a_rotation_that_cannot_be_written_leaves_the_former_key_in_service_and_says_so(things, monkeypatch):
    former = keyring.current().name

    def fail(_name):
        raise KeyUnreadable("密钥文件 vault-current-key 不能正常读写（EROFS）。")

    monkeypatch.setattr("xiaobao.vault.rotation.put_in_service", fail)
    with pytest.raises(Unavailable, match="EROFS") as refused:
        rotate_key(at=cast.NOON)
    assert (refused.value.code, keyring.read().current.name) == ("VLT-003", former)
    results = AuditEntry.objects.filter(act="vault.rotate").order_by("id").values_list("result", flat=True)
    assert list(results) == ["done", "failed"]


def test_what_needs_a_retired_key_says_where_that_key_lies(things):
    former, _ = rotate_key(at=cast.NOON)
    aside_needed = bytes(Identity.objects.first().sealed)
    reseal(at=cast.NOON)
    retire_key(former, at=LATER)
    Identity.objects.filter(pk=Identity.objects.first().pk).update(sealed=aside_needed)
    assert holdings().under(former) == 1
    with pytest.raises(WrongKey, match="keys/retired"):
        unseal(aside_needed, about=b"identity")


def test_only_values_are_counted_not_their_absence(own_home, officers):
    assert (holdings().envelopes.total(), pending(), len(COLUMNS)) == (0, 0, len(COLUMNS))
