"""The scheme of rewards as data: what it holds, and what a file may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from xiaobao import law


def scheme():
    found = law.load().regulation("report-reward").reward
    assert found is not None
    return found


def test_the_levels_the_limits_and_when() -> None:
    found = scheme()
    assert [(one.percent, one.least) for one in found.levels] == [(5, 5000), (3, 3000), (1, 1000)]
    assert (found.most, found.with_finance) == (1_000_000, 500_000)
    assert law.load().regulation("report-reward").in_force.from_ == date(2021, 12, 1)
    assert [one.code for one in found.serious] == ["crime", "suspended", "closed", "revoked", "large_sum"]


def test_what_was_read_in_summaries_alone_says_so() -> None:
    assert scheme().confidence == law.load().regulation("report-reward").confidence == "unverified"
    assert "领取奖金的期限和逾期的后果" in scheme().not_seen
    assert law.load().regulation("report-reward").articles == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number: 2, name: 二级", "number: 5, name: 二级", "“levels”的序号应从1起连续"),
        ("percent: 3", "percent: 6", "各等级的比例应逐级降低"),
        ("least: 3000", "least: 300", "各等级的最低金额应逐级降低"),
        ("with_finance: 500000", "with_finance: 5000000", "不得高于最高金额"),
        ("number: 5, code", "number: 6, code", "“serious”的序号应从1起连续"),
        ("percent: 5", "percent: 105", "percent"),
        ("most: 1000000", "most: 0", "most"),
    ],
)
def test_a_scheme_that_cannot_be_is_found_with_file_and_line(
    tmp_path: Path, content: Path, old: str, new: str, said: str
) -> None:
    copytree(content / "law", tmp_path / "law")
    copytree(content / "calendar", tmp_path / "calendar")
    file = tmp_path / "law" / "report-reward.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    findings = law.check(tmp_path)
    assert [finding.file.name for finding in findings] == ["report-reward.yaml"]
    assert said in findings[0].reason
    assert findings[0].line > 1
