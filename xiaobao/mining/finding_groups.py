"""Group complaints and hot issues as findings: what the steps before have gathered, told with its parts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from xiaobao.mining.found import Facts, Found, Member, Part, members_of, part
from xiaobao.mining.tables import Tables

GROUP, ISSUE = "group", "issue"
REPEATED = "repeated"
"""The part of a matter in an issue that counts there once already."""


def groups(tables: Tables, facts: Facts) -> list[Found]:
    """Return a finding for every group complaint: many consumers, one respondent and problem."""
    members = members_of(tables["group_members"], "group")
    rows = tables["groups"].sort_by("group").to_pylist()
    return [
        _group(row, [one["matter"] for one in members[row["group"]]], facts)
        for row in rows
        if row["group"] in members
    ]


def issues(tables: Tables, repeated: Collection[int]) -> list[Found]:
    """Return a finding for every hot issue, with the parts of its four criteria.

    ``repeated`` are the matters that findings of this run show to be told again, or of a ring. Of another
    that was counted once, with one on the other track, nothing is said: it would show that its author
    reports (令121 第三十七条).
    """
    members, parts = members_of(tables["issue_members"], "issue"), _by_issue(tables)
    rows = tables["issues"].sort_by("rank").to_pylist()
    return [
        _issue(row, members[row["issue"]], parts.get(row["issue"], ()), repeated)
        for row in rows
        if row["issue"] in members
    ]


def _group(row: dict[str, Any], matters: list[int], facts: Facts) -> Found:
    name, problem = facts.name(row["respondent"]) or "同一经营者", _last_step(row["problem"])
    about = f"（{problem}）" if problem else ""
    return Found(
        kind=GROUP,
        source=row["group"],
        title=f"{'群体投诉正在增多' if row['rising'] else '群体投诉'}：{name}{about}，{len(matters)}件",
        why=row["why"],
        members=tuple(Member(matter, "", "") for matter in matters),
        first_on=row["first_on"],
        last_on=row["last_on"],
        persons=row["persons"],
        score=row["ratio"],
        parts=tuple(_group_parts(row, len(matters))),
        respondent=row["respondent"],
    )


def _group_parts(row: dict[str, Any], matters: int) -> Iterator[Part]:
    days = (row["last_on"] - row["first_on"]).days + 1
    yield part("matters", matters, "matter", f"{days}天内{matters}件")
    yield part("persons", row["persons"], "person", f"{row['persons']}名消费者")
    if row["usual"] is not None:
        yield part("usual", row["usual"], "matter", f"该经营者平时同样长的时间里约{row['usual']:.1f}件")
    if row["ratio"] is not None:
        yield part("ratio", row["ratio"], "times", f"为平时的{row['ratio']:.1f}倍")
    if row["alarm_rank"] is not None:
        yield part("alarm_rank", row["alarm_rank"], "matter", f"收到第{row['alarm_rank']}件时已可看出")


def _last_step(path: str) -> str:
    return path.split("->")[-1].strip()


def _issue(
    row: dict[str, Any], rows: list[dict[str, Any]], parts: tuple[Part, ...], repeated: Collection[int]
) -> Found:
    members = tuple(_member(one, repeated) for one in rows)
    return Found(
        kind=ISSUE,
        source=row["issue"],
        title=row["title"],
        why=f"排名第{row['rank']}；{_said(row, members)}",
        members=members,
        first_on=row["first_on"],
        last_on=row["last_on"],
        persons=row["persons"],
        score=row["score"],
        parts=parts,
        respondent=row["respondent"],
        place=row["place"],
    )


def _said(row: dict[str, Any], members: Sequence[Member]) -> str:
    noise = sum(one.part == REPEATED for one in members)
    of_it = f"，其中{noise}件属于重复或者疑似职业索赔，不另计" if noise else ""
    return f"{row['first_on']}至{row['last_on']}共{len(members)}件、{row['persons']}人{of_it}"


def _member(row: dict[str, Any], repeated: Collection[int]) -> Member:
    near = "" if row["closeness"] is None else f"与该问题的接近程度{row['closeness']:.2f}"
    again = not row["counted"] and row["matter"] in repeated
    return Member(row["matter"], REPEATED if again else "", near)


def _by_issue(tables: Tables) -> dict[str, tuple[Part, ...]]:
    parts: dict[str, list[Part]] = {}
    order = [(name, "ascending") for name in ("issue", "criterion", "part")]
    for row in tables["issue_parts"].sort_by(order).to_pylist():
        parts.setdefault(row["issue"], []).append(
            Part(
                criterion=row["criterion"],
                name=row["part"],
                value=row["value"],
                unit=row["unit"],
                measure=row["measure"],
                weight=row["weight"],
                why=row["why"],
            )
        )
    return {issue: tuple(several) for issue, several in parts.items()}


def written(parts: tuple[Part, ...]) -> str:
    """Return parts as the table of findings holds them, JSON."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
