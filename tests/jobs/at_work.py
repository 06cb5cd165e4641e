"""Officers at work in processes of their own: what the examples under stress start, and kill.

    python -m tests.jobs.at_work

One process for a home imports everything and opens nothing; for each line on stdin it forks an officer, who
does one verb through the docket's own actions, with a connection of its own. ``{"officer": 3, "verb": "decide",
"given": {…}, "answers": "/a/file"}`` starts one, who writes a JSON line for each thing tried; ``{"wait": 3}``
is answered with how its process ended.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

from tests.jobs.killing import fork, killed_at_every_statement, killed_at_random
from tests.jobs.meeting import tried, wait_until

TEAMS = {"accept": "chensiyuan", "decline": "suming"}


def main() -> None:
    """Import what acts need, read the law, and fork an officer for each line."""
    django.setup()
    from tests.jobs import one_life, one_report, whole  # noqa: F401
    from xiaobao.docket.rulebook import current

    current()
    officers: dict[int, int] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            print(os.waitpid(officers.pop(asked["wait"]), 0)[1], flush=True)
        else:
            officers[asked["officer"]] = fork(lambda: _work(asked))  # noqa: B023


def _work(asked: dict[str, Any]) -> None:
    with Path(asked["answers"]).open("w", encoding="utf-8", buffering=1) as answers:
        for answer in VERBS[asked["verb"]](**asked["given"]):
            answers.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")


def register(count: int) -> Iterator[Any]:
    """Register matters as an import does, and say their ids."""
    from datetime import timedelta

    from django.utils import timezone

    from tests import cast
    from xiaobao.docket.actions.register import register_many
    from xiaobao.docket.rulebook import current

    now = timezone.now()
    received = now - timedelta(hours=1)
    rows = [cast.complaint(external_id=f"E{place}", received_at=received) for place in range(count)]
    yield register_many(rows, batch=None, rulebook=current(), at=now)


def decide(ids: list[int], by: str = "accept", begin: float = 0, step: float = 0) -> Iterator[Any]:
    """Decide on each matter; with ``begin`` and ``step`` (seconds) each at its own moment."""
    versions = _versions(ids)
    for key, version in zip(ids, versions, strict=True):
        wait_until(begin)
        begin += step
        yield tried(lambda: _decided(key, version, by), matter=key)  # noqa: B023


def _versions(ids: list[int]) -> list[int]:
    from xiaobao.docket.models import Matter

    known = dict(Matter.objects.filter(pk__in=ids).values_list("pk", "version"))
    return [known[key] for key in ids]


def _decided(key: int, version: int, by: str) -> dict[str, Any]:
    from django.utils import timezone

    from tests.docket.a_complaint import DECLINED
    from xiaobao.docket.actions.accept import accept
    from xiaobao.docket.actions.decline import decline

    given = {"matter_id": key, "version": version, "officer": _officer(TEAMS[by]), "at": timezone.now()}
    document = accept(**given) if by == "accept" else decline(**given, **DECLINED)
    return {"document": document.pk, "number": document.number}


def enrol(keys: list[str], begin: float, step: float) -> Iterator[Any]:
    """Register the same sheets, each at its own moment."""
    received = begin - 300
    for key in keys:
        wait_until(begin)
        begin += step
        yield tried(lambda: _enrolled(key, received), key=key)  # noqa: B023


def _enrolled(key: str, received: float) -> dict[str, Any]:
    from tests.jobs.one_life import sheet
    from xiaobao.docket.actions.enrol import enrol

    enrolled = enrol(officer=_officer("hemin"), **sheet(key, received))
    documents = [document.number for document in enrolled.documents]
    return {
        "matter": enrolled.matter_id,
        "number": enrolled.number,
        "documents": documents,
        "already": enrolled.already,
    }


def make(ids: list[int], begin: float, step: float) -> Iterator[Any]:
    """Lay out documents, each at its own moment, and open what was recorded."""
    from xiaobao.docket.actions.make import make, opened

    def made(key: int) -> dict[str, Any]:
        document = make(key)
        return {
            "pdf": document.pdf_stored,
            "bytes": len(opened(document, "pdf")) + len(opened(document, "docx")),
        }

    for key in ids:
        wait_until(begin)
        begin += step
        yield tried(lambda: made(key), document=key)  # noqa: B023


def without_files(ids: list[int]) -> Iterator[Any]:
    """Accept matters in a process that lays out nothing, as one does that is killed right after the act."""
    from xiaobao.docket.actions import issue

    issue.make_after_commit = lambda document_id: None
    yield from decide(ids)


def hold(seconds: float) -> Iterator[Any]:
    """Keep the database locked for so long."""
    from django.db import transaction

    with transaction.atomic():
        yield "held"
        time.sleep(seconds)


def impatient(ids: list[int], timeout: float) -> Iterator[Any]:
    """Decide, waiting for the lock only for so many seconds."""
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"]["timeout"] = timeout
    yield from decide(ids)


def cramped(ids: list[int], room: int) -> Iterator[Any]:
    """Decide in a process that may write no file past ``room`` bytes, the database's log included."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    yield from decide(ids)


def look(ids: list[int]) -> Iterator[Any]:
    """Open documents as their officer does."""
    from django.utils import timezone

    from xiaobao.docket.actions.issue import open_document

    for key in ids:
        given = {"document_id": key, "officer": _officer("chensiyuan"), "at": timezone.now(), "form": "pdf"}
        yield tried(lambda: {"bytes": len(open_document(**given).data)}, document=key)  # noqa: B023


def _officer(username: str) -> Any:
    from django.utils import timezone

    from xiaobao.docket.rulebook import current
    from xiaobao.staff.models import User
    from xiaobao.staff.permissions import authority

    rulebook = current()
    return authority(User.objects.get(username=username), rulebook.locality, rulebook.today(timezone.now()))


def look_over(laid_out_again: bool) -> Iterator[Any]:
    """Lay out what has no files yet, as the scheduler does; then say everything that does not hold together."""
    from tests.jobs.whole import flaws
    from xiaobao.docket.actions.make import make_missing

    make_missing()
    yield from flaws(laid_out_again=laid_out_again)


def finish(part: int) -> Iterator[Any]:
    """Bring the unfinished life to its end, and say the verbs of its events."""
    from tests.jobs.one_life import events, next_act

    while (told := events(part))[-1:] not in ([], ["close"]):
        next_act(part)
    yield told


def make_missing() -> Iterator[Any]:
    """Lay out what has no files yet, and say how many that were."""
    from xiaobao.docket.actions.make import make_missing

    yield make_missing()


def on_reports(work: str, given: dict[str, Any]) -> Iterator[Any]:
    """Do one function of ``report_work``."""
    from tests.jobs import report_work

    yield from getattr(report_work, work)(**given)


def on_ladder(work: str, given: dict[str, Any]) -> Iterator[Any]:
    """Do one function of ``ladder_work``."""
    from tests.jobs import ladder_work

    yield from getattr(ladder_work, work)(**given)


VERBS: dict[str, Callable[..., Iterator[Any]]] = {
    verb.__name__: verb
    for verb in (
        register, decide, enrol, make, without_files, hold, impatient, cramped, look, killed_at_random,
        killed_at_every_statement, look_over, finish, make_missing, on_reports, on_ladder,
    )
}  # fmt: skip

if __name__ == "__main__":
    main()
