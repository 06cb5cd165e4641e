"""The anchors outside the database: what the table alone cannot tell, they do; and they tell on themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import cast
from tests.vault.tampering import flaws, gap
from xiaobao.vault import anchors
from xiaobao.vault.anchoring import anchor, anchor_anew, refresh_head
from xiaobao.vault.errors import BrokenChain
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.verification import verified

DAY = "2026-05-20 的锚点"
HEAD = "2026-05-20T12:00:00+08:00 的锚点"
REWRITTEN = "第 {} 条之后有记录被改写、删除或者插入"


def anchored(day=cast.TODAY):
    return anchor(at=cast.NOON, day=day, post="定时任务")


@pytest.fixture
def held(trail):
    """A trail of five rows with the line of a day, the row about it, and a head."""
    anchored()
    return trail


def years(own_home, year=2026):
    return own_home / "anchors" / f"{year}.txt"


def test_nothing_is_anchored_while_there_is_nothing(database, own_home):
    assert anchored() is None
    assert refresh_head(at=cast.NOON) is None
    assert not (own_home / "anchors").exists()


def test_a_line_says_day_last_row_count_digest_and_mark(held, own_home):
    (line,) = years(own_home).read_text().splitlines()
    last = AuditEntry.objects.get(pk=held[5])
    day, entry, count, digest, mark = line.split(" ")
    assert (day, int(entry), int(count), digest) == ("2026-05-20", held[5], held[5], f"sha256:{last.digest}")
    assert len(mark) == 64
    assert anchors.lines()[0].line == line


def test_the_trail_remembers_that_it_was_anchored_and_the_head_stands_after_that(held):
    newest = AuditEntry.objects.latest("id")
    assert (newest.act, newest.subject, newest.post) == ("audit.anchored", "audit:chain", "定时任务")
    assert newest.detail == {"day": "2026-05-20", "entry": held[5], "count": held[5]}
    assert (anchors.head().entry, anchors.head().digest) == (newest.pk, newest.digest)
    assert flaws() == []


def test_lines_go_on_day_after_day_and_year_after_year(held, own_home, append):
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        append(6)
        anchored(day)
    assert [line.when for line in anchors.lines()] == ["2026-05-20", "2026-12-31", "2027-01-01"]
    assert len(years(own_home, 2027).read_text().splitlines()) == 1
    told = verified()
    assert (told.found, told.anchors, told.last_anchor.when) == (0, 3, "2027-01-01")


def test_a_chain_worked_out_anew_with_the_key_no_longer_fits_its_anchor(held):
    held.set(4, "actor_name = '苏明'")
    held.rehash(4, with_key=True)
    newest = held[5] + 1
    assert flaws() == [
        (held[5], f"与{DAY}不符：{REWRITTEN.format(0)}"),
        (newest, f"与{HEAD}不符：{REWRITTEN.format(0)}"),
    ]


def test_the_last_anchor_that_fits_says_from_where_on(held, append):
    append(6)
    anchored(date(2026, 5, 21))
    later = AuditEntry.objects.get(subject="matter:6").pk
    held.keys.append(later)
    held.set(6, "actor_name = '苏明'")
    held.rehash(6, with_key=True)
    fitting = REWRITTEN.format(held[5])
    assert flaws()[0] == (later, f"与2026-05-21 的锚点不符：{fitting}")


@pytest.mark.parametrize("forgotten", [False, True])
def test_rows_cut_off_before_the_anchor_are_missed_also_where_the_highest_number_is_forgotten(
    held, forgotten
):
    held.cut(3, forgotten=forgotten)
    assert flaws() == [
        (held[3], gap(held[3])),
        (held[3], f"{DAY}所记的第 {held[5]} 条已经不在"),
        (held[3], f"{HEAD}所记的第 {held[5] + 1} 条已经不在"),
    ]


def test_the_loss_of_rows_younger_than_the_days_line_shows_by_the_head(held, append):
    append(6)
    refresh_head(at=cast.NOON + timedelta(minutes=10))
    held.keys.append(AuditEntry.objects.latest("id").pk - 1)
    held.cut(6, forgotten=True)
    head = "2026-05-20T12:10:00+08:00 的锚点"
    assert flaws() == [(held[6], gap(held[6])), (held[6], f"{head}所记的第 {held[6] + 1} 条已经不在")]


def test_a_trail_emptied_and_begun_again_does_not_pass_for_the_old_one(held, append):
    held.cut(1, forgotten=True)
    held.run("DELETE FROM vault_auditentry")
    held.run(held._forget(held[1] - 1))
    for number in range(8):
        append(number)
    assert (held[5], f"与{DAY}不符：{REWRITTEN.format(0)}") in flaws()


@pytest.mark.parametrize(
    ("old", "new"),
    [("2026-05-20", "2026-05-19"), (" {} ", " 1 "), ("sha256:", "sm3:")],
    ids=["day", "row", "digest"],
)
def test_a_line_that_was_changed_is_found(held, own_home, old, new):
    text = years(own_home).read_text()
    changed = text.replace(old.format(held[5]), new, 1)
    assert changed != text
    years(own_home).write_text(changed)
    assert any("被改动，或者前一行被删除" in reason for _entry, reason in flaws())


def test_a_line_taken_out_of_the_middle_is_found(held, own_home, append):
    for day in (21, 22):
        append(day)
        anchored(date(2026, 5, day))
    first, second, third = years(own_home).read_text().splitlines()
    years(own_home).write_text(f"{first}\n{third}\n")
    gone = int(second.split()[1])
    found = flaws()
    assert found[0] == (int(third.split()[1]), "2026-05-22 的锚点被改动，或者前一行被删除")
    assert any(reason == f"锚点文件中缺少记到第 {gone} 条的那一行" for _entry, reason in found)


def test_the_last_line_or_the_whole_file_taken_away_is_missed_by_the_trail(held, own_home):
    years(own_home).unlink()
    assert flaws() == [(held[5] + 1, f"锚点文件中缺少记到第 {held[5]} 条的那一行")]


def test_a_head_that_was_changed_or_taken_away_is_found(held, own_home):
    path = own_home / "anchors" / "head"
    text = path.read_text()
    path.write_text(text.replace(f" {held[5] + 1} ", f" {held[5]} ", 1))
    assert (held[5], f"{HEAD}被改动") in flaws()
    path.unlink()
    assert flaws() == [(held[5] + 1, "锚点文件 head 不在了")]


def test_half_a_line_that_a_crash_has_left_is_no_flaw_and_is_not_run_into(held, own_home, append):
    with years(own_home).open("a") as file:
        file.write("2026-05-21 9")
    assert flaws() == []
    append(6)
    anchored(date(2026, 5, 21))
    assert [line.when for line in anchors.lines()] == ["2026-05-20", "2026-05-21"]
    assert flaws() == []


def test_what_is_written_stays_as_it_is(held, own_home, append):
    before = years(own_home).read_bytes()
    append(6)
    anchored(date(2026, 5, 21))
    assert years(own_home).read_bytes().startswith(before)


@pytest.mark.parametrize("write", [anchored, lambda: refresh_head(at=cast.NOON)], ids=["line", "head"])
def test_nothing_is_anchored_over_rows_that_no_longer_fit(held, own_home, write):
    held.set(4, "actor_name = '苏明'")
    held.rehash(4, with_key=True)
    kept = {path.name: path.read_bytes() for path in (own_home / "anchors").iterdir()}
    with pytest.raises(BrokenChain, match="VLT-002 审计记录与"):
        write()
    assert {path.name: path.read_bytes() for path in (own_home / "anchors").iterdir()} == kept


def test_after_a_copy_was_restored_the_anchors_begin_anew_and_the_old_ones_are_kept(held, own_home, append):
    held.cut(3, forgotten=True)
    with pytest.raises(BrokenChain):
        anchored()
    line = anchor_anew(at=cast.NOON, day=cast.TODAY, post="")
    assert (flaws(), anchors.lines()) == ([], [line])
    (aside,) = [path for path in (own_home / "anchors").iterdir() if path.is_dir()]
    assert {path.name for path in aside.iterdir()} == {"2026.txt", "head"}
    acts = list(AuditEntry.objects.order_by("-id").values_list("act", flat=True)[:2])
    assert acts == ["audit.anchored", "audit.anchors_anew"]
    append(7)
    assert flaws() == []


def test_the_anchors_may_lie_on_another_disk(trail, own_home, tmp_path, monkeypatch):
    monkeypatch.setenv("XIAOBAO_ANCHORS", str(tmp_path / "other"))
    anchored()
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["2026.txt", "head"]
    assert not (own_home / "anchors").exists()
    assert flaws() == []


def test_a_disk_that_takes_no_line_leaves_no_row_that_says_so(trail, own_home, monkeypatch):
    (own_home / "anchors").write_text("not a folder")
    with pytest.raises(OSError, match=r"exists|Not a directory"):
        anchored()
    assert AuditEntry.objects.count() == 5


def test_the_lines_of_sm3_rows_are_marked_with_sm3(trail, settings, append, own_home):
    settings.AUDIT_DIGEST = "sm3"
    append(6)
    anchored()
    assert years(own_home).read_text().split(" ")[3].startswith("sm3:")
    assert flaws() == []


def test_rows_are_read_page_by_page(held, monkeypatch):
    monkeypatch.setattr("xiaobao.vault.rows.PAGE", 2)
    held.set(4, "act = 'x'")
    assert [entry for entry, _reason in flaws()] == [held[4]]
