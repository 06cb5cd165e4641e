from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from stdnum.cn import uscc

from tests.intake.conftest import CONTENT, TODAY, read
from xiaobao.intake import Registration, shift

SAMPLES = CONTENT / "samples"
PLATFORM, HOTLINE = SAMPLES / "12315业务信息-样例-虚构.xlsx", SAMPLES / "12345工单-样例-虚构.xlsx"
CLOSING = SAMPLES / "12315业务信息-停业样例-虚构.xlsx"


def registrations(path: Path) -> list[Registration]:
    found = list(read(path))
    assert all(isinstance(one, Registration) for one in found)
    return [one for one in found if isinstance(one, Registration)]


@pytest.mark.parametrize(
    ("path", "system", "rows"), [(PLATFORM, "platform_12315", 120), (HOTLINE, "hotline_12345", 40)]
)
def test_the_samples_read_without_a_question(path: Path, system: str, rows: int) -> None:
    reading = read(path)
    assert len(list(reading)) == rows
    assert (reading.system, reading.unknown_headers, reading.unknown_values) == (system, [], {})


def test_the_samples_show_matters_at_every_stage() -> None:
    found = registrations(PLATFORM)
    stages = Counter((one.decision, one.closed) for one in found)
    assert {
        ("", False),
        ("accepted", False),
        ("accepted", True),
        ("declined", True),
        ("not_filed", True),
        ("filed", True),
    } <= stages.keys()
    assert {one.place for one in found} == {"湖里街道", "殿前街道", "江头街道", "禾山街道", "金山街道"}
    assert len({one.office_name for one in found}) == 5
    assert {one.diversion for one in found} == {"", "odr", "green_channel"}
    assert max(one.received_at for one in found).date() == TODAY


@pytest.mark.parametrize("path", [PLATFORM, HOTLINE, CLOSING])
def test_the_people_and_enterprises_of_the_samples_are_visibly_invented(path: Path) -> None:
    for one in registrations(path):
        assert re.fullmatch(r"1390000\d{4}|139\*{4}\d{4}", one.person_phone)
        assert "样例路" in one.respondent_address
        assert not one.respondent_uscc or uscc.is_valid(one.respondent_uscc)
        assert not re.search(r"1[3-9]\d{9}", one.content)


def test_the_samples_are_what_their_generator_makes(tmp_path: Path) -> None:
    script = CONTENT.parent / "bench" / "make_samples.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    for path in (PLATFORM, HOTLINE, CLOSING):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_shifting_by_weeks_moves_every_moment_and_keeps_weekdays() -> None:
    before = registrations(HOTLINE)
    after = shift(before, 3)
    for old, new in zip(before, after, strict=True):
        assert (new.received_at - old.received_at).days == 21
        assert new.received_at.weekday() == old.received_at.weekday()
        assert [name for name, _ in new.external_due] == [name for name, _ in old.external_due]
        assert (new.closed_at is None) == (old.closed_at is None)
        assert (new.content, new.digest) == (old.content, old.digest)
    assert shift(after, -3) == before
