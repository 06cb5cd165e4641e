"""Load a year's holiday notice from the command line (载入节假日安排): by one administrator of the machine.

It takes the way of every change of rules (``apply_rules``), signed by nobody: what moves is listed, kept and
audited alike, and exactly the clocks the notice touches are recomputed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xiaobao.docket.actions.apply_rules import finish_rules, put_in_service
from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.rule_files import RuleFile, decoded, digest_of
from xiaobao.docket.rulebook import current
from xiaobao.docket.what_if import what_if
from xiaobao.refusals import BadFile, Refused
from xiaobao.vault.audit import record
from xiaobao.writing import writing

BY_COMMAND = "由系统管理员在命令行载入。"


def load_calendar(path: Path, *, at: datetime) -> int:
    """Check and keep the notice, then recompute the running clocks; returns how many due dates moved.

    Raises BadFile with the reason, and changes nothing then; Unavailable when the machine cannot do it now.
    """
    finish_rules(at=at)
    try:
        change = _listed(_read(path), at)
    except Refused as error:
        raise BadFile(error.sentence) from error
    with writing():
        change.save()
        year, detail = path.stem, {"sha256": change.digest}
        record(act="calendar.load", subject=f"calendar:{year}", at=at, actor=None, detail=detail)
    return put_in_service(change, at=at)


def _read(path: Path) -> RuleFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"“{path.name}”不是可用的节假日安排：文件不能读取（{error.strerror}）") from error
    return RuleFile(RuleKind.CALENDAR, path.name, decoded(path.name, data))


def _listed(file: RuleFile, at: datetime) -> RuleChange:
    moves = what_if(file, rulebook=current(), at=at)
    return RuleChange(
        kind=file.kind, name=file.name, text=file.text, digest=digest_of(file.text), reason=BY_COMMAND,
        moves=moves.packed(), moves_digest=moves.digest, counts=moves.counts(),
        state=RuleChange.State.SIGNED, proposed_at=at, decided_at=at,
    )  # fmt: skip
