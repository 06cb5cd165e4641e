"""The page of the three contradictions: its boards, who opens it, its definitions, and what counts an opening."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.docket.findings_cast import came, labelled
from xiaobao.docket.models import Event, Matter, MiningRun
from xiaobao.handbook.models import Attempt, PageUse

pytestmark = pytest.mark.django_db
PAGE = "/mining/contradictions/"


def body(client, query: str = "") -> str:
    """The page as text without its tags."""
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def ran() -> None:
    """A run that told of noise."""
    noise = {"matters": 4321, "ring": 60, "duplicate": 10, "outside": 5, "any": 70}
    MiningRun.objects.create(
        on=cast.TODAY, began_at=cast.NOON, ended_at=cast.NOON, engine="duckdb", noise=noise
    )


@pytest.mark.parametrize(
    ("username", "status"),
    [("luyiheng", 200), ("suming", 200), ("tangyue", 200), ("xuan", 403), ("heqing", 403)],
)
@pytest.mark.parametrize("board", ["learned", "signal", "load", "unknown"])
def test_only_posts_of_mining_open_it(username, status, board, signed_in) -> None:
    assert signed_in(username).get(f"{PAGE}?board={board}").status_code == status


@pytest.mark.parametrize("board", ["learned", "signal", "load"])
def test_with_nothing_there_each_board_says_so_and_still_answers(board, signed_in) -> None:
    page = body(signed_in("luyiheng"), f"?board={board}&until=2020-05")
    said = {"learned": "没有人打开过手册", "signal": "还没有挖掘过", "load": "÷ 0 人月"}
    assert said[board] in page


@pytest.mark.parametrize("board", ["learned", "signal", "load"])
def test_every_board_defines_its_figures_without_script(board, signed_in) -> None:
    ran()
    page = signed_in("luyiheng").get(f"{PAGE}?board={board}").content.decode()
    shown = page[page.index('class="contradictions"') : page.index("</main>")]
    assert "<details" in shown
    assert "分母" in shown or "除以" in shown
    assert "<script" not in shown
    assert " style=" not in shown


def test_noise_is_told_to_the_whole_bureau_and_a_station_reads_a_sentence(signed_in) -> None:
    ran()
    whole = body(signed_in("luyiheng"), "?board=signal")
    assert "60/4321" in whole
    assert "60 × 45 ÷ 60" in whole
    assert "不算噪声的" in whole
    station = body(signed_in("suming"), "?board=signal")
    assert "信噪只按全局合计" in station
    assert "4321" not in station


def test_the_chapter_least_known_stands_beside_the_one_found_wanting_most(signed_in, officers) -> None:
    keys = came(20)
    for key in keys:
        labelled(key)
    Event.objects.create(matter_id=keys[0], verb="void", occurred_at=cast.NOON, recorded_at=cast.NOON)
    for username in ("chensiyuan", "wenlan", "lian"):
        for chapter, right in (("food-safety", 2), ("complaint", 7)):
            Attempt.objects.create(
                by=officers[username].user, chapter=chapter, at=cast.NOON, right=right, asked=8, answers=[]
            )
    page = body(signed_in("luyiheng"))
    assert re.search(r"食品安全 0 25\.0% 6/24 · 答对最少 5\.0% 1/20 · 问题最多", page)
    assert "21/24 · 答对最少" not in page


def test_of_few_matters_no_chapter_is_called_the_worst(signed_in, officers) -> None:
    (key,) = came(1)
    labelled(key)
    Event.objects.create(matter_id=key, verb="void", occurred_at=cast.NOON, recorded_at=cast.NOON)
    page = body(signed_in("luyiheng"))
    assert "100.0% 1/1" in page
    assert "1/1 · 问题最多" not in page


def test_matters_and_hands_are_told_with_what_they_are_divided_by(signed_in, officers) -> None:
    keys = came(6)
    Matter.objects.filter(pk=keys[0]).update(office=officers["lian"].user.posts.get().office)
    page = body(signed_in("suming"), "?board=load")
    assert "5 件 ÷ 15 人月" in page
    assert "江头市场监督管理所" not in page


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/handbook/chapters/complaint/", "chapters/complaint.md"),
        ("/handbook/steps/", "steps/"),
        ("/handbook/flow/report/", "flow/report"),
    ],
)
def test_opening_a_page_of_the_handbook_is_counted_for_the_office(address, page, signed_in) -> None:
    client = signed_in("suming")
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert list(PageUse.objects.values_list("on", "page", "office", "opened")) == [
        (cast.TODAY, page, "huli", 2)
    ]


@pytest.mark.parametrize("address", ["/handbook/", "/handbook/search/?q=食品", "/handbook/chapters/absent/"])
def test_the_first_page_a_search_and_what_is_not_there_are_not_counted(address, signed_in) -> None:
    signed_in("suming").get(address)
    assert not PageUse.objects.exists()


def test_a_matter_with_the_handbook_beside_it_counts_nothing(signed_in, register) -> None:
    assert signed_in("chensiyuan").get(f"/matters/{register()}/").status_code == 200
    assert not PageUse.objects.exists()
