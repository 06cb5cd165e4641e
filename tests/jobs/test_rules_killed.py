"""The process that loads a notice is killed with kill -9 before every statement: it comes to the same end once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_CHILD = """
import json, os, signal, sys
import django
django.setup()
from pathlib import Path
from django.db import connection
from tests import cast, notices_2027
from tests.jobs.killing import fork
from xiaobao.docket.actions import recompute
from xiaobao.docket.actions.apply_rules import finish_rules
from xiaobao.docket.actions.load_calendar import load_calendar
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Clock, Event, RuleChange
from xiaobao.docket.rulebook import current
from xiaobao.staff.seed import seed_offices

at, recompute.BATCH = cast.at("2026-12-28"), 2
home = Path(sys.argv[1])
current()  # read once, for every process to come

def begin():
    seed_offices(current().locality)
    rows = [cast.complaint(external_id=f"E{n}", received_at=cast.at("2026-12-25")) for n in range(3)]
    register_many(rows, batch=None, rulebook=current(), at=at)

def told():
    # What is kept, asked in a process of its own.
    reading, writing = os.pipe()
    wait(lambda: os.write(writing, json.dumps(kept()).encode()))
    os.close(writing)
    with os.fdopen(reading) as said:
        return json.loads(said.read())

def kept():
    counted = Clock.objects.filter(calendar=current().calendar.version).count()
    return [list(RuleChange.objects.values_list("state", flat=True)), Event.objects.count(), counted]

def go_on(number):
    left = [number]
    def count(execute, *statement):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)
    with connection.execute_wrapper(count):
        if RuleChange.objects.exists():
            finish_rules(at=at)
        else:
            load_calendar(notices_2027.write(home), at=at)

def wait(work):
    return os.waitpid(fork(work), 0)[1]

assert wait(begin) == 0
ends, number, before = [], 1, told()
while before[0] != ["applied"]:
    ends.append(wait(lambda: go_on(number)))
    # What has changed is kept whole: the next one is killed before its first statement again.
    after = told()
    number, before = (1 if after != before else number + 1), after
assert (set(ends), ends.count(0)) == ({signal.SIGKILL, 0}, 1), ends
print(json.dumps({"killed": len(ends)}))
"""


def test_killed_before_any_of_its_statements_every_clock_moves_once(bureau, tmp_path) -> None:
    environment = bureau.environment | {"DJANGO_SETTINGS_MODULE": "xiaobao.settings"}
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path)],
        env=environment, capture_output=True, text=True, check=False, cwd=Path.cwd(), timeout=300,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr
    assert json.loads(child.stdout)["killed"] > 20
    moved = bureau.rows("SELECT matter_id, count(*) FROM docket_event WHERE verb = 'recompute' GROUP BY 1")
    assert sorted(moved) == [(1, 1), (2, 1), (3, 1)]
    assert bureau.rows("SELECT state, count(*) FROM docket_rulechange GROUP BY 1") == [("applied", 1)]
    acts = bureau.rows("SELECT act FROM vault_auditentry WHERE act IN ('calendar.load', 'rules.applied')")
    assert sorted(acts) == [("calendar.load",), ("rules.applied",)]
    assert bureau.rows("SELECT DISTINCT due_on, provisional FROM docket_clock") == [("2027-01-06", 0)]
    assert bureau.run("audit", "verify").code == 0
