"""One run of the mining (挖掘): the docket out as tables, the steps, the findings back in; one at a time.

Under ``mining/`` in the home lie the folders of the last runs by the id of their row, tables as Parquet, and
``run.json`` beside them; ``new-…`` is one in the making. A folder gets its name inside the transaction that
brings the findings in: whatever ends the process leaves the run before, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from xiaobao import law
from xiaobao.home import home, key
from xiaobao.home import mining as mining_home
from xiaobao.refusals import Unavailable

KEPT_RUNS = 2
"""The last run and the one before it are kept as tables; the docket keeps what was found for good."""
KEY = "mining-key"
SETTINGS = ("mining", "routing", "taxonomy")
"""Folders of the content that bear on what a run finds."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Done:
    """A run that is in the docket: its id, how each part went, its folder, the alarms it raised."""

    run: int
    on: date
    engine: str
    matters: int
    findings: dict[str, int]
    alarms: int
    steps: list[dict[str, Any]]
    seconds: float
    incremental: bool
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return it as the command prints it."""
        return {**asdict(self), "folder": str(self.folder)}


def mine(
    *,
    on: date,
    clock: Callable[[], datetime],
    engine: str = "duckdb",
    master: str = "",
    full: bool = False,
    progress: Progress = lambda _name: None,
) -> Done:
    """Run the mining as of the end of a day and bring what it finds into the docket.

    ``full`` works every text again. Raises Unavailable where another run is under way or the database cannot
    be written, mining.engine.NoSuchEngine, law.MalformedContent.
    """
    from xiaobao.mining.engine import connect

    began, started = clock(), perf_counter()
    with _alone(), _in_the_making() as folder:
        worker = connect(engine, master=master)
        try:
            made = _Making(on, worker, folder, full=full, at=began)
            made.work(progress)
            progress("load")
            return made.bring_in(began, clock, started)
        finally:
            worker.close()


class _Making:
    """The tables of a run in the making."""

    def __init__(self, on: date, engine: Any, folder: Path, *, full: bool, at: datetime) -> None:
        from xiaobao.mining.kept import Kept
        from xiaobao.mining.tables import Tables

        self.on, self.engine, self.folder, self.at = on, engine, folder, at
        self.tables = Tables(folder)
        self.stamp = _stamp()
        last = latest()
        self.before = Kept(last) if last else None
        self.incremental = bool(last) and not full and _told(last).get("stamp") == self.stamp
        self.steps: list[dict[str, Any]] = []

    def work(self, progress: Progress) -> None:
        """Take the docket out and take its tables through the steps."""
        from xiaobao.docket.rulebook import current
        from xiaobao.mining import pipeline
        from xiaobao.mining.afresh import incremental
        from xiaobao.mining.steps import steps
        from xiaobao.mining.tables import empty

        progress("extract")
        self._extract()
        every = steps(current().locality.claimants)
        chain = [incremental(step) if self.incremental else step for step in every]
        told = self._run()
        for step in chain:
            for took in pipeline.run([step], self.tables, told, progress=progress):
                self.steps.append({"step": took.step, "seconds": round(took.seconds, 2), "rows": took.rows})
            if step.name == "linkage":
                # Whoever they are has done its work: no later step can read a name.
                self.tables.put("people", empty("people"))

    def bring_in(self, began: datetime, clock: Callable[[], datetime], started: float) -> Done:
        """Bring the findings into the docket and give the folder its name, both or neither."""
        from xiaobao.docket.actions.keep_findings import Told, keep_findings
        from xiaobao.docket.actions.tell_watches import tell_watches
        from xiaobao.docket.rulebook import current
        from xiaobao.mining import finding_settings
        from xiaobao.writing import writing

        loading = perf_counter()
        told = Told(self.on, self.engine.name, began, self.steps, self.stamp["settings"], self.stamp["model"])
        most = finding_settings.read(law.content_dir()).linked_reasons
        with writing():
            row = keep_findings(self.tables, told, linked_reasons=most, at=clock())
            alarms = tell_watches(row, rulebook=current(), at=clock())
            self._step("load", loading, {})
            row.steps = self.steps
            row.save(update_fields=["steps"])
            folder = _placed(self.folder, row.pk, {"stamp": self.stamp, "on": self.on.isoformat()})
        _sweep(keep=row.pk)
        return Done(
            run=row.pk, on=self.on, engine=self.engine.name, matters=row.matters, findings=self._counts(),
            alarms=alarms, steps=self.steps, seconds=round(perf_counter() - started, 2),
            incremental=self.incremental, folder=folder,
        )  # fmt: skip

    def _extract(self) -> None:
        from xiaobao.docket import mining_people, mining_tables

        began = perf_counter()
        self.tables.put("matters", mining_tables.matters(self.on))
        self.tables.put("enterprises", mining_tables.enterprises())
        self.tables.put("people", mining_people.people(engine=self.engine.name, at=self.at))
        rows = {name: self.tables[name].num_rows for name in ("matters", "enterprises", "people")}
        self._step("extract", began, rows)

    def _run(self) -> Any:
        from xiaobao.docket.mining_rulings import rulings
        from xiaobao.mining.pipeline import Run

        return Run(
            on=self.on, content=law.content_dir(), engine=self.engine, secret=key(KEY), models=models(),
            before=self.before, rulings=rulings(),
        )  # fmt: skip

    def _step(self, name: str, began: float, rows: dict[str, int]) -> None:
        self.steps.append({"step": name, "seconds": round(perf_counter() - began, 2), "rows": rows})

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for kind, change in zip(*(self.tables["findings"][name].to_pylist() for name in ("kind", "change")),
                                strict=True):  # fmt: skip
            if change != "gone":
                counts[kind] = counts.get(kind, 0) + 1
        return counts


def latest() -> Path | None:
    """Return the folder of the last run whose findings are in the docket; None where there is none."""
    from xiaobao.docket.models import MiningRun

    runs = MiningRun.objects.order_by("-pk").values_list("pk", flat=True)[: 2 * KEPT_RUNS]
    return next((folder for run in runs if (folder := mining_home() / str(run)).is_dir()), None)


def models() -> Path:
    """Return the folder of the models the bureau has put in service; it need not exist."""
    return home() / "mining" / "models"


def ran_since(moment: datetime) -> bool:
    """Tell whether a run has begun since a moment and is in the docket."""
    from xiaobao.docket.models import MiningRun

    return MiningRun.objects.filter(began_at__gte=moment).exists()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of the mining; a process that is killed lets go of it. Raises Unavailable."""
    with (mining_home() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Unavailable("另一次挖掘正在进行，请等它结束后再运行。", code="JOB-006") from error
        yield


@contextmanager
def _in_the_making() -> Iterator[Path]:
    """Yield a new folder, gone afterwards unless it has been given its name; so are those of killed runs."""
    for left in mining_home().glob("new-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = mining_home() / f"new-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _placed(folder: Path, run: int, told: dict[str, Any]) -> Path:
    (folder / "run.json").write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    placed = folder.with_name(str(run))
    # One of this number can only be of a run whose transaction was never committed.
    shutil.rmtree(placed, ignore_errors=True)
    return folder.rename(placed)


def _told(folder: Path | None) -> dict[str, Any]:
    file = folder / "run.json" if folder else None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else {}
    return told


def _sweep(keep: int) -> None:
    """Remove the tables of all runs but the last; ``keep`` is the newest."""
    older = sorted((int(one.name) for one in mining_home().iterdir() if one.name.isdigit()), reverse=True)
    for run in [one for one in older if one <= keep][KEPT_RUNS:]:
        shutil.rmtree(mining_home() / str(run), ignore_errors=True)


def _stamp() -> dict[str, str]:
    """Return digests of what bears on the tables: settings, models, and the steps as they are written."""
    from xiaobao import mining
    from xiaobao.mining.kept import digest

    content = law.content_dir()
    settings = [file for name in SETTINGS for file in (content / name).rglob("*.yaml")]
    written = Path(mining.__file__).parent.glob("*.py")
    served = [file for file in models().rglob("*") if file.is_file()]
    shipped = [file for file in (content / "mining").rglob("*") if file.is_file() and file.suffix != ".yaml"]
    return {"settings": digest(settings), "model": digest([*served, *shipped]), "steps": digest(written)}
