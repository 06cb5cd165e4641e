"""Whatever is done to a row, and wherever rows are missing, it is found, and where; on both databases."""

from __future__ import annotations

import pytest

from tests.vault.tampering import EDITED, UNLINKED, UNMARKED, flaws, gap
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.verification import verified

BLANK = "0" * 64


def test_an_untouched_trail_holds(trail):
    told = verified()
    assert (told.entries, told.found, told.flaws, told.first) == (5, 0, [], None)


def test_every_column_has_its_edit_below():
    columns = {field.column for field in AuditEntry._meta.concrete_fields}
    assert {change.split(" ")[0] for change, _ in EDITS} | {"id"} == columns


EDITS = [
    ("at = '2026-05-20 04:00:01'", [(3, EDITED)]),
    ("actor_id = NULL", [(3, EDITED)]),
    ("actor_name = '苏明'", [(3, EDITED)]),
    ("act = 'matter.accept'", [(3, EDITED)]),
    ("subject = 'matter:9'", [(3, EDITED)]),
    ("""detail = '{"number": "湖消〔2026〕000003", "次": 4}'""", [(3, EDITED)]),
    ("detail = '{}'", [(3, EDITED)]),
    ("address = '10.0.0.8'", [(3, EDITED)]),
    ("address = ''", [(3, EDITED)]),
    ("post = '所长（单位负责人）'", [(3, EDITED)]),
    ("result = 'refused'", [(3, EDITED)]),
    ("result = ''", [(3, EDITED)]),
    ("hashing = 'sm3'", [(3, EDITED), (3, UNMARKED)]),
    ("hashing = 'md5'", [(3, "没有“md5”这种摘要算法")]),
    ("hashing = ''", [(3, "没有鉴别码的旧式记录出现在有鉴别码之后"), (3, EDITED)]),
    (f"mac = '{BLANK}'", [(3, UNMARKED)]),
    ("mac = ''", [(3, UNMARKED)]),
    (f"previous = '{BLANK}'", [(3, UNLINKED), (3, EDITED)]),
    (f"digest = '{BLANK}'", [(3, EDITED), (3, UNMARKED), (4, UNLINKED)]),
]


@pytest.mark.parametrize(("change", "found"), EDITS, ids=[change for change, _ in EDITS])
def test_an_edit_of_any_column_is_found_at_its_row(trail, change, found):
    trail.set(3, change)
    assert flaws() == [(trail[place], reason) for place, reason in found]
    assert verified().first.entry == trail[3]


def test_another_number_for_a_row_is_found_where_it_stood(trail):
    trail.set(3, "id = 900")
    found = flaws()
    assert found[0] == (trail[4], gap(trail[2]))
    assert (900, EDITED) in found


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("change", ["act = 'x'", "actor_name = 'x'"])
def test_the_first_and_the_last_row_are_no_safer_to_edit(trail, place, change):
    trail.set(place, change)
    assert flaws() == [(trail[place], EDITED)]


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_a_removed_row_leaves_a_gap(trail, place):
    trail.remove(place)
    after = trail[place + 1]
    assert flaws() == [(after, gap(trail[place] - 1)), (after, UNLINKED)]


@pytest.mark.parametrize("after", [1, 3, 4])
def test_rows_cut_off_at_the_end_are_missed(trail, after):
    trail.cut(after, forgotten=False)
    assert flaws() == [(trail[after], gap(trail[after]))]


def test_rows_cut_off_stay_missed_when_others_follow(trail, append):
    trail.cut(3, forgotten=False)
    append(6)
    assert flaws() == [(trail[5] + 1, gap(trail[3]))]


def test_an_emptied_trail_is_missed(trail):
    trail.run("DELETE FROM vault_auditentry")
    assert flaws() == [(0, gap(0))]


def test_a_row_inserted_at_the_end_is_found(trail):
    trail.copy(5, trail[5] + 1)
    assert flaws() == [(trail[5] + 1, UNLINKED), (trail[5] + 1, EDITED)]


def test_a_row_inserted_before_the_first_is_found(trail):
    trail.copy(1, trail[1] - 7)
    assert flaws()[0] == (trail[1] - 7, gap(0))


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 5), (4, 5)])
def test_two_rows_swapped_are_found_from_the_first_on(trail, one, other):
    trail.swap(one, other)
    found = flaws()
    assert found[0] == (trail[one], UNLINKED)
    assert (trail[one], EDITED) in found
    assert (trail[other], EDITED) in found


@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_chain_worked_out_anew_without_the_key_is_found_at_its_first_row(trail, place):
    trail.set(place, "actor_name = '苏明'")
    trail.rehash(place, with_key=False)
    assert flaws() == [(key, UNMARKED) for key in trail.keys[place - 1 :]]


def test_a_row_taken_out_and_the_rest_renumbered_without_the_key_is_found(trail):
    trail.remove(3)
    trail.run(
        f"UPDATE vault_auditentry SET id = {trail[3]} WHERE id = {trail[4]}",
        f"UPDATE vault_auditentry SET id = {trail[4]} WHERE id = {trail[5]}",
    )
    trail.rehash(3, with_key=False)
    trail.cut(4, forgotten=True)
    assert flaws() == [(trail[3], UNMARKED), (trail[4], UNMARKED)]


def test_a_row_nobody_can_read_is_named_and_does_not_stop_the_walk(trail):
    if trail.database == "postgresql":
        pytest.skip("PostgreSQL lets no such value in")
    trail.set(2, "at = 'yesterday'")
    trail.set(3, "actor_name = x'ff00'")
    trail.set(4, "act = CAST(x'ff' AS TEXT)")
    assert flaws() == [(trail[place], "记录无法读取") for place in (2, 3, 4)]


def test_a_thousand_flaws_are_listed_and_all_are_counted(trail, append, monkeypatch):
    monkeypatch.setattr("xiaobao.vault.verification.MOST", 2)
    trail.rehash(1, with_key=False)
    trail.run(f"UPDATE vault_auditentry SET mac = '{BLANK}'")
    told = verified()
    assert (told.found, [flaw.entry for flaw in told.flaws]) == (5, trail.keys[:2])


def test_without_the_key_it_is_said_from_where_on_nothing_can_be_told(trail, own_home):
    (own_home / "keys" / "audit-key").unlink()
    trail.set(4, "act = 'x'")
    assert flaws() == [
        (trail[1], "没有找到审计密钥（keys/audit-key），自这一条起不能核对鉴别码"),
        (trail[4], EDITED),
    ]
    assert not (own_home / "keys" / "audit-key").exists()
