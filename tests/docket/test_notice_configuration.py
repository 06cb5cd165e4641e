"""What the house decides by is in the trail: each change of a file or a setting, and what was in service when."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from tests import cast
from xiaobao.docket.actions.notice_configuration import last_recorded, notice_configuration
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def placed(db, own_home, content, tmp_path, monkeypatch):
    """A copy of the content, to change."""
    copy = tmp_path / "content"
    shutil.copytree(content, copy)
    monkeypatch.setenv("XIAOBAO_CONTENT", str(copy))
    return copy


def noticed():
    return notice_configuration(at=cast.NOON)


def details():
    return list(AuditEntry.objects.order_by("id").values_list("detail", flat=True))


def test_at_first_every_file_is_recorded_by_its_digest_and_every_setting(placed):
    count = noticed()
    (entry,) = AuditEntry.objects.all()
    assert (entry.act, entry.subject, len(entry.detail["set"])) == (
        "configuration.changed",
        "configuration",
        count,
    )
    law = placed / "law" / "samr-order-121.yaml"
    assert (
        entry.detail["set"]["content/law/samr-order-121.yaml"] == hashlib.sha256(law.read_bytes()).hexdigest()
    )
    assert entry.detail["set"]["locality"] == "huli"
    assert "content/localities/huli.yaml" in entry.detail["set"]
    assert not any("samples" in name or "README" in name for name in entry.detail["set"])


def test_nothing_changed_leaves_no_row(placed):
    noticed()
    assert (noticed(), AuditEntry.objects.count()) == (0, 1)


def test_only_what_differs_is_recorded_afterwards_and_what_is_gone(placed, own_home, settings):
    noticed()
    before = last_recorded()
    with (placed / "localities" / "huli.yaml").open("a") as file:
        file.write("# 改动\n")
    (placed / "notices" / "receipt.md").unlink()
    (own_home / "calendar").mkdir()
    (own_home / "calendar" / "2027.yaml").write_text("year: 2027\n")
    settings.AUDIT_DIGEST = "sm3"
    assert noticed() == 4
    changed = details()[1]
    assert set(changed["set"]) == {"content/localities/huli.yaml", "calendar/2027.yaml", "digest"}
    assert (changed["gone"], changed["set"]["digest"]) == (["content/notices/receipt.md"], "sm3")
    now = last_recorded()
    assert {name for name in before | now if before.get(name) != now.get(name)} == {
        "content/localities/huli.yaml",
        "content/notices/receipt.md",
        "calendar/2027.yaml",
        "digest",
    }


def test_a_file_that_was_changed_and_put_back_leaves_two_rows(placed):
    noticed()
    file = placed / "law" / "samr-order-20.yaml"
    text = file.read_text()
    file.write_text(text + "\n")
    noticed()
    file.write_text(text)
    noticed()
    assert [list(detail["set"]) for detail in details()[1:]] == [["content/law/samr-order-20.yaml"]] * 2


def test_where_messages_go_is_recorded_without_a_password(placed, own_home):
    noticed()
    path = own_home / "channels.yaml"
    path.touch(mode=0o600)
    path.write_text(
        "email: {kind: smtp, host: smtp.example.org, username: clerk, password: hunter2, sender: x@example.org}\n"
        'sms: {kind: http, url: "https://sms.example.org/send?key=hunter2", headers: {Authorization: hunter2},'
        ' body: {to: "{address}", text: "{text}"}}\nrobot: {kind: robot}\n'
    )
    assert noticed() == 1
    assert details()[-1] == {
        "gone": [],
        "set": {
            "channels": "email: tls smtp.example.org:465 x@example.org; sms: sms.example.org; robot: qyapi.weixin.qq.com oapi.dingtalk.com"
        },
    }
    path.write_text("email: {kind: pigeon}\n")
    assert noticed() == 1
    assert details()[-1]["set"] == {"channels": "COU-003"}
    path.unlink()
    assert noticed() == 1
    assert details()[-1] == {"gone": ["channels"], "set": {}}
