"""Learning from corrections (挖掘学习): examples from the last run and from rulings, models put in service.

A model is only put in service when somebody says so, and only where it is not worse than the one it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xiaobao import law
from xiaobao.refusals import Refused

SCHEMES = ("hot", "object", "problem")


@dataclass(frozen=True)
class Lesson:
    """What came of learning one scheme; ``card`` is where the card of a model put in service lies."""

    scheme: str
    why: str
    serves: bool
    served: bool
    macro_f1: float | None
    examples: int
    card: str = ""


def learn(*, on: date, at: datetime, serve: bool) -> list[Lesson]:
    """Learn every scheme anew and compare; with ``serve`` put in service what is not worse.

    Raises Refused where the mining has not run yet, MalformedContent, ModelRefused.
    """
    from xiaobao.jobs.mining_run import latest, models
    from xiaobao.mining.engine import connect
    from xiaobao.mining.examples import examples
    from xiaobao.mining.kept import Kept
    from xiaobao.mining.learner import learn_from
    from xiaobao.mining.pipeline import Run

    folder = latest()
    if folder is None:
        raise Refused("还没有做过挖掘，请先运行 xiaobao mine。", code="JOB-007")
    run = Run(on=on, content=law.content_dir(), engine=connect(), secret=b"", models=models())
    told = examples(Kept(folder), _rulings(), run)
    proposals = learn_from(models(), told, content=run.content, on=on)
    return [_lesson(proposals[scheme], len(told[scheme]), models(), at, serve=serve) for scheme in proposals]


def _rulings() -> dict[tuple[int, str], str]:
    from xiaobao.docket.models import LabelRuling

    rows = LabelRuling.objects.filter(matter__guarded=False).order_by("pk")
    return {
        (matter, scheme): given for matter, scheme, given in rows.values_list("matter", "scheme", "given")
    }


def _lesson(proposal: Any, examples: int, folder: Path, at: datetime, *, serve: bool) -> Lesson:
    compared = proposal.comparison
    fits = proposal.model is not None and compared.serves
    card = _put_in_service(proposal, folder, at) if serve and fits else ""
    figures = proposal.card.held_out.macro_f1.value if proposal.card else None
    return Lesson(proposal.scheme, compared.why, fits, bool(card), figures, examples, card)


def _put_in_service(proposal: Any, folder: Path, at: datetime) -> str:
    from xiaobao.mining.learner import serve
    from xiaobao.vault import audit
    from xiaobao.writing import writing

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with writing():
        detail = {"scheme": proposal.scheme, "model": proposal.card.digest}
        audit.record(
            act="mining.served", subject=f"model:{proposal.scheme}", at=at, actor=None, detail=detail
        )
        return str(serve(folder, proposal))


def in_service() -> list[dict[str, Any]]:
    """Return of each scheme the model that serves: whose it is, since when, and how good it was found."""
    from xiaobao.jobs.mining_run import models
    from xiaobao.mining import model_file, shelf_of_models

    found = []
    for scheme in SCHEMES:
        served = shelf_of_models.serving(models(), law.content_dir(), scheme)
        if served is not None:
            own = models().is_dir() and model_file.load(models(), scheme) is not None
            found.append({"own": own, **served[1].model_dump(mode="json", exclude={"settings"})})
    return found
