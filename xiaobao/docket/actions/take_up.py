"""Take a matter up for an act: visible, permitted, unchanged since it was opened, and lawful now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from xiaobao.docket.models import Event, Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.docket.sign_off import why_unsigned
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.standing import why_no_clock
from xiaobao.rules.workflow import Act, NotLawful, State, next_state
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record


def take_up(*, matter_id: int, version: int, officer: Authority, act: Act) -> tuple[Matter, State]:
    """Lock the matter and return it with the state the act leads to. The caller holds a transaction.

    Raises NotFound (absent or out of reach), NotAllowed (post, or an act another post signs), Changed
    (another officer acted since ``version``) and Refused (not lawful in the present state).
    """
    matter = visible(officer).select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("没有这件来件，或者它不在您的办理范围内。")
    if not officer.may(act.value):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能{act.label}。")
    if why := why_unsigned(matter, act, officer, current()):
        raise NotAllowed(why)
    if matter.version != version:
        raise changed_since(matter, version)
    try:
        return matter, next_state(matter.kind, matter.state, act, channel="desk")
    except NotLawful as refusal:
        raise Refused(refusal.sentence, code=refusal.code) from refusal


def put_back(
    *, matter: Matter, act: Act, officer: Authority, at: datetime, data: dict[str, object], address: str
) -> Event:
    """Save the matter after an act: version, event and audit row together."""
    matter.version += 1
    matter.unclocked = unclocked(matter)
    matter.save()
    event = Event.objects.create(
        matter=matter, verb=act.value, occurred_at=at, recorded_at=at, actor=officer.user, data=data
    )
    record(
        act=f"matter.{act.value}",
        subject=f"matter:{matter.pk}",
        at=at,
        actor=officer.user,
        post=officer.post,
        detail={"number": matter.number, "version": matter.version, **data},
        address=address,
    )
    return event


def unclocked(matter: Matter) -> str:
    """Say why no clock runs on the matter as it stands; empty while one does."""
    paused = not matter.has_running_clock and matter.clocks.filter(state="paused").exists()
    return why_no_clock(matter.kind, matter.state, running=matter.has_running_clock, paused=paused)


def changed_since(matter: Matter, version: int) -> Changed:
    """Say who has acted on the matter since it was at ``version``."""
    # An officer's act, a newer export and a step of settling first each raise the version by one and leave
    # one such event.
    raised = Q(verb="amend") | Q(actor__isnull=False) | Q(data__by__isnull=False)
    raising = matter.events.filter(raised).select_related("actor", "batch")
    missed = list(raising.order_by("-id")[: max(matter.version - version, 1)])
    # A version nobody was ever shown: the form was tampered with or damaged. The last event is what we know.
    missed = missed or list(matter.events.select_related("actor", "batch").order_by("-id")[:1])
    return Changed(
        by=missed[0].source,
        at=missed[0].recorded_at.astimezone(SHANGHAI),
        what=tuple(event.label for event in reversed(missed)),
    )
