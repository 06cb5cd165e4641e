"""The archive of issued documents: stored once, under their own digest, and checked when read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from xiaobao.documents import archive
from xiaobao.documents.errors import Damaged, NotArchived


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
    with pytest.raises(OSError, match="power cut"):
        archive.put(tmp_path, b"one")
    assert files(tmp_path) == []
