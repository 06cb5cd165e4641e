"""A rotation while other processes seal and open, and rotations killed half way: real processes, real files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest

from xiaobao.vault.keyring import LOOK
from xiaobao.vault.sealing import header_of

PATIENCE = 60


@pytest.fixture
def ring(known_home):
    """Start processes around the keyring of one home."""

    @contextmanager
    def start(verb):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.vault.at_the_ring", verb],
            env={**os.environ, "XIAOBAO_HOME": str(known_home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    return start


def key_of(line):
    return header_of(bytes.fromhex(line.strip())).key


def sealed_with(sealer, key):
    """Read envelopes until one is sealed with the key; all that were read."""
    lines, until = [], time.monotonic() + PATIENCE
    while time.monotonic() < until:
        lines.append(sealer.stdout.readline())
        if key_of(lines[-1]) == key:
            return lines
    raise AssertionError(f"{Counter(map(key_of, lines))} and no {key}")


def test_a_rotation_is_seen_by_who_seals_and_by_who_opens_without_a_pause(ring):
    with ring("seal") as sealer, ring("open") as opener:
        lines = sealed_with(sealer, "aa8b359b")
        opener.stdin.write(lines[0])
        opener.stdin.flush()
        assert opener.stdout.readline().strip() == "1"
        with ring("rotate") as rotating:
            made = rotating.stdout.readline().strip()
        began = time.monotonic()
        lines += sealed_with(sealer, made)
        # The sealer looks twice a second; the rest is for a machine that does other things too.
        assert time.monotonic() - began < LOOK + 5
        lines += [sealer.stdout.readline() for _ in range(20)]
        opener.stdin.writelines(lines[1:])
        opener.stdin.close()
        assert opener.stdout.read().split() == [str(number) for number in range(2, len(lines) + 1)]
        keys = [key_of(line) for line in lines]
        assert keys == sorted(keys, key=lambda key: key == made)
        assert set(keys) == {"aa8b359b", made}


def test_two_rotations_at_once_leave_every_key_that_was_ever_in_service(ring):
    with ring("seal") as sealer:
        lines = sealed_with(sealer, "aa8b359b")
        with ring("rotate") as one, ring("rotate") as other:
            made = [process.stdout.readline().strip() for process in (one, other)]
        until = time.monotonic() + LOOK * 3
        while time.monotonic() < until:
            lines.append(sealer.stdout.readline())
        assert key_of(lines[-1]) in made
    with ring("open") as opener:
        said = opener.communicate("".join(lines), timeout=PATIENCE)[0].split()
    assert said == [str(number) for number in range(1, len(lines) + 1)]


def test_a_rotation_killed_at_any_touch_of_the_disk_leaves_a_whole_ring(ring):
    with ring("die") as dying:
        told = [line.split() for line in dying.communicate(timeout=PATIENCE)[0].splitlines()]
    ends, keys, whole = zip(*told, strict=True)
    assert (set(ends[:-1]), ends[-1]) == ({"9"}, "0")
    assert set(whole) == {"True"}
    assert (keys[0], keys[-1]) == ("1", "2")
    assert len(told) > 10
