"""One text looked up among those of an index, and what a writer that is killed leaves."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.mining.near_copy_cast import SPOILT, invented
from xiaobao.mining.lookup import Index, Likely, UnreadableIndex
from xiaobao.mining.shingles import Texts, overlaps

TEXTS = invented(400)


def _find(index: Index, text: str) -> list[Likely]:
    return index.open().find(text, likeness=0.6, most=5)


def test_a_text_of_the_index_is_found_with_its_likeness(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.write(range(1000, 1400), TEXTS)
    asked = TEXTS[20] + "！！"
    found = _find(index, asked)
    assert found[0].id == 1020
    both = Texts.of([TEXTS[20], asked])
    assert found[0].likeness == overlaps(both, np.array([0]), np.array([1])).likeness()[0]
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_a_text_like_none_finds_nothing_and_neither_does_an_empty_one(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    assert _find(index, SPOILT) == []
    index.write(range(400), TEXTS)
    assert _find(index, SPOILT) == []
    assert _find(index, "") == []


def test_what_is_added_is_found_beside_what_was_there(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.write(range(400), TEXTS)
    index.append([900], [SPOILT])
    assert _find(index, SPOILT) == [Likely(900, 1.0)]
    assert Likely(7, 1.0) in _find(index, TEXTS[7])


def test_a_text_told_anew_counts_as_it_is_told_now(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.write(range(400), TEXTS)
    index.append([20], [SPOILT])
    assert 20 not in [one.id for one in _find(index, TEXTS[20])]
    assert _find(index, SPOILT) == [Likely(20, 1.0)]


def test_many_additions_are_put_together_and_nothing_is_lost(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.write([0], [TEXTS[0]])
    for at in range(1, 20):
        index.append([at], [TEXTS[at]])
    index.append([3], [SPOILT])
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) <= 8
    for at in (0, 1, 2, *range(4, 20)):
        assert Likely(at, 1.0) in _find(index, TEXTS[at])
    assert _find(index, SPOILT) == [Likely(3, 1.0)]


def test_whoever_reads_keeps_what_was_there_while_it_is_replaced(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.write(range(400), TEXTS)
    reader = index.open()
    index.write([900], [SPOILT])
    assert Likely(7, 1.0) in reader.find(TEXTS[7], likeness=0.6, most=5)
    assert _find(index, TEXTS[7]) == []


def test_a_writer_killed_before_the_list_is_replaced_leaves_the_former_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index(folder).write(range(400), TEXTS)
    killed = (
        "import os, signal, sys; from pathlib import Path; from xiaobao.mining import lookup\n"
        "lookup.Index._list = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"lookup.Index(Path(sys.argv[1])).write([1], [{SPOILT!r}])"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(folder)], check=False, env={**os.environ})
    assert ended.returncode == -signal.SIGKILL
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2
    assert Likely(7, 1.0) in _find(Index(folder), TEXTS[7])
    assert _find(Index(folder), SPOILT) == []
    Index(folder).write([1], [SPOILT])
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


def test_no_text_lies_in_the_files_and_only_the_owner_may_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index(folder).write([1], [SPOILT])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in (path for path in folder.rglob("*") if path.is_file()):
        held = path.read_bytes()
        assert SPOILT[:3].encode() not in held
        assert SPOILT[:3].encode("utf-32-le") not in held


def test_an_index_of_another_scheme_or_a_damaged_list_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index(folder).write([1], [SPOILT])
    for held in (
        '{"scheme": 0, "segments": []}',
        '{"scheme": 1, "segm',
        '{"scheme": 1, "segments": ["000009"]}',
    ):
        (folder / "index.json").write_text(held, encoding="ascii")
        with pytest.raises(UnreadableIndex, match="请重新建立"):
            Index(folder).open()


def test_ids_and_texts_have_to_be_as_many(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 ids for 1 texts"):
        Index(tmp_path / "index").write([1, 2], [SPOILT])
