"""A process that sends is killed with -9 between sending and recording: what it sent goes out again, known by its key."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from tests.jobs.sending import LETTERS


def script(bureau, *words):
    command = [sys.executable, "-m", "tests.jobs.sending", *words]
    environment = {**bureau.environment, "DJANGO_SETTINGS_MODULE": "xiaobao.settings"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def sent(bureau):
    return [json.loads(line)["key"] for line in (bureau.home / "out.jsonl").read_text().splitlines()]


def test_killed_between_sending_and_recording_it_is_sent_again_under_the_same_key(bureau):
    channels = bureau.home / "channels.yaml"
    channels.touch(mode=0o600)
    channels.write_text("email: {kind: file, path: out.jsonl}\n")
    assert script(bureau, "fill").returncode == 0
    died = script(bureau, "die", "12:00")
    assert died.returncode == -signal.SIGKILL, died.stderr
    (first,) = sent(bureau)
    states = "SELECT key, state, attempts FROM docket_delivery ORDER BY id"
    assert {(state, attempts) for _, state, attempts in bureau.rows(states)} == {("waiting", 1)}
    # Until its lease is over nobody takes up what the dead one held.
    assert json.loads(script(bureau, "send", "12:14").stdout)["sent"] == 0
    assert json.loads(script(bureau, "send", "12:15").stdout)["sent"] == LETTERS
    assert sorted(sent(bureau)) == sorted([first, *(key for key, *_ in bureau.rows(states))])
    assert {state for _, state, _ in bureau.rows(states)} == {"sent"}
    assert json.loads(script(bureau, "send", "15:00").stdout)["sent"] == 0
