"""Step findings: one list of what was found, known from run to run, and taught by what persons have ruled."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.mining import found_cast as cast
from xiaobao.mining import findings
from xiaobao.mining.tables import Tables

FOUR = [cast.matter(number) for number in range(1, 5)]
JOINT = cast.group("g", 1, 2, 3)


def run(tables: Tables, **how: object) -> Tables:
    """The tables after the step."""
    for name, table in findings.STEP.make(tables, cast.told(**how)).items():  # type: ignore[arg-type]
        tables.put(name, table)
    return tables


def by_key(tables: Tables) -> dict[str, dict]:
    return {row["finding"]: row for row in tables["findings"].to_pylist()}


def members(tables: Tables, key: str) -> list[int]:
    return [row["matter"] for row in tables["finding_members"].to_pylist() if row["finding"] == key]


def grown(number: int) -> Tables:
    """The group with so many matters."""
    matters = [cast.matter(one) for one in range(1, number + 1)]
    return cast.tables(*matters, **cast.group("g", *range(1, number + 1)))


def test_a_dispute_told_three_times_is_two_findings_beside_the_first() -> None:
    pairs = [cast.twin(1, 2), cast.twin(1, 3), cast.twin(2, 3)]
    found = run(cast.tables(*FOUR, pairs=pairs))
    assert {key: members(found, key) for key in by_key(found)} == {"twin-1-2": [1, 2], "twin-1-3": [1, 3]}
    assert "出自同一人" in by_key(found)["twin-1-2"]["why"]


def test_a_complaint_and_a_report_are_never_put_forward_as_one_dispute() -> None:
    found = run(cast.tables(cast.matter(1), cast.matter(2, track="report"), pairs=[cast.twin(1, 2)]))
    assert by_key(found) == {}


def test_two_reports_are_put_forward_as_one_dispute() -> None:
    both = [cast.matter(number, track="report") for number in (1, 2)]
    assert list(by_key(run(cast.tables(*both, pairs=[cast.twin(1, 2)])))) == ["twin-1-2"]


def test_a_ring_is_told_by_its_complaints_alone() -> None:
    tracks = {1: "complaint", 2: "report", 3: "complaint", 4: "report", 5: "complaint"}
    matters = [cast.matter(number, track=track, after=number) for number, track in tracks.items()]
    seen = cast.ring("r", (1, "甲"), (2, "甲"), (3, "乙"), (4, "丙"), (5, "乙"))
    found = run(cast.tables(*matters, **seen))
    (row,) = by_key(found).values()
    assert (row["finding"], members(found, row["finding"])) == ("ring-1", [1, 3, 5])
    assert (row["matters"], row["persons"], row["first_on"], row["last_on"]) == (
        3, 2, cast.DAY + timedelta(days=1), cast.DAY + timedelta(days=5),
    )  # fmt: skip
    assert "举报" not in json.dumps(row["parts"] + row["title"] + row["why"], ensure_ascii=False)


def test_a_ring_of_reports_with_hardly_a_complaint_is_not_put_forward() -> None:
    matters = [cast.matter(number, track="report") for number in (1, 2, 3)] + [cast.matter(4), cast.matter(5)]
    found = run(cast.tables(*matters, **cast.ring("r", *((number, "甲") for number in range(1, 6)))))
    assert by_key(found) == {}


def test_an_issue_says_that_a_matter_is_repeated_only_where_a_finding_shows_it() -> None:
    matters = [cast.matter(1), cast.matter(2), cast.matter(3, track="report"), cast.matter(4)]
    issue = {"issue": "i", "title": "酸奶过期", "words": "酸奶", "rank": 1, "first_on": cast.DAY,
             "last_on": cast.DAY, "matters": 4, "persons": 3, "score": 0.5}  # fmt: skip
    inside = [
        {"issue": "i", "matter": one, "closeness": 0.8, "counted": one in (1, 3)} for one in range(1, 5)
    ]
    found = run(
        cast.tables(*matters, pairs=[cast.twin(1, 2), cast.twin(3, 4)], issues=[issue], issue_members=inside)
    )
    parts = {row["matter"]: row["part"] for row in found["finding_members"].to_pylist()
             if row["finding"] == "issue-1"}  # fmt: skip
    # 4 was counted with a report: to say so would show that its author reports.
    assert parts == {1: "", 2: "repeated", 3: "", 4: ""}


def test_the_same_thing_keeps_its_key_as_it_grows_and_says_so() -> None:
    first = run(grown(3))
    second = run(grown(8), before=first)
    third = run(grown(8), before=second)
    changes = [(key, row["change"], row["before"]) for found in (first, second, third)
               for key, row in by_key(found).items()]  # fmt: skip
    assert changes == [
        ("group-1", "new", ""),
        ("group-1", "grown", "group-1"),
        ("group-1", "same", "group-1"),
    ]


def test_a_thing_whose_first_matters_have_left_the_window_keeps_its_key() -> None:
    matters = [cast.matter(number) for number in range(1, 8)]
    first = run(cast.tables(*matters, **cast.group("g", 1, 2, 3, 4, 5)))
    second = run(cast.tables(*matters, **cast.group("other", 3, 4, 5, 6, 7)), before=first)
    assert [(key, row["change"]) for key, row in by_key(second).items()] == [("group-1", "grown")]


def test_two_things_that_split_apart_do_not_share_a_key() -> None:
    matters = [cast.matter(number) for number in range(1, 8)]
    first = run(cast.tables(*matters, **cast.group("g", 1, 2, 3, 4, 5, 6, 7)))
    one, other = cast.group("a", 1, 2), cast.group("b", 3, 4, 5, 6, 7)
    both = {name: one[name] + other[name] for name in one}
    second = run(cast.tables(*matters, **both), before=first)
    assert {key: (row["before"], members(second, key)) for key, row in by_key(second).items()} == {
        "group-1": ("group-1", [3, 4, 5, 6, 7]), "group-1-2": ("", [1, 2]),
    }  # fmt: skip


def test_what_is_no_longer_found_is_gone_once() -> None:
    first = run(cast.tables(*FOUR, **JOINT))
    second = run(cast.tables(*FOUR), before=first)
    third = run(cast.tables(*FOUR), before=second)
    assert [(key, row["change"]) for key, row in by_key(second).items()] == [("group-1", "gone")]
    assert by_key(third) == {}


def test_a_rejected_twin_never_comes_again_and_its_next_telling_stands_beside_another() -> None:
    pairs = [cast.twin(1, 2), cast.twin(1, 3), cast.twin(2, 3)]
    said = cast.rulings(cast.ruling("twin-1-3", "reject", "different_dispute"))
    found = run(cast.tables(*FOUR, pairs=pairs), rulings=said)
    assert list(by_key(found)) == ["twin-1-2", "twin-2-3"]


@pytest.mark.parametrize(("matters", "forward"), [(3, False), (4, False), (5, True)])
def test_a_rejected_group_is_put_forward_again_once_it_has_grown_by_half(matters: int, forward: bool) -> None:
    said = cast.rulings(cast.ruling("group-1", "reject", "usual"))
    found = run(grown(matters), before=run(grown(3)), rulings=said)
    assert by_key(found)["group-1"]["put_forward"] is forward


@pytest.mark.parametrize(
    ("said", "forward"),
    [
        (cast.ruling("ring-1", "reject", "active_citizen", parts='["complaints", "同一联系方式"]'), False),
        (cast.ruling("ring-1", "reject", "active_citizen", parts='["complaints"]'), True),
        (cast.ruling("ring-1", "uphold", parts='["complaints", "同一联系方式"]'), False),
        (cast.ruling("ring-1", "reject", "other", matters=2), True),
        (cast.ruling("ring-1", "confirm"), True),
        (cast.ruling("ring-1", "reopen"), True),
    ],
)
def test_a_citizen_found_active_is_not_put_forward_again_without_new_parts(said: dict, forward: bool) -> None:
    matters = [cast.matter(number) for number in (1, 2, 3)]
    seen = cast.ring("r", *((number, "甲") for number in (1, 2, 3)))
    found = run(cast.tables(*matters, **seen), rulings=cast.rulings(said))
    assert by_key(found)["ring-1"]["put_forward"] is forward


@pytest.mark.parametrize(("after", "forward"), [(0, False), (6, False), (7, True)])
def test_a_snoozed_finding_comes_back_on_its_day(after: int, forward: bool) -> None:
    said = cast.rulings(cast.ruling("group-1", "snooze", until=cast.DAY + timedelta(days=7)))
    found = run(cast.tables(*FOUR, **JOINT), rulings=said, on=cast.DAY + timedelta(days=after))
    assert by_key(found)["group-1"]["put_forward"] is forward


def test_rings_and_groups_label_their_matters_unless_rejected() -> None:
    matters = [cast.matter(number) for number in range(1, 8)]
    seen = {**JOINT, **cast.ring("r", *((number, "甲") for number in (5, 6, 7)))}
    ruled = [{"matter": 1, "scheme": "hot", "label": "群体投诉", "band": "ask", "by": "rule", "why": "词语"}]
    found = run(cast.tables(*matters, **seen, labels=ruled))
    said = [(row["matter"], row["label"], row["by"]) for row in found["labels"].to_pylist()]
    assert said == [(one, "群体投诉", "group") for one in (1, 2, 3)] + [
        (one, "职业索赔", "ring") for one in (5, 6, 7)
    ]
    rejected = cast.rulings(
        cast.ruling("ring-5", "reject", "active_citizen", parts='["complaints", "同一联系方式"]')
    )
    again = run(cast.tables(*matters, **seen), rulings=rejected)
    assert {row["label"] for row in again["labels"].to_pylist()} == {"群体投诉"}


def test_equal_input_gives_equal_rows_in_equal_order() -> None:
    matters = [cast.matter(number) for number in range(1, 9)]
    seen = {**JOINT, **cast.ring("r", *((number, "甲") for number in (5, 6, 7))), "pairs": [cast.twin(1, 8)]}
    one, other = run(cast.tables(*matters, **seen)), run(cast.tables(*matters[::-1], **seen))
    for name in ("findings", "finding_members", "labels"):
        assert one[name].equals(other[name])
