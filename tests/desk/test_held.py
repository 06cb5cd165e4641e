"""Changes that wait for a person."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.models import HeldChange, ImportBatch, Matter


@pytest.fixture
def change(register) -> HeldChange:
    """A later export would move the received moment back by a day."""
    batch = ImportBatch.objects.create(
        file_name="五月.xlsx", sha256="b" * 64, state="done", started_at=cast.NOON
    )
    return HeldChange.objects.create(
        matter_id=register(),
        batch=batch,
        row=7,
        field="received_at",
        present=cast.at("2026-05-18").isoformat(),
        proposed=cast.at("2026-05-15").isoformat(),
        digest=b"x" * 16,
    )


def test_the_list_sets_the_two_values_side_by_side(change, signed_in) -> None:
    page = signed_in("luyiheng").get("/held/").content.decode()
    assert f"导入第 {change.batch_id} 批第 7 行" in page
    assert "收到时间" in page
    assert "2026-05-18 09:30:00" in page
    assert "2026-05-15 09:30:00" in page


def test_the_matter_says_that_a_change_waits(change, signed_in) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{change.matter_id}/").content.decode()
    assert "有待定变更" in page
    assert "去决定" not in page


def test_applying_moves_the_received_moment_and_its_clock(change, signed_in) -> None:
    client = signed_in("luyiheng")
    client.post(f"/held/{change.pk}/", {"decision": "apply", "reason": "平台更正了登记时间"})
    matter = Matter.objects.get(pk=change.matter_id)
    assert matter.received_at == cast.at("2026-05-15")
    assert "没有待定变更" in client.get("/held/").content.decode()


def test_dismissing_leaves_the_matter_as_it_is(change, signed_in) -> None:
    signed_in("luyiheng").post(f"/held/{change.pk}/", {"decision": "dismiss", "reason": "以首次登记为准"})
    change.refresh_from_db()
    assert (change.applied, change.reason) == (False, "以首次登记为准")


def test_a_decision_needs_a_reason(change, signed_in) -> None:
    answer = signed_in("luyiheng").post(f"/held/{change.pk}/", {"decision": "apply", "reason": ""})
    assert answer.status_code == 422
    assert "请写明理由。" in answer.content.decode()


def test_a_changed_track_can_only_be_dismissed(change, signed_in) -> None:
    HeldChange.objects.update(field="kind", present="complaint", proposed="report")
    page = signed_in("luyiheng").get("/held/").content.decode()
    assert 'value="dismiss"' in page
    assert 'value="apply"' not in page


def test_other_posts_are_refused(change, signed_in) -> None:
    client = signed_in("chensiyuan")
    assert client.get("/held/").status_code == 403
    assert client.post(f"/held/{change.pk}/", {"decision": "apply", "reason": "理由"}).status_code == 403


def test_an_unknown_change_looks_absent(signed_in) -> None:
    assert (
        signed_in("luyiheng").post("/held/999/", {"decision": "apply", "reason": "理由"}).status_code == 404
    )
