"""What the examples of early warning share: looking at the ladder on a day, and the order that came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.supervise import Tally, supervise
from xiaobao.docket.models import Alert, Message, SupervisionOrder
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority

YELLOW_DAY, RED_DAY = "2026-05-27", "2026-05-28"
"""The complaint of Monday 18 May is to be decided on by Wednesday 27 May (令121 第十五条第一款)."""


@pytest.fixture
def case(register, officers) -> Case:
    """林晓禾's complaint in 陈思远's hands, on which nobody decides."""
    key = register(cast.complaint(office_name=""))
    assign(
        matter_id=key, version=1, officer=officers["hemin"], at=cast.NOON, office="huli", handler="chensiyuan"
    )
    return Case(key, officers)


@pytest.fixture
def yellow(case: Case) -> Case:
    """The same on its last day, with the order of the yellow card."""
    look(YELLOW_DAY)
    return case


def look(day: str, clock: str = "09:00") -> Tally:
    """Let the ladder be looked at once, at a moment."""
    return supervise(at=cast.at(day, clock), rulebook=current())


def stages() -> list[tuple[str, str]]:
    """The stages raised so far, with the clock of each."""
    return list(Alert.objects.order_by("pk").values_list("clock__clock", "stage"))


def told(stage: str) -> dict[str, bool]:
    """Who has been told of a stage, by name, and whether as a copy."""
    found = Message.objects.filter(alert__stage=stage).values_list("user__name", "copy")
    return dict(found)


def standing() -> SupervisionOrder:
    """The newest order."""
    found = SupervisionOrder.objects.order_by("-pk").first()
    assert found is not None
    return found


def do(verb: Any, who: str, officers: Mapping[str, Authority], day: str, **given: Any) -> SupervisionOrder:
    """Have an officer do something to the newest order."""
    order = standing()
    return verb(
        order_id=order.pk, version=order.version, officer=officers[who], at=cast.at(day, "15:00"), **given
    )
