"""What intake hands upward: one Registration for each readable row, one Rejection for each other row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

NO_EXTERNAL_ID = "INT-401"
MANGLED_EXTERNAL_ID = "INT-402"
UNREADABLE_TIME = "INT-403"
IMPLAUSIBLE_TIME = "INT-404"
NO_KIND = "INT-405"
NOT_COMPLAINT_OR_REPORT = "INT-406"
UNDIVIDED_KIND = "INT-407"
UNKNOWN_KIND = "INT-408"
CONTRADICTION = "INT-409"
SAME_ID_OTHER_CONTENT = "INT-410"
SPILLED_CELLS = "INT-411"
UNREADABLE_ORDER = "INT-412"


# None prints itself: what a message or a log shows of an object must name nobody.
@dataclass(frozen=True, slots=True, repr=False)
class OrderGiven:
    """A supervision order (督办) the hotline itself gave on a work order.

    `mark` tells it from the others on the same work order: its number, or which one it is. `due_at` is when
    the hotline wants the reply; `words` are the hotline's, as they came.
    """

    mark: str
    due_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Registration:
    """One matter as another system recorded it. Times are aware (Asia/Shanghai), amounts are yuan.

    Codes: kind complaint|report; decision accepted|declined|filed|not_filed|""; outcome
    settled|failed|withdrawn|self_settled|""; diversion odr|green_channel|"".
    `external_due` holds deadlines other systems set, e.g. ("hotline.city", moment). `extra` keeps every
    column (or value) that has no field here, except those about the person who came: `personal`, to be
    sealed. `row` is the 1-based row of the sheet. `digest` is 16 bytes over everything but the row, so an
    unchanged row is known by it. `orders` are the supervision orders the hotline gave, as far as it tells.
    """

    system: str
    external_id: str
    kind: str
    channel: str
    route: str
    received_at: datetime
    title: str
    person_name: str
    person_phone: str
    respondent_name: str
    respondent_address: str
    respondent_uscc: str
    object_path: tuple[str, ...]
    problem_path: tuple[str, ...]
    sales_mode: str
    amount: Decimal | None
    content: str
    requests: tuple[str, ...]
    place: str
    office_name: str
    decision: str
    decided_at: datetime | None
    decline_reason: str
    outcome: str
    diversion: str
    closed: bool
    closed_at: datetime | None
    recovered: Decimal | None
    fined: Decimal | None
    confiscated: Decimal | None
    reply: str
    satisfaction: str
    external_due: tuple[tuple[str, datetime], ...]
    extra: dict[str, str]
    row: int
    digest: bytes
    personal: dict[str, str] = field(default_factory=dict)
    orders: tuple[OrderGiven, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Rejection:
    """A row that was not taken over: where it stands, why, and its cells as they were (header -> text)."""

    row: int
    code: str
    reason: str
    values: dict[str, str]
