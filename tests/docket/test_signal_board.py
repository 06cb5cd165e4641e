"""Signal and noise: shares of a run, the run before, hours at least and at most, and who is told."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket import rulebook
from xiaobao.docket.models import MiningRun
from xiaobao.docket.signal_board import RUNS, SignalBoard, signal_board
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db


def ran(ring: int = 20, *, whole: int = 200, ended: bool = True, **changes: object) -> MiningRun:
    """A run that found so many matters of rings, ten told again, five outside, three of them both."""
    noise = {"matters": whole, "ring": ring, "duplicate": 10, "outside": 5, "any": ring + 12}
    given = {"on": cast.TODAY, "began_at": cast.NOON, "ended_at": cast.NOON if ended else None,
             "engine": "duckdb", "noise": noise}  # fmt: skip
    return MiningRun.objects.create(**given | changes)


def board(officer: Authority) -> SignalBoard:
    """The board under the locality of the examples."""
    return signal_board(officer, rulebook=rulebook.current())


def test_each_kind_is_a_share_of_all_matters_and_all_together_count_a_matter_once(officers) -> None:
    ran()
    shares = {
        one.kind.value: (one.share.part, one.share.whole) for one in board(officers["tangyue"]).latest.noises
    }
    assert shares == {"ring": (20, 200), "duplicate": (10, 200), "outside": (5, 200), "any": (32, 200)}


def test_hours_are_the_number_times_the_minutes_at_least_and_at_most(officers) -> None:
    ran(ring=60)
    ring = board(officers["tangyue"]).latest.noises[0]
    assert (ring.least, ring.most) == (60 * (15 + 20 + 10) / 60, 60 * 115 / 60)


def test_the_trend_is_in_points_against_the_run_before_and_the_first_has_none(officers) -> None:
    ran(ring=20)
    ran(ring=30)
    newest, oldest = board(officers["luyiheng"]).runs
    assert (round(newest.noises[0].points, 6), oldest.noises[0].points) == (5.0, None)


def test_a_run_under_other_settings_or_another_model_says_so(officers) -> None:
    ran(settings="a", model="m")
    ran(settings="b", model="m")
    ran(settings="b", model="n")
    ran(settings="b", model="n")
    assert [one.otherwise for one in board(officers["luyiheng"]).runs] == [False, True, True, False]


def test_a_run_that_goes_on_or_told_of_no_noise_is_left_out(officers) -> None:
    ran(noise={})
    ran(ended=False)
    ran(whole=0)
    assert board(officers["luyiheng"]).latest is None


def test_only_the_last_runs_are_shown_and_the_oldest_of_them_has_its_trend(officers) -> None:
    for number in range(RUNS + 2):
        ran(ring=number)
    runs = board(officers["luyiheng"]).runs
    assert len(runs) == RUNS
    assert runs[-1].noises[0].points == pytest.approx(0.5)


@pytest.mark.parametrize("username", ["suming", "chensiyuan"])
def test_a_station_is_told_no_number_at_all(username, officers) -> None:
    ran()
    seen = board(officers[username])
    assert (seen.whole_bureau, seen.runs) == (False, ())


def test_a_post_that_has_nothing_to_do_with_mining_is_refused(officers) -> None:
    with pytest.raises(NotAllowed):
        board(officers["heqing"])
