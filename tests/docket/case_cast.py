"""What the examples of a case share: 周喆's report on which a case was filed, and who records what on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import cast
from tests.docket.arrival_cast import act
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.hand_to_police import hand_to_police
from xiaobao.docket.actions.milestone import milestone
from xiaobao.docket.actions.suspect import suspect
from xiaobao.docket.models import Case, Matter, Report

RECEIVED = "2026-05-18"
FILED_ON = date(2026, 5, 20)
PENALTY: dict[str, Any] = {
    "outcome": 1,
    "decision_number": "湖市监处罚〔2026〕18号",
    "penalty": "没收违法所得128元，罚款5000元",
    "fined": 5000,
    "confiscated": 128,
    "collective": False,
    "published": True,
    "same_province": True,
}
NO_PENALTY: dict[str, Any] = {
    "outcome": 2,
    "decision_number": "湖市监不罚〔2026〕3号",
    "penalty": "初次违法且危害后果轻微并及时改正。",
}
POLICE = "厦门市公安局湖里分局"
HANDED: dict[str, Any] = {
    "approve": True,
    "body": POLICE,
    "procuratorate": "厦门市湖里区人民检察院",
    "copies": [2, 4],
}


def filed(register: Callable[..., int], **changes: Any) -> int:
    """Register the report with the case filed on Wednesday 20 May 2026, as an export tells it."""
    told = {"decision": "filed", "decided_at": cast.NOON} | changes
    key = register(cast.report(**told))
    day = told["decided_at"].date() if told["decided_at"] else None
    Case.objects.create(
        matter_id=key,
        number="湖市监案〔2026〕1号",
        enforcement_number="厦湖市监案〔2026〕77号",
        cause="涉嫌销售超过保质期的食品",
        filed_on=day or date(2026, 5, 18),
        officers=["陈思远", "温岚"],
    )
    classified(key)
    return key


def classified(key: int, *subjects: str) -> None:
    """Have somebody said what the report is about; nothing any law asks to be told of unless named."""
    Report.objects.filter(pk=key).update(subjects=list(subjects), evidenced=True, classified_on=FILED_ON)


def step(key: int, officer: Any, event: str, on: str, **given: Any) -> Any:
    """Record a milestone on that day, at noon of it unless ``at`` says otherwise."""
    wanted = {"at": cast.at(on, "12:00")} | given
    return act(milestone, key, officer, event=event, on=date.fromisoformat(on), **wanted)


def decided(key: int, officer: Any, on: str = "2026-07-01", **given: Any) -> Any:
    """Record the penalty, decided on that day."""
    wanted = PENALTY | {"on": date.fromisoformat(on), "at": cast.at(on, "12:00")} | given
    return act(decide, key, officer, **wanted)


def handed_over(key: int, officers: dict[str, Any], on: str = "2026-05-20") -> Any:
    """Report a suspected crime and have it handed to the police the same day."""
    told = {
        "charge": "销售不符合安全标准的食品罪",
        "facts": "涉案酸奶三百余盒，检出致病菌。",
        "officers": ["陈思远", "温岚"],
    }
    at = cast.at(on, "12:00")
    act(suspect, key, officers["chensiyuan"], **told, reported_on=date.fromisoformat(on), at=at)
    return act(hand_to_police, key, officers["fangzhou"], **HANDED, at=at)


def matter(key: int) -> Matter:
    """The matter as it now stands."""
    return Matter.objects.get(pk=key)
