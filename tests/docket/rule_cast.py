"""Files of rules as the examples change them, the two who propose and sign, and what came of it."""

from __future__ import annotations

import re

import pytest

from tests import cast, notices_2027
from tests.conftest import CONTENT
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.actions.sign_rules import sign_rules
from xiaobao.docket.models import Alert, Clock, RuleKind
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import current
from xiaobao.vault.models import AuditEntry

LADDER = (CONTENT / "supervision" / "huli.yaml").read_text(encoding="utf-8")
ORDER_121 = (CONTENT / "law" / "samr-order-121.yaml").read_text(encoding="utf-8")
WHY = "提前两天提醒，减少逾期。"
LATER = cast.at("2026-05-20", "15:00")
EARLIER_REMINDER = ("left: 3\n", "left: 4\n")


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


@pytest.fixture
def propose(own_home, officers, register):
    """The head of the consumer section proposes an earlier reminder while one complaint waits."""
    register()

    def propose(file=None, who="luyiheng", at=cast.NOON):
        return propose_rules(file=file or ladder(EARLIER_REMINDER), reason=WHY, officer=officers[who], at=at)

    return propose


@pytest.fixture
def sign(officers):
    """The bureau's leader signs the list that stands."""

    def sign(change, who="fangzhou", shown=None, at=LATER):
        return sign_rules(
            change_id=change.pk,
            shown=shown or change.moves_digest,
            officer=officers[who],
            at=at,
            words="同意。",
        )

    return sign


def acts() -> list[tuple[str, str]]:
    """The rows of the trail about rules."""
    found = AuditEntry.objects.filter(subject__startswith="rules:").order_by("id")
    return [(entry.act, entry.actor_name) for entry in found]


def in_service() -> list[int | None]:
    """When the usual ladder reminds."""
    return [stage.left for stage in current().ladder.of("complaint.acceptance").stages]
