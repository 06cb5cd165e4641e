"""``xiaobao init`` makes a working home; running it again destroys nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing


def dump(bureau):
    with closing(sqlite3.connect(bureau.home / "xiaobao.sqlite3")) as database:
        return list(database.iterdump())


def test_init_makes_a_home_with_the_law_the_locality_and_one_login_a_post_or_seat(tmp_path, first_home):
    from tests.jobs.conftest import Bureau

    bureau = Bureau(tmp_path / "new" / "home")
    answer = bureau.run("init", "--json")
    document = answer.document
    assert (answer.code, document["home"], document["locality"]) == (0, str(bureau.home), "huli")
    assert {"samr-order-121", "samr-order-20", "samr-order-2", "state-council-778"} <= set(document["law"])
    assert set(document["logins"]) == {
        "hemin",
        "chensiyuan",
        "suming",
        "luyiheng",
        "fangzhou",
        "tangyue",
        "admin",
        "wenlan",
        "xuan",
        "guning",
        "heqing",
        "chengmo",
        "shenzhixing",
        "hanshuo",
        "yuli",
        "qiulan",
        "shupei",
        "qinghe",
        "wanwu",
    }
    assert bureau.rows("SELECT count(*) FROM docket_matter") == [(0,)]
    assert (bureau.home / "demo-logins.json").stat().st_mode & 0o777 == 0o600


def test_init_again_keeps_every_row_key_and_password(bureau):
    keys = {path.name: path.read_bytes() for path in (bureau.home / "keys").iterdir()}
    before, logins = dump(bureau), (bureau.home / "demo-logins.json").read_text(encoding="utf-8")
    answer = bureau.run("init", "--json")
    assert (answer.code, answer.document["logins"]) == (0, json.loads(logins))
    assert dump(bureau) == before
    assert {path.name: path.read_bytes() for path in (bureau.home / "keys").iterdir()} == keys


def test_where_no_home_was_made_a_command_says_what_to_do(tmp_path):
    from tests.jobs.conftest import Bureau

    answer = Bureau(tmp_path / "nowhere").run("figures", "--year", "2026", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "JOB-001")
    assert "xiaobao init" in answer.err
