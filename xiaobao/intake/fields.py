"""The fields a mapping file may fill, by the kind of value each holds, and the codes a word may stand for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REQUIRED = ("external_id", "kind", "received_at")
PLAIN = (
    "route",
    "title",
    "person_name",
    "person_phone",
    "respondent_name",
    "respondent_address",
    "respondent_uscc",
    "sales_mode",
    "content",
    "place",
    "office_name",
    "decline_reason",
    "reply",
    "satisfaction",
)
PATHS = ("object_path", "problem_path")
LISTS = ("requests",)
AMOUNTS = ("amount", "recovered", "fined", "confiscated")
MOMENTS = ("received_at", "decided_at", "closed_at")
CODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "kind": frozenset({"complaint", "report", "other", "undivided"}),
        "decision": frozenset({"accepted", "declined", "filed", "not_filed", ""}),
        "outcome": frozenset({"settled", "failed", "withdrawn", "self_settled", ""}),
        "diversion": frozenset({"odr", "green_channel", ""}),
        "closed": frozenset({"closed", "open"}),
    }
)
ORDER_FIELDS = ("said", "times", "number", "given_at", "due", "words")
"""What a sheet may tell of supervision orders (督办) the hotline itself has given."""
ORDER_CODES: Mapping[str, frozenset[str]] = MappingProxyType({"orders.said": frozenset({"ordered", ""})})
FIELDS = frozenset({"external_id", *PLAIN, *PATHS, *LISTS, *AMOUNTS, *MOMENTS, *CODES})
