"""``xiaobao channels`` in a home of its own; ``xiaobao demo`` gives it channels that write into a file."""

from __future__ import annotations

import json


def configure(bureau, text):
    path = bureau.home / "channels.yaml"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def test_without_channels_it_says_so(bureau):
    states = bureau.run("channels", "show", "--json").document
    assert [(one["channel"], one["kind"], one["waiting"]) for one in states] == [
        ("email", "", 0),
        ("sms", "", 0),
        ("robot", "", 0),
    ]
    assert "电子邮件：没有开通，地址 0 个，待发送 0 条" in bureau.run("channels", "show").out
    answer = bureau.run("channels", "test", "email", "chen@example.com", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "DKT-003")
    assert "没有开通电子邮件" in answer.err


def test_a_test_message_goes_out_and_is_on_record_without_its_address(bureau):
    configure(bureau, "email: {kind: file, path: out.jsonl}\nsms: {kind: file, path: no/out.jsonl}\n")
    answer = bureau.run("channels", "test", "email", "chen@example.com", "--json")
    assert (answer.code, answer.document) == (0, {"channel": "email", "sent": True})
    (line,) = (bureau.home / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["address"] == "chen@example.com"
    rows = "SELECT subject, detail FROM vault_auditentry WHERE act = 'contact.tried'"
    ((subject, detail),) = bureau.rows(rows)
    assert (subject, json.loads(detail)) == ("channel:email", {"channel": "电子邮件"})
    for words, code in (
        (("email", "nobody"), "COU-004"),
        (("sms", "13900000005"), "COU-002"),
        (("robot", "https://evil.example/robot/send?access_token=1"), "DKT-003"),
    ):
        answer = bureau.run("channels", "test", *words, "--json")
        assert (answer.code, answer.document["error"]["code"]) == (1, code)
    configure(bureau, "email: {kind: pigeon}\n")
    answer = bureau.run("channels", "show", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "COU-003")


def test_the_demo_shows_messages_going_into_a_file_once(bureau):
    assert bureau.run("demo").code == 0
    assert (bureau.home / "channels.yaml").stat().st_mode & 0o777 == 0o600
    states = {one["channel"]: one for one in bureau.run("channels", "show", "--json").document}
    assert {name: one["kind"] for name, one in states.items()} == dict.fromkeys(
        ("email", "sms", "robot"), "file"
    )
    assert (states["email"]["addresses"], states["robot"]["addresses"]) == (17, 1)
    configure(bureau, "email: {kind: file, path: own.jsonl}\n")
    points = "SELECT id, address FROM docket_contactpoint ORDER BY id"
    before = bureau.rows(points)
    assert bureau.run("demo").code == 0
    assert bureau.rows(points) == before
    assert "own.jsonl" in (bureau.home / "channels.yaml").read_text(encoding="utf-8")
