"""Files uploaded on screen: kept sealed as they came, taken in by the worker, refused politely."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests import cast, exports
from xiaobao.docket.actions.receive import receive, rejects
from xiaobao.docket.actions.run_import import run
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.models import ImportBatch, Matter
from xiaobao.refusals import BadFile, NotAllowed, NotFound
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def uploaded(own_home, officers, tmp_path):
    """何敏 uploads a workbook of these rows; the batch that waits for the worker."""

    def upload(*rows):
        path = exports.write(tmp_path / "业务信息.xlsx", *rows)
        (batch,) = receive(officer=officers["hemin"], at=cast.NOON, uploads=[(path.name, path.read_bytes())])
        return batch

    return upload


def test_an_upload_waits_sealed_for_the_worker(uploaded):
    batch = uploaded(exports.platform())
    assert (batch.state, batch.file_name, batch.by.name) == ("waiting", "业务信息.xlsx", "何敏")
    (stored,) = [path for path in archive_root().rglob("*") if path.is_file()]
    assert stored.name == batch.stored
    assert stored.read_bytes()[:2] != b"PK"
    assert Matter.objects.count() == 0
    assert AuditEntry.objects.get().act == "import.received"


def test_the_worker_takes_it_in_and_running_it_again_changes_nothing(uploaded):
    batch = uploaded(exports.platform(), exports.platform(登记编号="E2", 登记时间="前天"))
    for _ in range(2):
        run(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.rows, batch.created, batch.rejected) == ("done", 2, 1, 1)
    assert (Matter.objects.count(), ImportBatch.objects.count()) == (1, 1)
    assert Matter.objects.get().submission.batch == batch


def test_the_worker_killed_half_way_runs_it_to_the_same_end(uploaded):
    batch = uploaded(exports.platform())
    ImportBatch.objects.filter(pk=batch.pk).update(state="running", rows=1)
    run(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.rows, batch.created) == ("done", 1, 1)


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(own_home, officers):
    (batch,) = receive(officer=officers["hemin"], at=cast.NOON, uploads=[("坏.xlsx", b"not a workbook")])
    run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert batch.message.startswith("INT-")


@pytest.mark.parametrize("upload", [("说明.docx", b"x"), ("空.xlsx", b""), ("无后缀", b"x")])
def test_what_is_neither_xlsx_nor_csv_is_refused_before_anything_is_kept(own_home, officers, upload):
    good = ("好.csv", b"x")
    with pytest.raises(BadFile):
        receive(officer=officers["hemin"], at=cast.NOON, uploads=[good, upload])
    assert (ImportBatch.objects.count(), archive_root().exists()) == (0, False)


@pytest.mark.parametrize("username", ["chensiyuan", "tangyue", "admin"])
def test_only_who_may_import_uploads_or_reads_what_was_rejected(uploaded, officers, username):
    batch = uploaded(exports.platform(登记时间="前天"))
    run(batch.pk)
    with pytest.raises(NotAllowed):
        receive(officer=officers[username], at=cast.NOON, uploads=[("业务信息.xlsx", b"x")])
    with pytest.raises(NotAllowed):
        rejects(batch_id=batch.pk, officer=officers[username], at=cast.NOON)


def test_the_rejected_rows_can_be_fetched_and_the_reading_is_audited(uploaded, officers):
    batch = uploaded(exports.platform(), exports.platform(登记编号="E2", 登记时间="前天"))
    run(batch.pk)
    file = rejects(batch_id=batch.pk, officer=officers["hemin"], at=cast.NOON)
    book = openpyxl.load_workbook(io.BytesIO(file.data))
    rows = list(book.active.iter_rows(values_only=True))
    assert file.name == "业务信息.退回.xlsx"
    assert [row[0] for row in rows] == ["行号", 3]
    assert AuditEntry.objects.latest("id").act == "import.rejects_read"


def test_where_nothing_was_rejected_there_is_nothing_to_fetch(uploaded, officers):
    batch = uploaded(exports.platform())
    run(batch.pk)
    with pytest.raises(NotFound):
        rejects(batch_id=batch.pk, officer=officers["hemin"], at=cast.NOON)
