"""Imported files on screen."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from xiaobao.docket.models import ImportBatch
from xiaobao.intake.gate import Limits


@pytest.fixture
def batch(officers) -> ImportBatch:
    """A finished import with two rejected rows and a column nobody knows."""
    return ImportBatch.objects.create(
        file_name="12315业务信息.xlsx",
        sha256="a" * 64,
        system="platform_12315",
        state="done",
        started_at=cast.NOON,
        rows=120,
        created=100,
        unchanged=18,
        rejected=2,
        unknown_headers=["自定义栏"],
    )


def test_the_list_shows_what_came_of_each_file(batch, signed_in) -> None:
    page = signed_in("hemin").get("/imports/").content.decode()
    assert "12315业务信息.xlsx" in page
    assert "已完成" in page
    assert "<strong>2</strong>" in page


def test_the_result_names_unknown_columns(batch, signed_in) -> None:
    page = signed_in("hemin").get(f"/imports/{batch.pk}/").content.decode()
    assert "不认识的列" in page
    assert "自定义栏" in page
    assert "every 2s" not in page


def test_a_running_import_is_asked_about_again(batch, signed_in) -> None:
    ImportBatch.objects.update(state="running")
    client = signed_in("hemin")
    page = client.get(f"/imports/{batch.pk}/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "正在导入，已处理 120 行。" in page
    part = client.get(f"/imports/{batch.pk}/", headers={"HX-Request": "true", "HX-Target": "batch"})
    assert part.content.decode().startswith('<div id="batch"')


def test_a_refused_file_says_why(batch, signed_in) -> None:
    ImportBatch.objects.update(state="refused", message="INT-012 文件损坏，无法打开。")
    assert "INT-012 文件损坏，无法打开。" in signed_in("hemin").get(f"/imports/{batch.pk}/").content.decode()


def test_files_are_received_and_queued(signed_in) -> None:
    files = [SimpleUploadedFile("一.csv", b"a,b\n"), SimpleUploadedFile("二.csv", b"a,b\n")]
    answer = signed_in("hemin").post("/imports/", {"uploads": files})
    assert answer["Location"] == "/imports/"
    assert [b.file_name for b in ImportBatch.objects.order_by("id")] == ["一.csv", "二.csv"]


def test_one_file_leads_to_its_result(signed_in) -> None:
    answer = signed_in("hemin").post("/imports/", {"uploads": [SimpleUploadedFile("一.csv", b"a,b\n")]})
    assert answer["Location"] == f"/imports/{ImportBatch.objects.get().pk}/"


@pytest.mark.parametrize(
    ("uploads", "sentence"),
    [([], "请先选择要导入的文件。"), ([("病毒.exe", b"MZ")], "“病毒.exe”不是可以导入的文件")],
)
def test_what_cannot_be_taken_in_is_refused_with_a_sentence(uploads, sentence, signed_in) -> None:
    files = [SimpleUploadedFile(name, data) for name, data in uploads]
    answer = signed_in("hemin").post("/imports/", {"uploads": files})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("way", ["", "rejects/"])
def test_an_unknown_import_looks_absent(way, signed_in) -> None:
    assert signed_in("hemin").get(f"/imports/999/{way}").status_code == 404


@pytest.mark.parametrize("address", ["/imports/", "/imports/1/", "/imports/1/rejects/"])
def test_other_posts_are_refused(address, batch, signed_in) -> None:
    assert signed_in("chensiyuan").get(address).status_code == 403


def test_other_posts_cannot_upload(signed_in) -> None:
    answer = signed_in("chensiyuan").post("/imports/", {"uploads": [SimpleUploadedFile("一.csv", b"a\n")]})
    assert answer.status_code == 403


def test_a_file_too_large_to_read_is_refused_before_it_is_read(signed_in, monkeypatch) -> None:
    monkeypatch.setattr("xiaobao.desk.forms.upload.LIMITS", Limits(file_bytes=10))
    answer = signed_in("hemin").post("/imports/", {"uploads": [SimpleUploadedFile("一.csv", b"a" * 11)]})
    assert (answer.status_code, ImportBatch.objects.count()) == (422, 0)
    assert "文件太大，请按月份分开导出后再导入。" in answer.content.decode()
