"""The audit trail: written with the act or not at all; what a row says, and what it is bound with."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests import cast
from tests.vault.tampering import EDITED, Tampering, flaws
from xiaobao.vault.audit import GENESIS, record, run_by
from xiaobao.vault.audit_key import audit_key, marked_since
from xiaobao.vault.chain import digest_of, mac_of
from xiaobao.vault.errors import KeyUnreadable, NotRecorded
from xiaobao.vault.models import AuditEntry

OLD_STYLE = "没有鉴别码的旧式记录出现在有鉴别码之后"


def test_an_empty_trail_holds(database, own_home):
    assert flaws() == []


def test_a_row_says_who_by_which_post_what_on_what_with_what_result_from_where(database, append):
    entry = append(1, result="refused")
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.actor_name, kept.post, kept.act, kept.subject, kept.result, kept.address) == (
        "陈思远",
        "承办岗",
        "matter.read",
        "matter:1",
        "refused",
        "10.0.0.7",
    )
    assert (kept.at, kept.detail) == (cast.NOON, {"number": "湖消〔2026〕000001", "次": 1})


def test_the_first_row_names_none_before_it_and_each_other_the_one_before(trail):
    rows = list(AuditEntry.objects.order_by("id"))
    assert [row.previous for row in rows] == [GENESIS, *(row.digest for row in rows[:-1])]
    assert {(len(row.digest), len(row.mac), row.hashing) for row in rows} == {(64, 64, "sha256")}


def test_the_mark_needs_a_key_that_is_not_in_the_database(database, append, own_home):
    entry = append(1)
    key = own_home / "keys" / "audit-key"
    assert (key.stat().st_mode & 0o777, len(bytes.fromhex(key.read_text()))) == (0o600, 32)
    assert entry.mac == mac_of(entry.digest, "sha256", audit_key())
    assert entry.mac != mac_of(entry.digest, "sha256", bytes(32))


def test_a_key_that_is_lost_is_not_replaced_and_nothing_is_recorded_without_it(database, append, own_home):
    append(1)
    (own_home / "keys" / "audit-key").unlink()
    audit_key.__globals__["_made"].cache_clear()
    with pytest.raises(KeyUnreadable, match="密钥文件 audit-key 不见了"):
        append(2)
    assert AuditEntry.objects.count() == 1


def test_rows_may_be_bound_with_sm3_and_one_trail_with_both(database, append, settings):
    append(1)
    settings.AUDIT_DIGEST = "sm3"
    entry = append(2)
    settings.AUDIT_DIGEST = "sha256"
    append(3)
    assert (entry.hashing, len(entry.digest), flaws()) == ("sm3", 64, [])


def test_sm3_is_the_sm3_of_the_standard():
    from xiaobao.vault.chain import _hashed

    # GB/T 32905-2016, appendix A.1
    assert _hashed(b"abc", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_digest_that_is_none_is_refused_when_the_program_starts(own_home, monkeypatch):
    monkeypatch.setenv("XIAOBAO_DIGEST", "md5")
    command = [sys.executable, "-m", "xiaobao", "audit", "verify"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "XIAOBAO_DIGEST 只能是 sha256 或者 sm3，不能是“md5”。" in found.stderr
    assert "Traceback" not in found.stderr


def test_what_acts_by_itself_is_called_the_system_and_says_what_ran_it(db, append):
    assert append(1, actor=None, post="").actor_name == "系统"
    with run_by("定时任务"):
        assert append(2, actor=None, post="").post == "定时任务"
        assert append(3).post == "承办岗"
    assert append(4, actor=None, post="").post == ""


def test_more_posts_than_fit_are_cut_and_the_act_goes_on(database, append):
    assert len(append(1, post="、".join(["消保科负责人"] * 40)).post) == 128
    assert flaws() == []


def test_moments_in_any_zone_are_bound_alike(database, append):
    append(1, at=cast.NOON.astimezone(tz=None) + timedelta(microseconds=1))
    assert flaws() == []


def test_a_row_undone_with_its_act_leaves_no_trace_and_no_gap(trail, append):
    with transaction.atomic():
        append(6)
        transaction.set_rollback(True)
    append(7)
    assert (AuditEntry.objects.count(), flaws()) == (6, [])


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record(act="matter.read", subject="matter:1", at=cast.NOON, actor=None)
    assert AuditEntry.objects.count() == 0


def test_a_row_the_database_refuses_is_an_error_with_a_sentence(db, append):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER shut BEFORE INSERT ON vault_auditentry BEGIN SELECT RAISE(ABORT, 'shut'); END"
        )
    with pytest.raises(NotRecorded, match="VLT-005 审计记录写不进去"):
        append(1)
    assert AuditEntry.objects.count() == 0


def before(entry):
    """Put a row back as one was written before there were posts, results and marks."""
    entry.hashing = entry.post = entry.result = entry.mac = ""
    entry.digest = digest_of(entry)
    return (
        f"UPDATE vault_auditentry SET hashing = '', post = '', result = '', mac = '', digest = '{entry.digest}',"
        f" previous = '{entry.previous}' WHERE id = {entry.pk}"
    )


@pytest.fixture
def grown(database, append, own_home):
    """Three rows as they were written before, then two as they are now."""
    rows = [append(number) for number in range(1, 4)]
    old = Tampering(database, [row.pk for row in rows])
    for place, row in enumerate(rows):
        row.previous = rows[place - 1].digest if place else GENESIS
        old.run(before(row))
    rows += [append(number) for number in range(4, 6)]
    (own_home / "keys" / "audit-since").write_text(str(rows[3].pk))
    return Tampering(database, [row.pk for row in rows])


def test_rows_from_before_still_hold_by_what_they_were_bound_with(grown):
    assert flaws() == []
    assert set(AuditEntry.objects.values_list("hashing", "post")) == {("", ""), ("sha256", "承办岗")}


@pytest.mark.parametrize(
    "change",
    ["act = 'x'", "actor_name = 'x'", "address = 'x'", "post = 'x'", "result = 'done'", "mac = 'x'"],
)
def test_an_edit_of_a_row_from_before_is_found_also_where_its_digest_does_not_reach(grown, change):
    grown.set(2, change)
    assert flaws() == [(grown[2], EDITED)]


def test_a_row_of_the_old_kind_among_the_new_is_found(grown):
    entry = AuditEntry.objects.get(pk=grown[5])
    grown.run(before(entry))
    assert flaws() == [(grown[5], OLD_STYLE)]


def test_a_whole_trail_written_anew_in_the_old_kind_is_found(trail):
    previous = GENESIS
    for entry in AuditEntry.objects.order_by("id"):
        entry.actor_name, entry.previous = "苏明", previous
        trail.run(f"UPDATE vault_auditentry SET actor_name = '苏明' WHERE id = {entry.pk}", before(entry))
        previous = entry.digest
    assert flaws() == [(key, OLD_STYLE) for key in trail.keys]
    assert marked_since() == trail[1]
