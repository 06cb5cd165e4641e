"""An edition goes out as files and comes back: what is exported is what a fresh install loads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import transaction

from tests import cast
from tests.handbook.drafting_cast import STEP, Bench
from xiaobao.handbook.actions.publish import approved, publish, stamp
from xiaobao.handbook.actions.seed_edition import seed_edition
from xiaobao.handbook.files import differences, draft_differences, export_edition
from xiaobao.handbook.models import Draft, Edition
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import Refused

ADDED = "导出以前本局写的一段。"


@pytest.fixture
def bench(officers, rulebook) -> Bench:
    return Bench(officers, rulebook)


def _publish_a_change(bench: Bench) -> Edition:
    bench.add(bench.start(), ADDED)
    Draft.objects.update(state="approved")
    return publish(
        shown=stamp(approved()), note="补充一段。", lawbook=bench.rulebook.law, today=cast.TODAY,
        **bench.by(cast.FANG_ZHOU.username),  # type: ignore[arg-type]
    )  # fmt: skip


def test_what_is_exported_is_what_a_fresh_install_loads(
    officers, rulebook, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(content, tmp_path / "content", ignore=shutil.ignore_patterns("handbook"))
    with transaction.atomic():
        edition = _publish_a_change(Bench(officers, rulebook))
        export_edition(copy / "handbook")
        export_edition(tmp_path / "first", 1)
        transaction.set_rollback(True)
    for file in (content / "handbook").glob("*/*.md"):
        exported = tmp_path / "first" / file.relative_to(content / "handbook")
        assert exported.read_bytes() == file.read_bytes()

    monkeypatch.setenv("XIAOBAO_CONTENT", str(copy))
    fresh = seed_edition(today=cast.TODAY, at=cast.NOON)

    assert fresh is not None
    assert (fresh.number, fresh.version) == (1, edition.version)
    assert ADDED in in_service().entries[STEP].text


def test_a_folder_with_other_files_of_a_handbook_is_left_alone(bench: Bench, tmp_path: Path) -> None:
    stranger = tmp_path / "steps" / "our-own.md"
    stranger.parent.mkdir()
    stranger.write_text("本局自己的", "utf-8")
    with pytest.raises(Refused, match=r"steps/our-own\.md"):
        export_edition(tmp_path)
    assert not (tmp_path / "chapters").exists()


def test_newer_files_become_drafts_and_nothing_is_published(bench: Bench, tmp_path: Path) -> None:
    export_edition(tmp_path)
    file = tmp_path / STEP
    file.write_text(file.read_text("utf-8") + "\n升级带来的一段。\n", "utf-8")
    gone = next(one for one in in_service() if one.path != STEP)
    (tmp_path / gone.path).unlink()

    found = differences(tmp_path)
    made = draft_differences(found, words="由文件导入", **bench.by())  # type: ignore[arg-type]

    assert [(one.path, one.what) for one in found] == [(STEP, "changed"), (gone.path, "removed")]
    assert [one.path for one in made] == [STEP]
    assert made[0].text.endswith("升级带来的一段。\n")
    assert [one.stands for one in differences(tmp_path)] == ["draft", ""]
    assert Edition.objects.count() == 1


def test_words_the_bureau_has_replaced_are_no_news_of_an_upgrade(
    bench: Bench, content: Path, tmp_path: Path
) -> None:
    _publish_a_change(bench)
    assert [(one.path, one.stands) for one in differences(content / "handbook", shipped=True)] == [
        (STEP, "own")
    ]
    assert [one.stands for one in differences(content / "handbook")] == [""]


def test_a_file_that_is_no_entry_is_refused_with_its_line(bench: Bench, tmp_path: Path) -> None:
    export_edition(tmp_path)
    (tmp_path / STEP).write_text("---\ntitle: [\n---\n正文\n", "utf-8")
    with pytest.raises(Refused, match=r"complaint-received\.md 第\d+行：卷首写法有误"):
        differences(tmp_path)


def test_only_the_first_edition_is_made_of_the_files(bench: Bench) -> None:
    assert seed_edition(today=cast.TODAY, at=cast.NOON) is None
