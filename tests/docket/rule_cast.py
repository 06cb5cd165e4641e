"""Files of rules as the examples change them: the ladder, a notice, one regulation."""

from __future__ import annotations

import re

from tests import notices_2027
from tests.conftest import CONTENT
from xiaobao.docket.models import Alert, Clock, RuleKind
from xiaobao.docket.rule_files import RuleFile

LADDER = (CONTENT / "supervision" / "huli.yaml").read_text(encoding="utf-8")
ORDER_121 = (CONTENT / "law" / "samr-order-121.yaml").read_text(encoding="utf-8")


def ladder(*changes: tuple[str, str]) -> RuleFile:
    """The bureau's ladder with some lines put otherwise."""
    return RuleFile(RuleKind.LADDER, "huli.yaml", _put(LADDER, changes))


def notice(*changes: tuple[str, str]) -> RuleFile:
    """The invented notice for 2027."""
    return RuleFile(RuleKind.CALENDAR, "2027.yaml", _put(notices_2027.INVENTED, changes))


def order_121(clock: str, amount: int) -> RuleFile:
    """Order 121 with another number of days for one clock."""
    row = re.search(rf"  - id: {re.escape(clock)}\n(?:    .*\n)*?    amount: (\d+)", ORDER_121)
    assert row is not None
    text = ORDER_121[: row.start(1)] + str(amount) + ORDER_121[row.end(1) :]
    return RuleFile(RuleKind.REGULATION, "samr-order-121.yaml", text)


def raised(clock: Clock, stage: str, at) -> Alert:
    """Keep that a stage was raised for the due day the clock has."""
    return Alert.objects.create(
        clock=clock, matter=clock.matter, stage=stage, grade=stage, due_on=clock.due_earliest,
        reached_at=at, raised_at=at, office=clock.matter.office, ladder="0" * 12,
    )  # fmt: skip


def _put(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text
