"""The tables between the steps: their names, and the columns and types each of them has.

Amounts are whole fen (分), so that sums agree to the last digit on every engine; moments are whole seconds
since 1970 (UTC), days are days in Shanghai. Texts of ``matters`` are masked already; ``people`` alone says
who somebody is, is read by ``linkage`` alone, and is never written to a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_TEXT, _ID, _NUMBER, _SHARE, _DAY, _FLAG = (
    pa.string(), pa.int64(), pa.int64(), pa.float64(), pa.date32(), pa.bool_(),
)  # fmt: skip

MATTERS = pa.schema(
    [
        ("matter", _ID), ("number", _TEXT), ("external_id", _TEXT), ("track", _TEXT), ("channel", _TEXT),
        ("received", _NUMBER), ("received_on", _DAY), ("title", _TEXT), ("content", _TEXT),
        ("requests", _TEXT), ("reply", _TEXT), ("object_path", _TEXT), ("problem_path", _TEXT),
        ("sales_mode", _TEXT), ("amount_fen", _NUMBER), ("recovered_fen", _NUMBER), ("enterprise", _ID),
        ("office", _TEXT), ("place", _TEXT), ("state", _TEXT), ("decision", _TEXT), ("outcome", _TEXT),
        ("is_open", _FLAG), ("closed_on", _DAY), ("due_on", _DAY), ("overdue", _FLAG), ("orders", _NUMBER),
        ("satisfaction", _TEXT),
    ]
)  # fmt: skip
"""One row a matter. ``track`` is complaint or report; empty text, never null, where nothing was given.

``orders``: supervision orders (督办单) ever raised; ``overdue``: a clock ran out; ``due_on``: of the next.
Insiders' reports (令121 第二十八条第二款) are not in it.
"""

PEOPLE = pa.schema(
    [
        ("matter", _ID), ("role", _TEXT), ("name", _TEXT), ("phone", _TEXT), ("id_number", _TEXT),
        ("address", _TEXT),
    ]
)  # fmt: skip
"""Who complained or reported, in clear or masked as the source gave it. For ``linkage`` alone."""

ENTERPRISES = pa.schema([("enterprise", _ID), ("name", _TEXT), ("address", _TEXT), ("credit_code", _TEXT)])

TEXTS = pa.schema(
    [
        ("matter", _ID), ("text", _TEXT), ("goods", _TEXT), ("platform", _TEXT), ("bought_on", _DAY),
        ("paid_fen", _NUMBER), ("street", _TEXT), ("community", _TEXT), ("contacts", _NUMBER),
        ("enterprise_named", _TEXT),
    ]
)  # fmt: skip
"""From ``clean``: ``text`` is title and content, normalised and redacted; what could be read from it.

``enterprise_named`` is the enterprise a text names where the docket has none (``enterprise`` is null).
"""

PERSONS = pa.schema(
    [("matter", _ID), ("role", _TEXT), ("person", _TEXT), ("phone_key", _TEXT), ("masked", _FLAG)]
)
"""From ``linkage``: ``person`` is the key of whoever stands behind a matter, the same for the same person;
``phone_key`` of the phone as given, masked or not; ``masked``: the source hid part of the name or phone."""

PERSON_EDGES = pa.schema([("left", _ID), ("right", _ID), ("reason", _TEXT), ("score", _SHARE)])
"""Two matters taken to come from one person, and by what; ``score`` is null unless a scorer was asked."""

RESPONDENTS = pa.schema([("enterprise", _ID), ("respondent", _ID)])
"""``respondent`` is the smallest ``enterprise`` of those taken to be one."""

RESPONDENT_EDGES = pa.schema([("left", _ID), ("right", _ID), ("reason", _TEXT), ("score", _SHARE)])

LABELS = pa.schema(
    [
        ("matter", _ID), ("scheme", _TEXT), ("label", _TEXT), ("score", _SHARE), ("band", _TEXT),
        ("by", _TEXT), ("why", _TEXT),
    ]
)  # fmt: skip
"""``scheme`` is hot, object, problem, outside, urgency or harm; ``band`` propose, ask or silent; ``by`` is
rule, model, history (the respondent's other matters), ring, group or person; ``why`` a Chinese sentence."""

PAIRS = pa.schema(
    [
        ("left", _ID), ("right", _ID), ("kind", _TEXT), ("likeness", _SHARE), ("contained", _SHARE),
        ("same_person", _FLAG), ("same_respondent", _FLAG), ("days", _NUMBER), ("passages", _TEXT),
    ]
)  # fmt: skip
"""``left`` came before ``right``; ``kind`` is twin (the same dispute again) or near_copy (a shared wording).
``passages`` is JSON: [[left from, left to, right from, right to], …] in ``TEXTS.text``."""

GROUPS = pa.schema(
    [
        ("group", _TEXT), ("respondent", _ID), ("problem", _TEXT), ("first_on", _DAY), ("last_on", _DAY),
        ("matters", _NUMBER), ("persons", _NUMBER), ("alarm_matter", _ID), ("alarm_rank", _NUMBER),
        ("usual", _SHARE), ("ratio", _SHARE), ("rising", _FLAG), ("why", _TEXT),
    ]
)  # fmt: skip
"""``alarm_rank``: with its how-manieth matter the group was seen, looking only at what had come by then."""
GROUP_MEMBERS = pa.schema([("group", _TEXT), ("matter", _ID)])

CLAIMANTS = pa.schema(
    [
        ("person", _TEXT), ("track", _TEXT), ("factor", _TEXT), ("value", _SHARE), ("unit", _TEXT),
        ("why", _TEXT),
    ]
)  # fmt: skip
"""One row a person and factor (令121 第十七条第一款), counted on one track; no sum of them exists."""
RINGS = pa.schema(
    [
        ("ring", _TEXT), ("persons", _NUMBER), ("phones", _NUMBER), ("matters", _NUMBER),
        ("complaints", _NUMBER), ("respondents", _NUMBER), ("first_on", _DAY), ("last_on", _DAY),
        ("why", _TEXT), ("parts", _TEXT),
    ]
)  # fmt: skip
"""``parts`` is JSON: [{name, value, unit, why}, …], each of the parts the ring is seen by."""
RING_MEMBERS = pa.schema([("ring", _TEXT), ("matter", _ID), ("person", _TEXT), ("why", _TEXT)])

ISSUES = pa.schema(
    [
        ("issue", _TEXT), ("title", _TEXT), ("words", _TEXT), ("respondent", _ID), ("place", _TEXT),
        ("first_on", _DAY), ("last_on", _DAY), ("matters", _NUMBER), ("persons", _NUMBER), ("rank", _NUMBER),
        ("score", _SHARE),
    ]
)  # fmt: skip
"""``words`` is JSON: {words: [what it is known by], quotes: [sentences that stand for the others]}."""
ISSUE_MEMBERS = pa.schema([("issue", _TEXT), ("matter", _ID), ("closeness", _SHARE), ("counted", _FLAG)])
"""``counted`` is false for what counts once already: a duplicate, one more of a ring."""
ISSUE_PARTS = pa.schema(
    [
        ("issue", _TEXT), ("criterion", _TEXT), ("part", _TEXT), ("value", _SHARE), ("unit", _TEXT),
        ("measure", _SHARE), ("weight", _SHARE), ("why", _TEXT),
    ]
)  # fmt: skip
"""``criterion`` is concentrated, urgent, harmful or wide; ``measure`` is unit-free, between 0 and 1."""

REPLY_CHECKS = pa.schema(
    [("matter", _ID), ("check", _TEXT), ("met", _FLAG), ("score", _SHARE), ("passage", _TEXT), ("why", _TEXT)]
)

FIGURES = pa.schema(
    [
        ("month", _TEXT), ("office", _TEXT), ("channel", _TEXT), ("track", _TEXT), ("category", _TEXT),
        ("outcome", _TEXT), ("matters", _NUMBER), ("persons", _NUMBER), ("amount_fen", _NUMBER),
        ("recovered_fen", _NUMBER), ("year_before", _NUMBER),
    ]
)  # fmt: skip

FINDINGS = pa.schema(
    [
        ("finding", _TEXT), ("kind", _TEXT), ("title", _TEXT), ("why", _TEXT), ("score", _SHARE),
        ("parts", _TEXT), ("respondent", _ID), ("person", _TEXT), ("place", _TEXT), ("first_on", _DAY),
        ("last_on", _DAY), ("matters", _NUMBER), ("persons", _NUMBER), ("change", _TEXT), ("before", _TEXT),
        ("put_forward", _FLAG),
    ]
)  # fmt: skip
"""``kind`` is twin, group, ring or issue; ``parts`` JSON [{criterion, name, value, unit, measure, weight,
why}]; ``change`` since the run before: new, grown, same or gone; ``before``: its key in that run;
``put_forward`` is false where a person has ruled that it is not so and nothing has changed since."""
FINDING_MEMBERS = pa.schema([("finding", _TEXT), ("matter", _ID), ("part", _TEXT), ("why", _TEXT)])

RULINGS = pa.schema(
    [
        ("finding", _TEXT), ("kind", _TEXT), ("verb", _TEXT), ("reason", _TEXT), ("matters", _NUMBER),
        ("until", _DAY), ("parts", _TEXT),
    ]
)  # fmt: skip
"""What a person decided last of a finding, and why (a code of ``content/mining/findings.yaml``), when it had
so many ``matters`` and these ``parts`` (JSON, their names). ``until``: when a snoozed one returns."""

SCHEMAS: Mapping[str, pa.Schema] = {
    "matters": MATTERS, "people": PEOPLE, "enterprises": ENTERPRISES, "texts": TEXTS, "persons": PERSONS,
    "person_edges": PERSON_EDGES, "respondents": RESPONDENTS, "respondent_edges": RESPONDENT_EDGES,
    "signs": LABELS, "labels": LABELS, "pairs": PAIRS, "groups": GROUPS, "group_members": GROUP_MEMBERS,
    "claimants": CLAIMANTS, "rings": RINGS, "ring_members": RING_MEMBERS, "issues": ISSUES,
    "issue_members": ISSUE_MEMBERS, "issue_parts": ISSUE_PARTS, "reply_checks": REPLY_CHECKS,
    "figures": FIGURES, "findings": FINDINGS, "finding_members": FINDING_MEMBERS,
}  # fmt: skip
NEVER_WRITTEN = ("people",)


class WrongTable(Exception):
    """A step gave a table whose columns are not what the next step reads."""


@dataclass
class Tables:
    """The tables of one run by name; with a folder each is kept there as Parquet, but ``people``."""

    folder: Path | None = None
    _kept: dict[str, pa.Table] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pa.Table:
        """Return a table; raises KeyError for one that no step has made yet."""
        return self._kept[name]

    def __contains__(self, name: object) -> bool:
        """Whether a step has made the table."""
        return name in self._kept

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order they were made."""
        return iter(self._kept)

    def put(self, name: str, table: pa.Table) -> None:
        """Keep a table under its name; raises WrongTable where its columns are not those of the name."""
        if not table.schema.equals(SCHEMAS[name]):
            raise WrongTable(f"{name}: {table.schema.names} ≠ {SCHEMAS[name].names}")
        self._kept[name] = table
        if self.folder is not None and name not in NEVER_WRITTEN:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            pq.write_table(table, self.folder / f"{name}.parquet", compression="zstd")


def empty(name: str) -> pa.Table:
    """Return the table of this name without a row."""
    return SCHEMAS[name].empty_table()
