"""Finding by telephone: a full number, complaints within reach, one's own reports, and no trace of the number."""

from __future__ import annotations

import json

import pytest

from tests import cast
from tests.docket.reveal_cast import handed_to
from xiaobao.docket.actions.look_up import look_up
from xiaobao.docket.models import Matter
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.vault.identities import phone_index
from xiaobao.vault.models import AuditEntry

LIN, ZHOU = "13900000001", "13900000002"


@pytest.fixture
def complaint(register) -> int:
    """林晓禾's complaint."""
    return register()


@pytest.fixture
def report(register) -> int:
    """周喆's report, in nobody's hands yet."""
    return register(cast.report())


def found(officer, phone: str) -> list[int]:
    """Return what an officer finds."""
    return [one.id for one in look_up(phone=phone, officer=officer, at=cast.NOON, address="10.0.0.8")]


@pytest.mark.parametrize(
    "typed", [LIN, "139 0000 0001", "139-0000-0001", "+86 13900000001", "１３９０００００００１"]
)
def test_a_complaint_is_found_however_the_number_is_written(typed, officers, complaint) -> None:
    (one,) = look_up(phone=typed, officer=officers["chensiyuan"], at=cast.NOON)
    assert (one.id, one.person, one.kind, one.role_label) == (complaint, "林**", "complaint", "投诉人")


def test_a_complaint_out_of_reach_is_not_found(officers, complaint) -> None:
    assert found(officers["lian"], LIN) == []
    assert found(officers["hemin"], LIN) == [complaint]


def test_a_neighbour_s_number_does_not_tell_who_reports(officers, report) -> None:
    for name in ("hemin", "chensiyuan", "wenlan", "suming", "luyiheng"):
        assert found(officers[name], ZHOU) == []


def test_one_s_own_report_is_found(officers, report) -> None:
    handed_to(officers["chensiyuan"], report)
    assert found(officers["chensiyuan"], ZHOU) == [report]
    assert found(officers["wenlan"], ZHOU) == []


def test_the_report_of_a_complainant_stays_unknown(officers, complaint, register) -> None:
    alone = look_up(phone=LIN, officer=officers["suming"], at=cast.NOON)
    register(cast.report(person_phone=LIN, person_name="林晓禾"))
    assert look_up(phone=LIN, officer=officers["suming"], at=cast.NOON) == alone


@pytest.mark.parametrize("phone", ["", "139****0001", "林晓禾", "1390", "%"])
def test_half_a_number_finds_nobody_and_leaves_no_row(phone, officers, complaint) -> None:
    with pytest.raises(Refused, match="完整的电话号码") as refusal:
        found(officers["chensiyuan"], phone)
    assert list(refusal.value.fields) == ["phone"]
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("officer", ["fangzhou", "tangyue", "xuan", "guning", "heqing", "admin"])
def test_a_post_that_neither_registers_nor_reveals_looks_nobody_up(officer, officers, complaint) -> None:
    with pytest.raises(NotAllowed):
        found(officers[officer], LIN)


def test_the_look_up_is_recorded_by_the_index_and_never_by_the_number(officers, complaint) -> None:
    found(officers["chensiyuan"], LIN)
    row = AuditEntry.objects.get(act="identity.looked_up")
    assert row.subject == f"phone:{phone_index(LIN).hex()}"
    assert (row.actor_name, row.address, row.detail) == ("陈思远", "10.0.0.8", {})
    held = json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)
    assert LIN not in held


def test_the_newest_come_first_and_no_more_than_fifty(officers, register) -> None:
    keys = [
        register(cast.complaint(external_id=f"n{number}", digest=f"n{number}".ljust(16).encode()))
        for number in range(52)
    ]
    assert found(officers["chensiyuan"], LIN) == keys[:1:-1]
    assert Matter.objects.count() == 52
