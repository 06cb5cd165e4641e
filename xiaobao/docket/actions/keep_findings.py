"""Bring what a run of the mining has found into the docket, all of it or nothing; no matter is touched.

Whatever a person has decided stays: a run opens a finding again only where the rule says so (it has grown
past the ruling, its day has come). Of rings and persons complaints alone are kept, and what was made an
insider's report meanwhile is left out (令121 第三十七条, 第二十八条第二款).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xiaobao.docket import bulk
from xiaobao.docket.actions.keep_labels import keep_labels
from xiaobao.docket.actions.keep_links import keep_enterprises, keep_persons
from xiaobao.docket.mining_evidence import evidence
from xiaobao.docket.models import (
    Finding,
    FindingChange,
    FindingKind,
    FindingMember,
    FindingState,
    LinkedPerson,
    Matter,
    MatterLabel,
    MiningRun,
)
from xiaobao.mining.finding_groups import REPEATED
from xiaobao.mining.noise import noise
from xiaobao.mining.tables import Tables
from xiaobao.vault import audit
from xiaobao.writing import writing

KEPT = "mining.kept"
"""What the bringing in is called in the audit trail."""
_TOLD = (
    "title", "why", "score", "respondent_id", "person", "place", "first_on", "last_on", "matters", "persons",
)  # fmt: skip
_COLUMNS = (*_TOLD, "parts", "evidence", "change", "state", "snoozed_until", "last_run_id", "version")
_RULED_OUT = (FindingState.REJECTED.value, FindingState.SNOOZED.value)
_Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What is said of a run: its day, its engine, when it began, how its steps went, what was in force."""

    on: date
    engine: str
    began_at: datetime
    steps: Sequence[Mapping[str, Any]]
    settings: str = ""
    model: str = ""


def keep_findings(tables: Tables, told: Told, *, linked_reasons: int, at: datetime) -> MiningRun:
    """Keep findings, links and labels of a run and return its row; raises Unavailable.

    ``linked_reasons``: how many other complaints are named beside one as its author's.
    """
    with writing():
        run = MiningRun.objects.create(
            on=told.on, began_at=told.began_at, ended_at=at, engine=told.engine,
            matters=tables["matters"].num_rows, settings=told.settings, model=told.model,
            steps=list(told.steps), noise=noise(tables),
        )  # fmt: skip
        allowed = _Allowed(tables)
        counts = _keep(tables, run, allowed)
        counts |= keep_persons(tables, allowed.complaints, most=linked_reasons)
        counts |= keep_enterprises(tables)
        counts |= keep_labels(tables, allowed.matters, _in_rings())
        audit.record(
            act=KEPT, subject=f"mining_run:{run.pk}", at=at, actor=None,
            detail={"engine": told.engine, "matters": run.matters, **counts},
        )  # fmt: skip
    return run


class _Allowed:
    """The matters that may be told of, and the complaints among them, as the docket says in this moment."""

    def __init__(self, tables: Tables) -> None:
        guarded = set(Matter.objects.filter(guarded=True).values_list("pk", flat=True))
        for model in (FindingMember, LinkedPerson, MatterLabel):
            model._default_manager.filter(matter__in=guarded).delete()
        matters = tables["matters"]
        tracks = dict(zip(matters["matter"].to_pylist(), matters["track"].to_pylist(), strict=True))
        self.matters = tracks.keys() - guarded
        self.complaints = {key for key in self.matters if tracks[key] == "complaint"}


def _in_rings() -> set[int]:
    """Return the complaints of rings that are put forward or confirmed: they may be labelled so."""
    rings = Finding.objects.filter(kind=FindingKind.RING).exclude(change=FindingChange.GONE)
    held = rings.exclude(state__in=_RULED_OUT)
    return set(FindingMember.objects.filter(finding__in=held).values_list("matter_id", flat=True))


def _keep(tables: Tables, run: MiningRun, allowed: _Allowed) -> dict[str, int]:
    rows = {row["finding"]: row for row in tables["findings"].to_pylist() if row["change"] != "gone"}
    members = _members(tables, rows, allowed)
    rows = {key: row for key, row in rows.items() if len(members[key]) > 1}
    known = {one.key: one for one in Finding.objects.all()}
    beside = evidence(tables, rows, members)
    new = [_new(row, run, beside[key]) for key, row in rows.items() if key not in known]
    Finding.objects.bulk_create(new, batch_size=500)
    again = [(known[key], rows[key]) for key in rows if key in known]
    gone = [one for one in known.values() if one.key not in rows and one.change != FindingChange.GONE]
    changed = [_again(one, row, run, beside[row["finding"]]) for one, row in again]
    bulk.update(Finding, _COLUMNS, [_values(one) for one in (*changed, *map(_gone, gone))])
    _keep_members({one.key: one for one in (*new, *changed)}, members)
    return {"findings": len(rows), "new": len(new), "gone": len(gone)}


def _members(tables: Tables, rows: Mapping[str, _Row], allowed: _Allowed) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in tables["finding_members"].to_pylist():
        kind = rows[row["finding"]]["kind"] if row["finding"] in rows else ""
        if row["matter"] in (allowed.complaints if kind == FindingKind.RING else allowed.matters):
            found[row["finding"]].append(row)
    return found


def _new(row: _Row, run: MiningRun, beside: dict[str, Any]) -> Finding:
    finding = Finding(kind=row["kind"], key=row["finding"], first_run=run, last_run=run)
    _tell(finding, row)
    finding.evidence, finding.change = beside, row["change"]
    return finding


def _again(finding: Finding, row: _Row, run: MiningRun, beside: dict[str, Any]) -> Finding:
    """Bring a finding up to date; one that is ruled out stays as it was when it was ruled on."""
    finding.evidence, finding.change, finding.last_run = beside, row["change"], run
    if finding.state in _RULED_OUT and not row["put_forward"]:
        return finding
    if finding.state in _RULED_OUT:
        finding.state, finding.snoozed_until = FindingState.OPEN, None
        finding.version += 1
    _tell(finding, row)
    return finding


def _tell(finding: Finding, row: _Row) -> None:
    for name in _TOLD:
        setattr(finding, name, row["respondent" if name == "respondent_id" else name])
    finding.title = row["title"][:200]
    finding.parts = json.loads(row["parts"])


def _gone(finding: Finding) -> Finding:
    # What stood beside it is words of matters: they are not kept longer than they are shown.
    finding.change, finding.evidence = FindingChange.GONE, {}
    return finding


def _values(finding: Finding) -> tuple[Any, ...]:
    return (*(getattr(finding, name) for name in _COLUMNS), finding.pk)


def _keep_members(findings: Mapping[str, Finding], members: Mapping[str, Sequence[_Row]]) -> None:
    wanted = {
        (findings[key].pk, row["matter"]): (row["why"][:200], row["part"] != REPEATED)
        for key in findings
        for row in members[key]
    }
    there = _there(one.pk for one in findings.values())
    gone = [key for pair, (key, *_) in there.items() if pair not in wanted]
    for first in range(0, len(gone), 500):
        FindingMember.objects.filter(pk__in=gone[first : first + 500]).delete()
    new = [(*pair, *told) for pair, told in wanted.items() if pair not in there]
    bulk.insert(FindingMember, ("finding_id", "matter_id", "why", "counted"), new)
    changed = [(*told, there[pair][0]) for pair, told in wanted.items()
               if pair in there and there[pair][1:] != told]  # fmt: skip
    bulk.update(FindingMember, ("why", "counted"), changed)


def _there(findings: Iterable[int]) -> dict[tuple[int, int], tuple[int, str, bool]]:
    mine = set(findings)
    rows = FindingMember.objects.order_by().values_list("finding_id", "matter_id", "pk", "why", "counted")
    return {
        (finding, matter): (key, why, counted)
        for finding, matter, key, why, counted in rows.iterator(chunk_size=5000)
        if finding in mine
    }
