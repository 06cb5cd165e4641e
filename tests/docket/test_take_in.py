"""Taking in an export: every row is accounted for, and repeating changes nothing."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import openpyxl
import pytest
from django.apps import apps
from django.db import connection

from tests import cast, exports
from xiaobao import intake
from xiaobao.docket.actions.take_in import import_path
from xiaobao.docket.models import Clock, HeldChange, ImportBatch, Matter
from xiaobao.vault.identities import reveal
from xiaobao.vault.models import AuditEntry

SECOND = {"登记编号": "13502062026051800000002", "提供方姓名": "周喆", "提供方联系方式": "13900000002"}
UNREADABLE = {"登记编号": "13502062026051800000003", "登记时间": "前天上午"}
OLD = {"登记编号": "13502062019123100000004", "登记时间": "2019-12-31 09:00:00"}


def counts(tally):
    return {name: count for name, count in tally.counts().items() if count}


def test_every_row_is_created_rejected_or_known_as_a_repetition(taken_in):
    tally = taken_in(
        exports.platform(),
        exports.platform(**SECOND),
        exports.platform(),
        exports.platform(**UNREADABLE),
        exports.platform(**OLD),
    )
    assert tally.system == "platform_12315"
    assert counts(tally) == {"rows": 5, "created": 2, "duplicates": 1, "rejected": 2}
    assert Matter.objects.count() == 2


def test_a_row_from_before_both_regulations_is_rejected_with_the_laws_own_code(taken_in):
    tally = taken_in(exports.platform(**OLD))
    (rejection,) = tally.rejections
    assert (rejection.row, rejection.code[:4]) == (2, "LAW-")
    assert "2019" in rejection.reason
    assert Matter.objects.count() == 0


def test_the_same_number_with_other_words_in_one_file_goes_to_a_person(taken_in):
    tally = taken_in(exports.platform(), exports.platform(具体问题="另一件事。"))
    assert counts(tally) == {"rows": 2, "created": 1, "rejected": 1}
    assert [row.code for row in tally.rejections] == ["INT-410"]


def test_taking_the_same_file_in_again_changes_no_row_but_its_own_batch_and_audit(taken_in, dump):
    rows = (
        exports.platform(**exports.SETTLED),
        exports.platform(**SECOND),
        exports.platform(**UNREADABLE),
    )
    own = ("docket_importbatch", "vault_auditentry")
    taken_in(*rows)
    before = dump(*own)
    tally = taken_in(*rows)
    assert counts(tally) == {"rows": 3, "unchanged": 2, "rejected": 1}
    assert dump(*own) == before


@pytest.mark.parametrize("system", sorted(exports.SAMPLES))
def test_the_shipped_samples_come_in_whole_and_a_second_time_nothing_changes(system, officers, dump):
    at = cast.at("2026-11-20", "18:00")
    first, rejects = import_path(exports.SAMPLES[system], at=at, by=None)
    before = dump("docket_importbatch", "vault_auditentry")
    again, _ = import_path(exports.SAMPLES[system], at=at, by=None)
    rows = {"platform_12315": 120, "hotline_12345": 40}[system]
    assert (counts(first), rejects) == ({"rows": rows, "created": rows}, None)
    assert counts(again) == {"rows": rows, "unchanged": rows}
    assert dump("docket_importbatch", "vault_auditentry") == before


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(taken_in, dump):
    taken_in(exports.platform())
    before = dump()
    tally = taken_in(
        exports.platform(**exports.ACCEPTED),
        exports.platform(**SECOND),
        exports.platform(**UNREADABLE),
        dry_run=True,
    )
    assert counts(tally) == {"rows": 3, "created": 1, "updated": 1, "rejected": 1}
    assert dump() == before


def test_a_dry_run_tells_of_what_would_be_held(taken_in, dump):
    taken_in(exports.platform())
    before = dump()
    tally = taken_in(exports.platform(登记时间="2026-05-19 09:30:00"), dry_run=True)
    assert (counts(tally), HeldChange.objects.count()) == ({"rows": 1, "held": 1}, 0)
    assert dump() == before


def test_the_batch_and_its_audit_row_keep_what_came_of_the_file(taken_in, officers):
    taken_in(exports.platform(), exports.platform(**UNREADABLE))
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.system, batch.state) == ("业务信息.xlsx", "platform_12315", "done")
    assert (batch.rows, batch.created, batch.rejected, batch.by.name) == (2, 1, 1, "何敏")
    entry = AuditEntry.objects.get(act="import")
    assert (entry.subject, entry.actor_name, entry.detail["created"]) == (f"batch:{batch.pk}", "何敏", 1)
    assert entry.detail["sha256"] == batch.sha256


def test_every_event_of_an_imported_matter_names_the_file_it_came_from(taken_in):
    taken_in(exports.platform(**exports.SETTLED))
    events = Matter.objects.get().events.all()
    assert [(event.verb, event.batch.file_name, event.actor) for event in events] == [
        (verb, "业务信息.xlsx", None) for verb in ("register", "accept", "settle", "close")
    ]


def test_rejected_rows_lie_in_a_workbook_beside_the_input_with_row_and_reason(officers, tmp_path):
    path = exports.write(
        tmp_path / "业务信息.xlsx",
        exports.platform(),
        exports.platform(**UNREADABLE),
        exports.platform(**OLD),
    )
    tally, rejects = import_path(path, at=cast.NOON, by=None)
    assert rejects == tmp_path / "业务信息.rejected.xlsx"
    book = openpyxl.load_workbook(rejects)
    header, *rows = list(book.active.iter_rows(values_only=True))
    book.close()
    assert header[:3] == ("行号", "原因", "代码")
    assert [row[0] for row in rows] == [3, 4]
    assert [(row[1], row[2]) for row in rows] == [(one.reason, one.code) for one in tally.rejections]


def test_an_unknown_layout_asks_and_takes_nothing_in(officers, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙", "丙"])
    book.active.append(["1", "2", "3"])
    path = tmp_path / "不知名.xlsx"
    book.save(path)
    with pytest.raises(intake.IntakeError) as refused:
        import_path(path, at=cast.NOON, by=None)
    assert (refused.value.code, refused.value.unknown_headers) == ("INT-101", ["甲", "乙", "丙"])
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.rows, Matter.objects.count()) == ("refused", 0, 0)
    assert "INT-101" in batch.message


def test_columns_no_mapping_names_are_asked_about_and_kept_with_the_matter(taken_in):
    tally = taken_in(exports.platform(天气="晴"))
    assert tally.unknown_headers == ["天气"]
    assert Matter.objects.get().submission.extra["天气"] == "晴"


def test_a_work_order_comes_in_with_the_hotlines_deadlines(taken_in):
    taken_in(exports.hotline(受理情况="受理", 状态="办理中"))
    assert dict(Clock.objects.values_list("clock", "due_earliest")) == {
        "hotline.city": date(2026, 5, 25),
        "hotline.district": date(2026, 5, 22),
        "complaint.acceptance": date(2026, 5, 27),
        "complaint.mediation": date(2026, 7, 17),
    }


def test_more_rows_than_one_transaction_holds_are_numbered_without_a_gap(officers, tmp_path):
    rows = [exports.platform(登记编号=f"135020620260518{n:08d}") for n in range(1205)]
    told = []
    tally, _ = import_path(
        exports.write(tmp_path / "大表.xlsx", *rows), at=cast.NOON, by=None, progress=told.append
    )
    assert (counts(tally), told) == ({"rows": 1205, "created": 1205}, [1000, 1205])
    numbers = Matter.objects.order_by("id").values_list("number", flat=True)
    assert list(numbers) == [f"湖消〔2026〕{n:06d}" for n in range(1, 1206)]


@pytest.mark.parametrize("column", ["通讯地址", "身份证号", "投诉人电子邮箱", "家庭住址"])
def test_a_column_about_the_person_is_sealed_with_the_person_and_readable_nowhere(taken_in, column):
    taken_in(exports.platform(**{column: "假想的350203199001010000"}))
    matter = Matter.objects.get()
    assert column not in matter.submission.extra
    assert reveal(matter.parties.get().identity).more == {column: "假想的350203199001010000"}
    assert b"350203199001010000" not in connection.connection.serialize()


def test_an_upgrade_says_of_matters_taken_in_before_why_no_clock_runs(taken_in):
    taken_in(exports.platform(**exports.SETTLED | {"办理情况状态": "办理中", "办结日期": ""}))
    before = Matter.objects.get()
    Matter.objects.update(unclocked="")
    import_module("xiaobao.docket.migrations.0004_why_no_clock").say_why(apps, None)
    after = Matter.objects.get()
    assert (after.is_open, after.has_running_clock) == (True, False)
    assert after.unclocked == before.unclocked == "已达成调解，等待履行情况和归档办结"
