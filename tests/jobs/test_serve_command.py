"""``xiaobao serve`` answers, starts again what dies, and leaves nothing running when it stops."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    """The processes started by ``pid``, by the last word that tells them apart."""
    names = {"granian": "web", "db_worker": "worker", "xiaobao.jobs.scheduler": "scheduler"}
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        words = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        found |= {role: int(child) for word, role in names.items() if word in words}
    return found


def descendants(pid):
    with contextlib.suppress(FileNotFoundError):
        for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in tasks.read_text(encoding="ascii").split():
                yield int(child)
                yield from descendants(int(child))


def status(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return None


def within(seconds, happens):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.1)
    return False


def alive(pid):
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


def test_it_answers_restarts_a_killed_web_server_and_stops_whole_on_sigterm(bureau):
    port = free_port()
    server = bureau.start("serve", "--port", str(port))
    try:
        assert within(20, lambda: status(port) == 200)
        assert within(5, lambda: set(children(server.pid)) == {"web", "worker", "scheduler"})
        first = children(server.pid)["web"]
        left_behind = list(descendants(first))
        os.kill(first, signal.SIGKILL)
        assert within(10, lambda: children(server.pid).get("web", first) != first)
        assert within(3, lambda: not any(alive(pid) for pid in left_behind))
        assert within(20, lambda: status(port) == 200)
        everything = list(descendants(server.pid))
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=25)
    finally:
        server.kill()
    assert server.returncode == 0
    assert "web 已退出（-9），重新启动。" in said
    assert within(3, lambda: not any(alive(pid) for pid in everything))
    assert status(port) is None


def test_it_prints_its_address_as_one_document_and_nothing_else(bureau):
    port = free_port()
    process = bureau.start("serve", "--port", port, "--json")
    try:
        assert within(30, lambda: status(port) == 200)
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=25)
    assert json.loads(out) == {"address": f"http://127.0.0.1:{port}/", "pid": process.pid}


def test_nothing_lives_on_when_it_is_killed_outright(bureau):
    port = free_port()
    process = bureau.start("serve", "--port", port)
    try:
        assert within(30, lambda: status(port) == 200)
        started = list(descendants(process.pid))
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert within(15, lambda: not any(alive(pid) for pid in started))


def test_a_port_in_use_is_refused_with_a_sentence(bureau):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = bureau.run("serve", "--port", taken.getsockname()[1])
    assert (answer.code, "已被其他程序占用" in answer.err) == (1, True)
