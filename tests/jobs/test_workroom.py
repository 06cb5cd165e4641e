"""Files that are read and thrown away: where they lie in plain meanwhile, and who sweeps up after a killed process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests import cast, exports
from xiaobao.docket.actions import run_import
from xiaobao.docket.actions.receive import receive
from xiaobao.home import sweep_workroom, workroom
from xiaobao.jobs.scheduler import sweep_archive


def test_only_the_owner_may_look_into_it(own_home: Path) -> None:
    assert workroom() == own_home / "tmp"
    assert workroom().stat().st_mode & 0o777 == 0o700


def test_large_uploads_wait_there() -> None:
    assert Path(settings.FILE_UPLOAD_TEMP_DIR).name == "tmp"
    assert Path(settings.FILE_UPLOAD_TEMP_DIR).parent == settings.HOME


@pytest.mark.django_db
def test_an_export_is_read_there_and_leaves_nothing(own_home: Path, officers, tmp_path, monkeypatch) -> None:
    path = exports.write(tmp_path / "业务信息.xlsx", exports.platform())
    (batch,) = receive(officer=officers["hemin"], at=cast.NOON, uploads=[(path.name, path.read_bytes())])
    read, taken_in = [], run_import.take_in
    monkeypatch.setattr(run_import, "take_in", lambda path, **how: read.append(path) or taken_in(path, **how))
    run_import.run(batch.pk)
    assert [path.parents[1] for path in read] == [own_home / "tmp"]
    assert list(workroom().iterdir()) == []


def test_what_a_killed_process_left_is_swept_by_night_and_what_is_in_use_stays(own_home: Path) -> None:
    left, used = workroom() / "import-left", workroom() / "import-used"
    for folder in (left, used):
        folder.mkdir()
        (folder / "upload.xlsx").write_text("周喆")
    (workroom() / "left.upload.jpg").write_text("周喆")
    for old in (left, workroom() / "left.upload.jpg"):
        os.utime(old, (1_000_000, 1_000_000))
    sweep_archive()
    assert list(workroom().iterdir()) == [used]
    assert sweep_workroom(used.stat().st_mtime + 1) == 1
    assert list(workroom().iterdir()) == []
