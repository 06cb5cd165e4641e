"""The frame of every act on one of the four regulars: found, permitted, unchanged, in the right state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from xiaobao.docket.key_enterprises import insist
from xiaobao.docket.models import Engagement
from xiaobao.docket.rulebook import SHANGHAI, Rulebook, current
from xiaobao.refusals import Changed, NotFound, Refused
from xiaobao.rules.regulars import FROM, RegularAct
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing


@dataclass
class Engaged:
    """One engagement while something is done with it; ``detail`` goes into the trail: codes and dates."""

    engagement: Engagement
    officer: Authority
    at: datetime
    rulebook: Rulebook
    detail: dict[str, object] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Xiamen."""
        return self.rulebook.today(self.at)


@contextmanager
def engaging(
    act: RegularAct, *, engagement_id: int, version: int, officer: Authority, at: datetime, address: str
) -> Iterator[Engaged]:
    """Hold the engagement in a transaction; what the act has set is saved and recorded on leaving.

    Raises NotAllowed, NotFound, Changed, Refused.
    """
    with writing():
        Engagement.objects.select_for_update().filter(pk=engagement_id).first()
        engagement = standing(act, engagement_id=engagement_id, version=version, officer=officer)
        engaged = Engaged(engagement, officer, at, current())
        yield engaged
        engagement.version += 1
        engagement.by = officer.user
        engagement.save()
        record(
            act=f"engagement.{act.value}", subject=f"engagement:{engagement.pk}", at=at,
            actor=officer.user, post=officer.post, address=address,
            detail={"kind": engagement.kind, "version": engagement.version, **engaged.detail},
        )  # fmt: skip


def standing(act: RegularAct, *, engagement_id: int, version: int, officer: Authority) -> Engagement:
    """Return the engagement as the officer has read it, if ``act`` may be done now; raises as above."""
    insist(officer)
    engagement = Engagement.objects.select_related("enterprise", "by").filter(pk=engagement_id).first()
    if engagement is None:
        raise NotFound("没有这次定时工作。")
    if engagement.version != version:
        raise _changed(engagement)
    if engagement.state not in FROM[act]:
        raise Refused(f"这次定时工作现在是“{engagement.get_state_display()}”，不能{act.label}。")
    return engagement


def _changed(engagement: Engagement) -> Changed:
    row = AuditEntry.objects.filter(subject=f"engagement:{engagement.pk}").order_by("-pk").first()
    what = row.act.removeprefix("engagement.") if row else ""
    done = tuple(act.label for act in RegularAct if act.value == what)
    when = row.at if row else engagement.prepared_at or datetime.min.replace(tzinfo=SHANGHAI)
    return Changed(by=row.actor_name if row else "系统", at=when.astimezone(SHANGHAI), what=done)
