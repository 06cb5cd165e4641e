"""Draw complaints for a look back (抽查, 令121 第二十六条): by a seed, so that the draw can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from xiaobao.docket.models import Drawn, Matter, Sample
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules import sampling
from xiaobao.rules.decision import REFUSED
from xiaobao.rules.workflow import Act, Track, lawful, states
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def draw_sample(
    *,
    officer: Authority,
    at: datetime,
    since: date | None,
    until: date | None,
    size: int,
    seed: int,
    states: Sequence[str] = (),
    office: str = "",
    address: str = "",
) -> Sample:
    """Draw ``size`` complaints received from ``since`` to ``until``, both days included, within reach.

    ``states``: the states drawn from, all in which a return visit is lawful where none is given; ``office``
    is an office code. Raises NotAllowed, and Refused (with ``fields``) also when nothing fits.
    """
    if not officer.may("sample"):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能抽查。")
    _insist(since, until, at.astimezone(SHANGHAI).date(), size, seed)
    chosen = tuple(states) or visitable()
    with writing():
        found = dict(_population(officer, since, until, chosen, office).values_list("number", "pk"))
        if not found:
            sentence = "这一期间没有符合条件的投诉。"
            raise Refused(sentence, fields={"since": sentence})
        sample = Sample.objects.create(
            seed=seed,
            criteria={**_criteria(since, until, chosen, office), "size": size},
            population=len(found),
            digest=sampling.digest(tuple(found)),
            drawn_at=at,
            drawn_by=officer.user,
        )
        numbers = sampling.draw(tuple(found), size, seed)
        Drawn.objects.bulk_create(
            Drawn(sample=sample, matter_id=found[number], place=place)
            for place, number in enumerate(numbers, start=1)
        )
        detail = {"seed": seed, "population": len(found), "digest": sample.digest, **sample.criteria}
        record(
            act="sample.draw", subject=f"sample:{sample.pk}", at=at, actor=officer.user, detail=detail,
            post=officer.post, address=address,
        )  # fmt: skip
    return sample


def visitable() -> tuple[str, ...]:
    """Return the states of a complaint in which a return visit is lawful."""
    return tuple(
        state.value
        for state in states(Track.COMPLAINT)
        if any(row.act is Act.VISIT for row in lawful(Track.COMPLAINT, state))
    )


def _insist(since: date | None, until: date | None, today: date, size: int, seed: int) -> None:
    decision = sampling.check_draw(since=since, until=until, today=today, size=size, seed=seed)
    if decision.outcome == REFUSED:
        fields = {reason.field: reason.text for reason in decision.reasons}
        raise Refused("".join(fields.values()), fields=fields)


def _population(
    officer: Authority, since: date | None, until: date | None, chosen: tuple[str, ...], office: str
) -> QuerySet[Matter]:
    found = visible(officer).filter(kind=Track.COMPLAINT.value, state__in=chosen)
    found = found.filter(received_on__gte=since, received_on__lte=until)
    return found.filter(office__code=office) if office else found


def _criteria(
    since: date | None, until: date | None, chosen: tuple[str, ...], office: str
) -> dict[str, object]:
    return {"since": str(since), "until": str(until), "states": list(chosen), "office": office}
