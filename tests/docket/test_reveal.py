"""Seeing who reported: recorded and committed before anything is opened, and only by who has to."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError

from tests import cast, desk_cast
from tests.docket import reveal_cast
from tests.docket.reveal_cast import WHY, ZHOU, asked, handed_to, look, party_of, trail
from xiaobao.docket.actions import reveal as room
from xiaobao.docket.actions.attach import attach
from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.actions.reveal import (
    Revealed,
    reveal,
    reveal_attachment,
    reveal_document,
    reveal_original,
)
from xiaobao.docket.models import Attachment, Case, Check, Document, Look, Matter, Submission
from xiaobao.refusals import NotFound, Refused, Unavailable
from xiaobao.vault import audit, identities
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal
from xiaobao.vault.texts import keep_text

SEES_REPORTER = {"chensiyuan"}
SEES_COMPLAINANT = {"chensiyuan", "wenlan", "suming", "luyiheng"}


@pytest.fixture
def report(register, officers) -> int:
    """周喆's report, in 陈思远's hands."""
    return handed_to(officers["chensiyuan"], register(cast.report()))


def test_the_handler_sees_name_and_phone(officers, report) -> None:
    assert look(officers["chensiyuan"], report) == Revealed("周喆", "13900000002", {})


def test_the_row_says_who_when_what_for_and_names_nobody(officers, report) -> None:
    look(officers["chensiyuan"], report)
    (row,) = AuditEntry.objects.filter(act="identity.revealed")
    assert (row.subject, row.actor_name, row.at, row.address, row.result) == (
        f"party:{party_of(report)}",
        "陈思远",
        cast.NOON,
        "10.0.0.8",
        "done",
    )
    assert row.post == "承办岗"
    assert row.detail == {"number": Matter.objects.get(pk=report).number, "purpose": "contact"}


def test_the_words_are_sealed_beside_the_row(officers, report) -> None:
    look(officers["chensiyuan"], report, words=f"{WHY}举报人周喆，13900000002。")
    kept = Look.objects.get()
    assert (kept.entry.act, kept.matter_id, kept.purpose) == ("identity.revealed", report, "contact")
    assert unseal(bytes(kept.sealed), about=b"look").decode().endswith("13900000002。")
    held = json.dumps(list(AuditEntry.objects.values_list("detail", flat=True)), ensure_ascii=False)
    assert not any(part in held for part in (*ZHOU, "核实"))


def test_the_row_is_there_before_anything_is_opened(officers, report, monkeypatch) -> None:
    def opened(identity):
        assert trail() == [("identity.revealed", "done", "陈思远", f"party:{party_of(report)}")]
        return identities.Person("周喆")

    monkeypatch.setattr(room.identities, "reveal", opened)
    assert look(officers["chensiyuan"], report).name == "周喆"


def test_the_row_is_committed_before_anything_is_opened(
    transactional_db, officers, report, monkeypatch
) -> None:
    from django.db import connection

    seen = []
    monkeypatch.setattr(room.identities, "reveal", lambda _: seen.append(connection.in_atomic_block))
    with pytest.raises(AttributeError):
        look(officers["chensiyuan"], report)
    assert seen == [False]
    assert len(trail("identity.revealed")) == 1


def test_when_the_row_cannot_be_written_nothing_is_opened(officers, report, monkeypatch) -> None:
    def full(**_):
        error = OperationalError("database or disk is full")
        error.__cause__ = type("Full", (Exception,), {"sqlite_errorcode": 13})()
        raise error

    monkeypatch.setattr(audit, "record", full)
    monkeypatch.setattr(room.identities, "reveal", reveal_cast.never)
    with pytest.raises(Unavailable, match="磁盘已满"):
        look(officers["chensiyuan"], report)
    assert (trail(), Look.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"purpose": "curiosity"}, ["purpose"]),
        ({"words": "看看"}, ["words"]),
        ({"words": "长" * 2001}, ["words"]),
        ({"confirmed_at": None}, ["confirmed_at"]),
        ({"confirmed_at": cast.at("2026-05-20", "11:54")}, ["confirmed_at"]),
    ],
)
def test_a_refused_attempt_is_recorded_and_shows_nothing(changes, why, officers, report, monkeypatch) -> None:
    monkeypatch.setattr(room.identities, "reveal", reveal_cast.never)
    with pytest.raises(Refused) as refusal:
        look(officers["chensiyuan"], report, **changes)
    assert list(refusal.value.fields) == why
    assert trail() == [("identity.refused", "refused", "陈思远", f"party:{party_of(report)}")]
    detail = AuditEntry.objects.get(act="identity.refused").detail
    assert detail["why"] == why
    assert detail["purpose"] in ("contact", "")


def test_who_has_nothing_to_do_with_the_report_is_turned_away_on_record(
    officers, report, monkeypatch
) -> None:
    monkeypatch.setattr(room.identities, "reveal", reveal_cast.never)
    with pytest.raises(Refused, match="只有本件的承办人"):
        look(officers["wenlan"], report)
    with pytest.raises(NotFound):
        look(officers["lian"], report)
    assert [(who, subject) for _, _, who, subject in trail("identity.refused")] == [
        ("温岚", f"party:{party_of(report)}"),
        ("黎安", f"party:{party_of(report)}"),
    ]


def test_what_is_not_there_leaves_no_row(officers, report) -> None:
    given = asked(officers["chensiyuan"])
    for attempt in (
        lambda: reveal(matter_id=report, party_id=99_999, **given),
        lambda: reveal(matter_id=99_999, party_id=party_of(report), **given),
        lambda: reveal_document(document_id=99_999, form="pdf", **given),
        lambda: reveal_attachment(attachment_id=99_999, **given),
        lambda: reveal_original(matter_id=99_999, **given),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert trail() == []


@pytest.mark.parametrize("officer", [one.username for one in cast.OFFICERS])
def test_of_all_officers_only_the_handler_sees_a_reporter(officer, officers, report) -> None:
    assert sees(officers[officer], report) is (officer in SEES_REPORTER)


@pytest.mark.parametrize("officer", [one.username for one in cast.OFFICERS])
def test_a_complainant_is_seen_by_whoever_may_decide_on_the_complaint(officer, officers, register) -> None:
    assert sees(officers[officer], register()) is (officer in SEES_COMPLAINANT)


@pytest.mark.parametrize("officer", [one.username for one in cast.OFFICERS])
def test_an_insider_is_seen_by_nobody_without_a_release(officer, officers, register) -> None:
    key = handed_to(officers["chensiyuan"], register(cast.report()), guarded=True)
    assert sees(officers[officer], key) is False


def test_the_officers_of_the_case_see_the_reporter_too(officers, report) -> None:
    Case.objects.create(
        matter_id=report, number="湖市监案〔2026〕1号", filed_on=cast.TODAY, officers=["温岚"]
    )
    assert sees(officers["wenlan"], report)
    assert not sees(officers["suming"], report)


def test_nobody_comes_to_be_assigned_by_writing_down_their_own_name(officers, register) -> None:
    key = register(cast.report())
    Check.objects.create(
        matter_id=key, on=cast.TODAY, officers=["陈思远", "温岚"], way="on_site", found="x",
        by=officers["chensiyuan"].user,
    )  # fmt: skip
    assert not sees(officers["chensiyuan"], key)
    version = Matter.objects.get(pk=key).version
    entrust(matter_id=key, version=version, officer=officers["suming"], at=cast.NOON, handler="chensiyuan")
    assert sees(officers["chensiyuan"], key)
    assert not sees(officers["wenlan"], key)


def test_the_words_as_they_came_are_opened_the_same_way(officers, report) -> None:
    kept = keep_text("本人周喆，该店销售过期酸奶。")
    Submission.objects.filter(pk=report).update(original=kept)
    with pytest.raises(Refused):
        reveal_original(matter_id=report, **asked(officers["wenlan"]))
    assert reveal_original(matter_id=report, **asked(officers["chensiyuan"])).original.startswith("本人周喆")
    subject = f"submission:{report}"
    assert trail("identity.refused", "original.read") == [
        ("identity.refused", "refused", "温岚", subject),
        ("original.read", "done", "陈思远", subject),
    ]


def test_where_nothing_was_masked_there_is_no_original(officers, report) -> None:
    Submission.objects.filter(pk=report).update(original=None)
    with pytest.raises(NotFound, match="没有另存的原文"):
        reveal_original(matter_id=report, **asked(officers["chensiyuan"]))


def test_a_file_as_it_was_handed_in_is_opened_the_same_way(officers, report, own_home) -> None:
    files = [("周喆.png", desk_cast.PNG)]
    attach(matter_id=report, officer=officers["chensiyuan"], at=cast.NOON, files=files)
    key = Attachment.objects.get().pk
    with pytest.raises(Refused):
        reveal_attachment(attachment_id=key, **asked(officers["wenlan"]))
    file = reveal_attachment(attachment_id=key, **asked(officers["chensiyuan"]))
    assert (file.data, file.content_type) == (desk_cast.PNG, "image/png")
    assert "周" not in file.name


def test_a_document_is_opened_in_full_for_serving(officers, own_home, walk_in) -> None:
    key = handed_to(officers["chensiyuan"], walk_in.matter_id)
    document = Document.objects.get(matter=key, series="report_form")
    given = {"document_id": document.pk, "form": "pdf"}
    with pytest.raises(Refused):
        reveal_document(**given, **asked(officers["wenlan"], purpose="serve"))
    file = reveal_document(**given, **asked(officers["chensiyuan"], purpose="serve"))
    assert (file.name, file.data[:5]) == (f"{document.number}.pdf", b"%PDF-")
    row = AuditEntry.objects.get(act="document.revealed")
    assert (row.subject, row.detail["form"], row.detail["purpose"]) == (
        f"document:{document.pk}",
        "pdf",
        "serve",
    )


@pytest.mark.parametrize("form", ["html", ""])
def test_a_document_has_two_forms(form, officers, own_home, walk_in) -> None:
    key = handed_to(officers["chensiyuan"], walk_in.matter_id)
    document = Document.objects.filter(matter=key).first()
    with pytest.raises(NotFound):
        reveal_document(document_id=document.pk, form=form, **asked(officers["chensiyuan"]))


@pytest.fixture
def walk_in(officers, own_home):
    """周喆's report, registered by 何敏 from a letter for 湖里所, with its form and receipt."""
    from xiaobao.docket.actions.enrol import enrol

    form = desk_cast.REPORT | {"office": "huli", "key": "walk-in"}
    return enrol(officer=officers["hemin"], at=cast.NOON, **form)


def sees(officer, key: int) -> bool:
    """Tell whether an officer is shown the person of a matter."""
    try:
        return bool(look(officer, key).name)
    except (NotFound, Refused):
        return False
