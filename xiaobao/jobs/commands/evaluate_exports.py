"""``xiaobao evaluate exports``: take in a year's exports, mine, compare with the truth."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from xiaobao.jobs.answer import json_option, put, refuse, say

PATTERNS = ("12315*.xlsx", "12345*.xlsx")
TRUTH = "truth*.csv"
_OWN = ("XIAOBAO_DATABASE", "XIAOBAO_ANCHORS")
"""Where the user's database and anchors are: a measurement touches neither."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="计算引擎。")
@click.option("--master", default="", help="Spark 主节点的地址。")
@click.option(
    "--home", "kept", type=click.Path(file_okay=False, path_type=Path), default=None,
    help="导入到这个目录并保留，下次不必重新导入；不写则用完即删。",
)  # fmt: skip
@json_option
def exports(folder: Path, engine: str, master: str, kept: Path | None, as_json: bool) -> None:
    """把 DIR 中一年的导出文件导入一个临时目录，做一次挖掘，与 truth*.csv 比较。

    比较热点类别、重复、疑似职业索赔和群体投诉；给出各步用时和内存峰值。
    """
    files = [file for pattern in PATTERNS for file in sorted(folder.glob(pattern))]
    truth = sorted(folder.glob(TRUTH))
    if not files or not truth:
        refuse("JOB-010", f"{folder} 中没有导出文件（{'、'.join(PATTERNS)}）或者 {TRUTH}。", as_json=as_json)
    with _home_of_its_own(kept):
        document = _measured(files, truth, engine=engine, master=master)
    put(document, as_json=as_json, words=_words(document))


@contextmanager
def _home_of_its_own(kept: Path | None) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("XIAOBAO_HOME", *_OWN)}
    place = kept or Path(tempfile.mkdtemp(prefix="xiaobao-exports-"))
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in _OWN:
        os.environ.pop(name, None)
    os.environ["XIAOBAO_HOME"] = str(place.absolute())
    try:
        yield
    finally:
        if kept is None:
            shutil.rmtree(place, ignore_errors=True)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _measured(files: list[Path], truth: list[Path], *, engine: str, master: str) -> dict[str, Any]:
    from xiaobao.jobs.known_truth import compared, read

    began = perf_counter()
    imported = _taken_in(files)
    taken = perf_counter() - began
    done, tables = _mined(engine, master)
    return {
        **compared(tables, read(truth)),
        "matters": done.matters,
        "imported": imported,
        "import_seconds": round(taken, 2),
        "steps": {step["step"]: step["seconds"] for step in done.steps},
        "seconds": done.seconds,
        # of this process, the taking in included (kilobytes on Linux)
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "findings": done.findings,
        "engine": engine,
    }


def _taken_in(files: list[Path]) -> int:
    """Take the files in, unless the home holds matters already; returns how many came in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from xiaobao import law
    from xiaobao.docket.actions.take_in import import_path
    from xiaobao.docket.models import Matter
    from xiaobao.rules import locality
    from xiaobao.staff.seed import seed_offices
    from xiaobao.vault.indexing import ensure_keys

    ensure_keys()
    call_command("migrate", verbosity=0, interactive=False)
    if Matter.objects.exists():
        return 0
    seed_offices(locality.load(law.content_dir(), settings.LOCALITY))
    for file in files:
        say(f"导入 {file.name}…")
        with tempfile.TemporaryDirectory() as aside:
            # Rejected rows are written beside a file: that is not the place for them here.
            copy = shutil.copy(file, aside)
            import_path(Path(copy), system="auto", dry_run=False, at=timezone.now(), by=None)
    return Matter.objects.count()


def _mined(engine: str, master: str) -> tuple[Any, Any]:
    from django.db.models import Max
    from django.utils import timezone

    from xiaobao.docket.models import Matter
    from xiaobao.jobs.mining_run import mine
    from xiaobao.mining.kept import Kept

    last = Matter.objects.aggregate(last=Max("received_on"))["last"]
    done = mine(
        on=last + timedelta(days=1), clock=timezone.now, engine=engine, master=master, full=True,
        progress=lambda name: say(f"{name}…"),
    )  # fmt: skip
    return done, Kept(done.folder)


def _words(document: dict[str, Any]) -> str:
    return "\n".join(f"{name:26} {value}" for name, value in document.items())
