"""Two officers at one report in the same moment, and officers killed in the middle of an act: all or nothing."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.jobs.conftest import Bureau
from tests.jobs.office import Office, errors
from tests.jobs.one_report import KILLED, VERBS

LONG = settings().max_examples > 100  # as in `make test-slow`
REPORTS = 40 if LONG else 8
STEP = 0.25
"""Seconds between one report and the next: each is acted on at a moment of its own."""


@pytest.fixture(scope="module")
def first_office(first_home: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A home with reports nobody has looked at yet, to copy."""
    home = tmp_path_factory.mktemp("reports") / "var"
    shutil.copytree(first_home.home, home)
    with closing(Office(Bureau(home))) as office:
        on_reports(office, "register_reports", count=REPORTS)
    return office.bureau


@pytest.fixture
def office(first_office: Bureau, tmp_path: Path) -> Iterator[Office]:
    """A home with reports 1, 2, 3 … for one example."""
    shutil.copytree(first_office.home, tmp_path / "var")
    with closing(Office(Bureau(tmp_path / "var"))) as office:
        yield office


@pytest.fixture
def new_office(first_home: Bureau, tmp_path: Path) -> Iterator[Office]:
    """A home without anything in it."""
    shutil.copytree(first_home.home, tmp_path / "var")
    with closing(Office(Bureau(tmp_path / "var"))) as office:
        yield office


def on_reports(office: Office, verb: str, **given: Any) -> list[Any]:
    """Have one officer do a verb of ``report_work``."""
    return office.alone("on_reports", work=verb, given=given)


def at_once(office: Office, *acts: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Have several officers act on the same reports, on each at one moment; the answers by report."""
    office.alone("make_missing")  # by now everything is imported
    begin = office.soon()
    work = (
        ("on_reports", {"work": "act_on", "given": {"ids": IDS, "begin": begin, "step": STEP, **act}})
        for act in acts
    )
    return list(zip(*office.together(*work), strict=True))


IDS = list(range(1, REPORTS + 1))


def lost_by_one(both: tuple[Any, ...]) -> dict[str, Any]:
    """The one refusal of two answers."""
    (lost,) = errors(list(both))
    return lost


def states(office: Office) -> list[str]:
    """The states of the reports, by id."""
    return [state for (state,) in office.bureau.rows("SELECT state FROM docket_matter ORDER BY id")]


def test_two_leaders_filing_the_same_proposal_open_one_case(office: Office):
    on_reports(office, "bring", ids=IDS, to="review")
    for both in at_once(office, {"act": "file", "who": "fangzhou"}, {"act": "file", "who": "bailu"}):
        lost = lost_by_one(both)
        assert (lost["error"], lost["code"]) == ("Changed", "DKT-004")
        assert lost["sentence"].startswith("白露" if lost is both[0] else "方舟")
    assert states(office) == ["filed"] * REPORTS
    cases = [number for (number,) in office.bureau.rows("SELECT number FROM docket_case")]
    assert len(set(cases)) == REPORTS
    assert office.numbers("filing_form") == IDS
    office.assert_whole()


@pytest.mark.parametrize("other", ["not_file", "send_back"])
def test_filing_against_the_opposite_in_the_same_moment_is_decided_once(office: Office, other: str):
    on_reports(office, "bring", ids=IDS, to="review")
    for both in at_once(office, {"act": "file", "who": "fangzhou"}, {"act": other, "who": "bailu"}):
        lost_by_one(both)
    found = set(states(office))
    assert found <= {"filed", "received"} if other == "send_back" else found == {"filed"}
    office.assert_whole()


def test_merging_each_into_the_other_merges_one(new_office: Office):
    office = new_office
    on_reports(office, "register_reports", count=REPORTS, at_one_moment=True)
    pairs = [key + 1 if key % 2 else key - 1 for key in IDS]
    firsts = [place for place, key in enumerate(IDS) if key % 2]
    one = {"ids": [IDS[place] for place in firsts], "earlier": [pairs[place] for place in firsts]}
    two = {"ids": one["earlier"], "earlier": one["ids"], "who": "suming"}
    for both in at_once(office, {"act": "merge", **one}, {"act": "merge", **two}):
        lost = lost_by_one(both)
        assert lost["error"] in ("Changed", "Refused")
    found = states(office)
    assert all({found[key - 1], found[pairs[key - 1] - 1]} == {"merged", "received"} for key in IDS)
    office.assert_whole()


def test_classifying_and_proposing_in_the_same_moment_happen_one_after_the_other(office: Office):
    on_reports(office, "bring", ids=IDS, to="check")
    for both in at_once(office, {"act": "classify", "who": "hemin"}, {"act": "propose"}):
        lost = lost_by_one(both)
        assert (lost["error"], lost["code"]) == ("Changed", "DKT-004")
    office.assert_whole()


def test_an_act_on_a_report_killed_before_any_of_its_statements_has_not_happened(office: Office):
    told = office.alone("killed_at_every_statement", step=1 if LONG else 3, life="one_report")
    lived = [one["events"] for one in told if one["changed"]]
    # The other report, registered before the merger, changes something and is no event of this one.
    place = VERBS.index("merge")
    wanted = [VERBS[:count] for count in range(len(VERBS) + 1)]
    assert lived == [*wanted[: place + 1], wanted[place], *wanted[place + 1 :]]
    killed = [VERBS[len(one["events"])] for one in told if one["end"]]
    assert set(killed) == set(KILLED)
    assert min(Counter(killed).values()) >= 5
    office.assert_whole(laid_out_again=LONG)
    trail = office.bureau.run("audit", "verify", "--json")
    assert (trail.code, trail.document["flaws"]) == (0, []), trail.err
