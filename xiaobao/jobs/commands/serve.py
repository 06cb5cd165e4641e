"""``xiaobao serve``: the production server, the worker and the scheduler, watched over by one process."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

import click

from xiaobao.home import sweep_workroom
from xiaobao.jobs.answer import in_a_home, json_option, put, refuse, say

_PR_SET_PDEATHSIG = 1
PATIENCE = 1.0
"""Seconds between two looks at the children; a child that ends is started again after as long."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-scheduler", is_flag=True, help="不带定时任务：由 xiaobao schedule 另行运行。")
@json_option
@in_a_home
def serve(host: str, port: int, threads: int, no_scheduler: bool, as_json: bool) -> None:
    """启动服务：网页服务器、后台任务和定时任务。"""
    from xiaobao.docket.actions.run_import import unfinished
    from xiaobao.docket.tasks import run_import
    from xiaobao.jobs.commands.start import login_table

    if not _free(host, port):
        refuse("JOB-002", f"{host}:{port} 已被其他程序占用，请先停止它，或者换一个端口。", as_json=as_json)
    _notice_configuration(as_json)
    # Nothing of ours is running: whatever lies here was left by a process that was killed.
    sweep_workroom(time.time())
    for batch in unfinished():
        run_import.enqueue(batch)
    address = f"http://{host}:{port}/"
    say(f"消保已启动：{address}   按 Ctrl+C 停止\n{login_table()}")
    if as_json:
        put({"address": address, "pid": os.getpid()}, as_json=True, words="")
        sys.stdout.flush()
    children = _children(host, port, threads)
    if no_scheduler:
        del children["scheduler"]
    sys.exit(_watch(children))


def _notice_configuration(as_json: bool) -> None:
    from django.utils import timezone

    from xiaobao.docket.actions.notice_configuration import notice_configuration
    from xiaobao.refusals import Obstacle

    try:
        notice_configuration(at=timezone.now())
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)


def _children(host: str, port: int, threads: int) -> dict[str, list[str]]:
    server = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += [
        "--blocking-threads",
        str(threads),
        "--no-ws",
        "--log-level",
        "warning",
        "xiaobao.wsgi:application",
    ]
    return {
        "web": [sys.executable, *server],
        "worker": [sys.executable, "-m", "django", "db_worker", "--interval", "1"],
        "scheduler": [sys.executable, "-m", "xiaobao.jobs.scheduler"],
    }


def _watch(commands: dict[str, list[str]]) -> int:
    """Run the children until a signal; start again any that ends by itself."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    running = {name: _start(command) for name, command in commands.items()}
    while not stopping:
        time.sleep(PATIENCE)
        for name, child in running.items():
            if child.poll() is not None and not stopping:
                say(f"{name} 已退出（{child.returncode}），重新启动。")
                _clear(child)
                running[name] = _start(commands[name])
    return _end(list(running.values()))


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # Each leads a process group of its own, so that all of it can be ended together.
    # Whatever they print goes to stderr: stdout holds the one JSON document or nothing.
    return subprocess.Popen(  # noqa: S603  our own commands
        command, stdout=2, start_new_session=True, preexec_fn=_end_with_parent
    )


def _end_with_parent() -> None:
    """Ask Linux to end a child when this process is killed outright; elsewhere it would live on."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(children: list[subprocess.Popen[bytes]]) -> int:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
        _clear(child)
    return 0


def _clear(child: subprocess.Popen[bytes]) -> None:
    """End what a child has left behind: the web server's own workers outlive it and hold the port."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
