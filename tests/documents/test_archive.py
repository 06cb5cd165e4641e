"""The archive of issued documents: stored once, under their own digest, and checked when read."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from xiaobao.documents import archive
from xiaobao.documents.errors import Damaged, NotArchived, NotKept, Unreadable


def files(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_document_is_found_under_the_digest_of_its_bytes(tmp_path):
    digest = archive.put(tmp_path / "archive", b"%PDF")
    assert digest == hashlib.sha256(b"%PDF").hexdigest()
    assert archive.get(tmp_path / "archive", digest) == b"%PDF"


def test_storing_twice_keeps_one_file(tmp_path):
    archive.put(tmp_path, b"one")
    archive.put(tmp_path, b"one")
    assert len(files(tmp_path)) == 1


def test_a_changed_document_is_not_handed_out_and_is_mended_by_storing_it_again(tmp_path):
    digest = archive.put(tmp_path, b"one")
    files(tmp_path)[0].write_bytes(b"two")
    with pytest.raises(Damaged, match="DOC-041"):
        archive.get(tmp_path, digest)
    archive.put(tmp_path, b"one")
    assert archive.get(tmp_path, digest) == b"one"


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63])
def test_what_was_never_stored_is_said_to_be_missing(tmp_path, digest):
    with pytest.raises(NotArchived, match="DOC-040"):
        archive.get(tmp_path, digest)


def test_a_crash_before_the_rename_leaves_no_document_and_no_litter(tmp_path, monkeypatch):
    def fail(self, target):
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(NotKept, match="DOC-042"):
        archive.put(tmp_path, b"one")
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘已满"), (errno.EDQUOT, "磁盘已满"), (errno.EROFS, "EROFS")]
)
def test_what_the_disk_has_against_a_document_is_said_in_a_sentence(tmp_path, monkeypatch, number, said):
    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(NotKept, match=said):
        archive.put(tmp_path, b"one")
    assert files(tmp_path) == []


def test_a_folder_that_is_none_can_be_neither_written_nor_read(tmp_path):
    (tmp_path / "archive").write_text("a file in its place")
    with pytest.raises(NotKept, match="不能正常读写"):
        archive.put(tmp_path / "archive", b"one")
    with pytest.raises(Unreadable, match="DOC-043"):
        archive.get(tmp_path / "archive", "0" * 64)


def test_what_a_killed_process_left_half_written_is_swept_and_nothing_else(tmp_path):
    digest = archive.put(tmp_path, b"one")
    old, fresh = tmp_path / digest[:2] / ".writing-old", tmp_path / digest[:2] / ".writing-fresh"
    for path, written in ((old, 1_000), (fresh, 2_000), (tmp_path / digest[:2] / digest, 1_000)):
        path.touch()
        os.utime(path, (written, written))
    assert archive.sweep(tmp_path, 1_500) == 1
    assert (old.exists(), fresh.exists(), archive.get(tmp_path, digest)) == (False, True, b"one")
    assert archive.sweep(tmp_path / "absent", 1_500) == 0
