"""The settings of the steps: read by name, and a mistake is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaobao.law import MalformedContent
from xiaobao.mining.settings import Strict, check, read


class Counting(Strict):
    """Settings with one number."""

    note: str
    most: int


def written(folder: Path, text: str) -> Path:
    """Write the settings of a step called counting; return the content folder."""
    (folder / "mining").mkdir()
    (folder / "mining/counting.yaml").write_text(text, encoding="utf-8")
    return folder


def test_settings_are_read_by_the_name_of_their_step(tmp_path: Path) -> None:
    assert read(written(tmp_path, "note: 示例\nmost: 3\n"), "counting", Counting).most == 3


def test_what_settings_do_not_know_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(MalformedContent) as refused:
        read(written(tmp_path, "note: 示例\nmost: 3\nleast: 1\n"), "counting", Counting)
    assert (refused.value.file.name, refused.value.line) == ("counting.yaml", 3)


def test_a_step_without_settings_is_told_by_name(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {"counting": Counting})
    assert "counting" in found.reason
