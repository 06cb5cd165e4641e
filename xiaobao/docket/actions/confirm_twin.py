"""Confirm that two complaints are one dispute told twice, and tie them as such (关联同一争议).

The tie is the one an officer makes at registration (``LinkKind.SAME``): the rules of acceptance show it
when the later one is decided on (令121 第十六条第二项), and decide nothing. Neither is closed or declined.
Two reports are never tied here: whether one repeats the other is found by an act of its own
(第三十五条第二款).
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.rule_finding import keep_ruling
from xiaobao.docket.finding_reach import matters_of
from xiaobao.docket.finding_taking import Taken, take_finding
from xiaobao.docket.models import Finding, FindingKind, FindingVerb, Link, LinkKind, Matter
from xiaobao.docket.twin_page import LINKS
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def confirm_twin(
    *, finding_id: int, version: int, words: str = "", officer: Authority, at: datetime, address: str = ""
) -> Finding:
    """Confirm the finding and tie each later complaint to the first received, in one transaction.

    Raises NotAllowed, NotFound, Changed, Refused (no twin of complaints; words).
    """
    if not officer.may(LINKS):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能关联来件。")
    with writing():
        taken = take_finding(
            finding_id=finding_id, version=version, verb=FindingVerb.CONFIRM, officer=officer, at=at,
            address=address,
        )  # fmt: skip
        first, *later = _complaints(taken)
        for matter in later:
            _tie(first, matter, taken)
        return keep_ruling(taken, reason="", words=words, until=None)


def _complaints(taken: Taken) -> list[Matter]:
    """Return the complaints in the order received; all of them within the officer's reach."""
    finding = taken.finding
    matters = list(matters_of(taken.officer, finding))
    if finding.kind != FindingKind.TWIN or any(one.kind != Track.COMPLAINT for one in matters):
        raise Refused("只有疑似重复的投诉可以在这里关联；重复举报由承办人另行认定。")
    if len(matters) < 2 or len(matters) < finding.members.count():
        raise Refused("两件都在您的办理范围内，才能关联。")
    return matters


def _tie(first: Matter, later: Matter, taken: Taken) -> None:
    pair = (first.pk, later.pk)
    if Link.objects.filter(earlier__in=pair, later__in=pair).exists():
        return
    Link.objects.create(
        earlier=first, later=later, kind=LinkKind.SAME, made_at=taken.at, made_by=taken.officer.user
    )
    record(
        act="finding.linked", subject=f"matter:{later.pk}", at=taken.at, actor=taken.officer.user,
        post=taken.officer.post, address=taken.address,
        detail={"number": later.number, "linked": first.number, "finding": taken.finding.pk},
    )  # fmt: skip
