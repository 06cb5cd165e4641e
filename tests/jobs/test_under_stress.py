"""Many officers at once, processes killed, disks full: the docket stays whole, and says what stood in its way."""

from __future__ import annotations

import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.jobs.conftest import Bureau
from tests.jobs.office import Office, errors
from tests.jobs.one_life import VERBS
from xiaobao.rules.workflow import Act

MATTERS = 120
LONG = settings().max_examples > 100  # as in `make test-slow`
ROUNDS = 100 if LONG else 15


@pytest.fixture(scope="session")
def first_office(first_home: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A home with matters nobody has decided yet, to copy."""
    home = tmp_path_factory.mktemp("office") / "var"
    shutil.copytree(first_home.home, home)
    office = Office(Bureau(home))
    office.alone("register", count=MATTERS)
    office.close()
    return office.bureau


@pytest.fixture
def office(first_office: Bureau, tmp_path: Path) -> Iterator[Office]:
    """A home with matters 1, 2, 3 … for one example."""
    shutil.copytree(first_office.home, tmp_path / "var")
    office = Office(Bureau(tmp_path / "var"))
    yield office
    office.close()


def test_four_officers_accept_a_hundred_complaints_and_every_number_is_given_once(office: Office):
    parts = [list(range(first, 101, 4)) for first in range(1, 5)]
    four = office.together(*(("decide", {"ids": part}) for part in parts))
    answers = [answer for one in four for answer in one]
    assert errors(answers) == []
    assert len({answer["number"] for answer in answers}) == 100
    assert office.numbers("acceptance") == list(range(1, 101))
    office.assert_whole()


def test_officers_killed_at_random_moments_leave_whole_acts_and_gapless_numbers(office: Office):
    rounds = office.alone("killed_at_random", rounds=ROUNDS, seed=int(time.time()), longest=0.6)
    assert [end for told in rounds for end in told["ends"]] == [signal.SIGKILL] * 2 * ROUNDS
    office.assert_whole(laid_out_again=True)
    done = Counter((act["matter"], act["did"]) for told in rounds for act in told["done"])
    kept = office.bureau.rows("SELECT matter_id, verb FROM docket_event WHERE actor_id IS NOT NULL")
    # An act may be kept whose process was killed before it could tell; never the other way round.
    assert done <= Counter(kept)
    for part in (0, 1):
        assert office.alone("finish", part=part)[0] in ([], VERBS)
    office.assert_whole()
    trail = office.bureau.run("audit", "verify", "--json")
    assert (trail.code, trail.document["flaws"]) == (0, []), trail.err


def test_an_act_killed_before_any_of_its_statements_has_not_happened(office: Office):
    told = office.alone("killed_at_every_statement", step=1 if LONG else 3)
    acts = [one["events"] for one in told if one["changed"]]
    assert acts == [VERBS[:count] for count in range(len(VERBS) + 1)]
    office.assert_whole()


def test_two_officers_deciding_the_same_complaint_at_the_same_moment_make_one_decision(office: Office):
    ids = list(range(1, 21))
    chosen = (("decide", {"ids": ids, "by": by}) for by in ("accept", "decline"))
    accepted, declined = office.at_the_same_moments(*chosen, step=0.15)
    for pair in zip(accepted, declined, strict=True):
        (lost,) = errors(pair)
        assert (lost["error"], lost["code"]) == ("Changed", "DKT-004")
        who, what = ("苏明", Act.DECLINE.label) if lost is pair[0] else ("陈思远", Act.ACCEPT.label)
        assert lost["sentence"].startswith(who)
        assert f"对此件{what}。" in lost["sentence"]
    assert len(office.numbers("acceptance")) + len(office.numbers("decline")) == 20
    office.assert_whole()


def test_the_same_sheet_sent_by_two_processes_at_once_is_registered_once(office: Office):
    keys = [f"sheet-{place}" for place in range(15)]
    both = office.at_the_same_moments(*[("enrol", {"keys": keys})] * 2, step=0.15)
    for one, other in zip(*both, strict=True):
        assert errors([one, other]) == []
        assert {one["already"], other["already"]} == {True, False}
        assert (one["matter"], one["number"], one["documents"]) == (
            other["matter"],
            other["number"],
            other["documents"],
        )
    assert len({answer["number"] for answer in both[0]}) == 15
    office.assert_whole()


def test_two_processes_laying_out_the_same_document_record_one_set_of_files(office: Office):
    issued = [answer["document"] for answer in office.alone("without_files", ids=list(range(1, 16)))]
    assert office.bureau.rows("SELECT count(*) FROM docket_document WHERE pdf_stored <> ''") == [(0,)]
    both = office.at_the_same_moments(*[("make", {"ids": issued})] * 2, step=0.15)
    for one, other in zip(*both, strict=True):
        assert errors([one, other]) == []
        assert (one["pdf"], one["bytes"]) == (other["pdf"], other["bytes"])
    office.assert_whole()


def test_whoever_waits_for_the_lock_in_vain_is_told_so_and_has_done_nothing(office: Office):
    holder = office.start("hold", seconds=1.5)
    while not office.answers(holder):
        time.sleep(0.02)
    answers = office.alone("impatient", ids=[1, 2], timeout=0.3)
    assert [(answer["error"], answer["code"]) for answer in answers] == [("Unavailable", "DKT-006")] * 2
    assert "系统正忙" in answers[0]["sentence"]
    office.end(holder)
    assert errors(office.alone("decide", ids=[1, 2])) == []
    assert office.numbers("acceptance") == [1, 2]
    office.assert_whole()


def test_an_archive_that_cannot_be_written_leaves_the_act_standing_and_the_file_for_later(office: Office):
    archive = office.bureau.home / "archive"
    assert not archive.exists()
    archive.write_text("在此处的是一份文件，不是目录")
    issued = office.alone("decide", ids=[1, 2, 3])
    assert errors(issued) == []
    for opened in office.alone("look", ids=[answer["document"] for answer in issued]):
        assert (opened["error"], opened["code"]) == ("Unavailable", "DOC-042")
        assert "已经签发，文号和内容不受影响" in opened["sentence"]
    assert office.alone("make_missing") == [0]
    archive.unlink()
    assert office.alone("make_missing") == [3]
    assert errors(office.alone("look", ids=[answer["document"] for answer in issued])) == []
    office.assert_whole()


def test_a_disk_that_fills_up_during_an_act_undoes_it_and_says_so(office: Office):
    answers = office.alone("cramped", ids=[1, 2], room=64 * 1024)
    assert [(answer["error"], answer["code"]) for answer in answers] == [("Unavailable", "DKT-006")] * 2
    assert "没有留下任何改动" in answers[0]["sentence"]
    assert office.numbers("acceptance") == []
    assert errors(office.alone("decide", ids=[1, 2])) == []
    assert office.numbers("acceptance") == [1, 2]
    office.assert_whole()
