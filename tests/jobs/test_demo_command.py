"""``xiaobao demo`` brings the invented samples, lately dated, once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta


def dump(bureau):
    with closing(sqlite3.connect(bureau.home / "xiaobao.sqlite3")) as database:
        return list(database.iterdump())


def test_demo_twice_is_demo_once(bureau):
    first = bureau.run("demo", "--json")
    assert (first.code, [(row["created"], row["present"]) for row in first.document]) == (
        0,
        [(12, 0), (120, 0), (40, 0)],
    )
    before = dump(bureau)
    again = bureau.run("demo", "--json")
    assert (again.code, [(row["created"], row["present"]) for row in again.document]) == (
        0,
        [(0, 12), (0, 120), (0, 40)],
    )
    assert dump(bureau) == before
    now = datetime.now(UTC)
    ((newest,),) = bureau.rows("SELECT max(received_at) FROM docket_matter")
    received = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    assert now - timedelta(days=15) < received < now
    trail = bureau.run("audit", "verify", "--json").document
    # Beside the samples: two addresses and a choice for each of seventeen officers, and the robot of an office;
    # the register of partners; five complaints settled first, each some steps on its way; the regulars with
    # key enterprises planned, and those of two of them prepared; one run of the mining, two rows.
    settling = sum(2 + steps for steps in (6, 4, 3, 0, 1))
    assert (trail["entries"], trail["flaws"]) == (4 + 1 + 17 * 3 + 1 + 1 + settling + 1 + 2 * 4 + 2, [])
    kinds = bureau.rows("SELECT DISTINCT kind FROM docket_finding ORDER BY kind")
    assert kinds == [("group",), ("issue",), ("ring",), ("twin",)]
