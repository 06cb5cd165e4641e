"""``xiaobao vault`` in a home of its own: nothing plain on disk, and a run killed with -9 and run again."""

from __future__ import annotations

import base64
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.jobs.sealed_home import CANARY, PHONE, STREET

PEOPLE = 20_000


@pytest.fixture(scope="module")
def filled(first_home, tmp_path_factory):
    """A home with many people and files, all sealed under the first key."""
    import shutil

    home = tmp_path_factory.mktemp("filled") / "var"
    shutil.copytree(first_home.home, home)
    bureau = type(first_home)(home)
    return bureau, script(bureau, "fill", str(PEOPLE))


def script(bureau, *words):
    command = [sys.executable, "-m", "tests.jobs.sealed_home", *words]
    environment = {**bureau.environment, "DJANGO_SETTINGS_MODULE": "xiaobao.settings"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def sealed_with(bureau, key):
    """How many people are sealed with this key, asked of the database file."""
    header = f"0201{key}"
    sql = f"SELECT count(*) FROM vault_identity WHERE hex(substr(sealed, 1, 6)) = '{header.upper()}'"
    return bureau.rows(sql)[0][0]


def test_no_file_of_the_home_and_no_dump_holds_a_plain_word_of_who_somebody_is(filled):
    bureau, _ = filled
    canaries = [form for word in (CANARY, PHONE, STREET) for form in written(word)]
    with closing(sqlite3.connect(bureau.home / "xiaobao.sqlite3")) as database:
        dump = "\n".join(database.iterdump()).lower().encode()
    texts = [path.read_bytes() for path in bureau.home.rglob("*") if path.is_file()]
    assert len(texts) > 100
    for text in (dump, *texts):
        assert not [form for form in canaries if form in text]


def written(word):
    """The ways a word may lie in a file."""
    yield from (word.encode(code) for code in ("utf-8", "gbk", "utf-16-le", "utf-16-be"))
    yield word.encode().hex().encode()
    # As it stands in base64 wherever it begins: without the characters its neighbours have a part in.
    yield from (base64.b64encode(b"x" * shift + word.encode())[4:-4] for shift in range(3))
    if not word.isascii():
        yield word.encode("unicode_escape")


def test_killed_with_9_again_and_again_it_comes_to_the_same_end(filled):
    bureau, said = filled
    answer = bureau.run("vault", "rotate", "--json").document
    former, made = answer["former"], answer["current"]
    for part in (0.15, 0.5):
        run = bureau.start("vault", "reseal")
        wait_until(lambda: sealed_with(bureau, made) >= PEOPLE * part, run)  # noqa: B023
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert PEOPLE * part <= sealed_with(bureau, made) < PEOPLE
        assert script(bureau, "opened") == said
    assert bureau.run("vault", "retire", former, "--json").document["error"]["code"] == "VLT-004"
    finished = bureau.run("vault", "reseal", "--json")
    assert (finished.code, finished.document["failed"]) == (0, [])
    assert "重新封存" in finished.err
    assert script(bureau, "opened") == said
    ends_well(bureau, former, made)


def wait_until(come, run):
    until = time.monotonic() + 60
    while not come():
        assert time.monotonic() < until
        assert run.poll() is None, run.communicate()
        time.sleep(0.002)


def ends_well(bureau, former, made):
    """Nothing needs the former key, one row tells of the run, and the key goes once ten minutes have passed."""
    status = bureau.run("vault", "status", "--json").document
    needed = {key["id"]: key["needed"] for key in status["keys"]}
    assert (status["current"], status["pending"], needed) == (made, 0, {former: False, made: True})
    assert bureau.rows("SELECT count(*) FROM vault_auditentry WHERE act = 'vault.reseal'") == [(1,)]
    early = bureau.run("vault", "retire", former)
    assert (early.code, "不到10分钟" in early.err) == (1, True)
    aged = time.time() - 3600
    os.utime(bureau.home / "keys" / "vault-current-key", (aged, aged))
    retired = bureau.run("vault", "retire", former, "--json")
    assert (retired.code, retired.document["removed_files"] >= 100) == (0, True)
    after = bureau.run("vault", "status", "--json").document
    assert (after["retired"], after["left_files"]) == ([{"id": former, "needed": False}], 0)
    assert [one["key"] for one in after["envelopes"]] == [made]
    assert bureau.run("audit", "verify").code == 0


def test_an_unknown_cipher_is_refused_at_the_start_with_a_sentence(first_home, monkeypatch):
    monkeypatch.setattr(
        type(first_home), "environment", property(lambda bureau: {**os.environ, **elsewhere(bureau, "des")})
    )
    answer = first_home.run("vault", "status", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "JOB-004")
    assert "XIAOBAO_CIPHER 只能是 aes256gcm 或 sm4gcm，现在是“des”" in answer.err
    assert "Traceback" not in answer.err


def elsewhere(bureau, cipher):
    return {"XIAOBAO_HOME": str(bureau.home), "XIAOBAO_CIPHER": cipher}


def test_keys_that_cannot_be_read_are_told_of_with_a_code_and_no_traceback(bureau):
    (bureau.home / "keys" / "vault-master-key").write_text("")
    for words in (("vault", "status"), ("vault", "rotate"), ("init",)):
        answer = bureau.run(*words, "--json")
        assert (answer.code, answer.document["error"]["code"]) == (1, "VLT-003")
        assert "Traceback" not in answer.err


def test_status_in_words_says_which_key_may_go(bureau):
    former = bureau.run("vault", "rotate", "--json").document["former"]
    (bureau.home / "keys" / "vault-master-key").chmod(0o644)
    words = bureau.run("vault", "status").out
    assert f"密钥 {former}：封存 0 项，可以停用；密钥文件别人也能读" in words
    assert "待重新封存 0 项" in words
