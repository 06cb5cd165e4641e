"""The boards on screen: who opens which, and that every number leads to a list with as many rows; the wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest

from tests import cast
from tests.docket.board_cast import docket, give, order, supervise, warn
from tests.docket.test_insiders import guarded
from xiaobao.docket import liveness
from xiaobao.docket.models import Matter
from xiaobao.vault.models import AuditEntry

BLIND = ("admin", "heqing", "xuan", "guning")
OF_HTMX = {"HX-Request": "true", "HX-Target": "wall"}
NUMBERS = (
    r'<a class="count [^"]*" href="([^"]+)">([\d,]+)</a>',
    r'<a href="([^"]+)"[^>]*>[^<]+<b>([\d,]+)</b></a>',
)
RATES = r'<a(?: class="count")? href="(/[^"]*)">([\d.]+(?:%|日))</a>'


@pytest.fixture
def matters(register) -> dict[str, int]:
    """The docket counted by hand, with warnings and orders, some of it in 陈思远's hands."""
    made = docket(register)
    supervise(made)
    for name in ("overdue", "filed", "before"):
        give(made[name], "chensiyuan")
    give(made["late"], "wenlan")
    Matter.objects.filter(pk=made["before"]).update(next_due=cast.TODAY)
    Matter.objects.filter(pk=made["late"]).update(next_due=date(2026, 5, 22))
    return made


def page_of(client, address: str, status: int = 200, **headers: str) -> str:
    """The page at an address."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, address
    return answer.content.decode()


def within_main(page: str) -> str:
    """The page without the bar, which says where one is."""
    return page[page.index("<main") : page.index("</main>")]


def plain(page: str) -> str:
    """What a page says, without tags and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def links(page: str, *patterns: str) -> Iterator[tuple[str, str]]:
    """Every way from a board to a list, with what it says."""
    for pattern in patterns:
        for address, said in re.findall(pattern, page):
            yield unescape(address), said.replace(",", "")


def rows(client, address: str) -> int:
    """How many rows the list at an address holds, shown and said alike."""
    page = page_of(client, address)
    said = re.search(r"共 (\d+) [件份]", page)
    shown = page.count('class="row-link')
    assert shown == int(said.group(1) if said else 0), address
    return shown


@pytest.mark.parametrize(
    ("who", "board", "tabs"),
    [
        ("fangzhou", "全局", ["全局", "单位"]),
        ("tangyue", "全局", ["全局", "单位"]),
        ("luyiheng", "全局", ["全局", "单位", "我的"]),
        ("suming", "湖里市场监督管理所", ["单位", "我的"]),
        ("chensiyuan", "陈思远", []),
    ],
)
def test_the_widest_board_of_the_post_opens_with_the_way_to_the_others(signed_in, who, board, tabs):
    page = page_of(signed_in(who), "/board/")
    assert re.search(rf'<p class="sub">2026-05-20 星期三 · {board}</p>', page)
    assert re.findall(r'<a href="\?board=\w+&amp;period=\w+"[^>]*>([^<]+)</a></li>', page) == tabs
    assert 'href="/board/" data-go="b" aria-current="page"' in page


@pytest.mark.parametrize("who", BLIND)
def test_posts_that_see_no_matters_are_told_so_and_it_is_recorded(signed_in, who):
    client = signed_in(who)
    for address in ("/board/", "/wall/"):
        assert "没有看板" in page_of(client, address, 403)
    assert AuditEntry.objects.filter(act="access.refused").count() == 2
    assert 'href="/board/"' not in page_of(client, "/contact/")


@pytest.mark.parametrize(
    ("who", "office"), [("suming", "jiangtou"), ("chensiyuan", "huli"), ("fangzhou", "nowhere")]
)
def test_an_office_out_of_reach_looks_like_one_that_is_not_there(signed_in, who, office):
    client = signed_in(who)
    hidden, absent = (page_of(client, f"/board/?office={code}", 404) for code in (office, "no-such-office"))
    assert plain(hidden) == plain(absent)


def test_without_signing_in_there_is_no_board_and_no_wall(client, officers):
    for address in ("/board/", "/wall/"):
        assert client.get(address)["Location"].startswith("/sign-in/")
        assert client.post(address).status_code in (302, 405)


@pytest.mark.parametrize(
    ("who", "query", "at_least"),
    [
        ("fangzhou", "", 35),
        ("fangzhou", "?board=bureau&period=year", 35),
        ("fangzhou", "?office=jiangtou&period=month", 12),
        ("suming", "", 30),
        ("suming", "?board=mine", 8),
        ("chensiyuan", "", 9),
        ("lian", "", 5),
    ],
)
def test_every_number_opens_a_list_with_exactly_as_many_rows(matters, signed_in, who, query, at_least):
    client = signed_in(who)
    board = page_of(client, f"/board/{query}")
    found = list(links(board, *NUMBERS))
    assert len(found) >= at_least
    assert [(address, rows(client, address)) for address, _ in found] == [(a, int(n)) for a, n in found]


def test_rates_and_averages_open_what_they_are_of(matters, signed_in):
    client = signed_in("fangzhou")
    board = page_of(client, "/board/?period=year")
    found = dict(reversed([(address, said) for address, said in links(board, RATES)]))
    of_the_bureau = {
        said: rows(client, address) for address, said in found.items() if "office=" not in address
    }
    assert of_the_bureau == {"85.7%": 7, "100%": 2}
    assert all(rows(client, address) > 0 for address in found)
    assert any(said.endswith("日") for said in found.values())


def test_the_leader_sees_the_offices_side_by_side_and_opens_one(matters, signed_in):
    client = signed_in("fangzhou")
    board = plain(page_of(client, "/board/"))
    for said in (
        "按期受理率",
        "按期办结率",
        "办结平均用时",
        "督办未解除5",
        "督办回复逾期2",
        "湖里市场监督管理所",
    ):
        assert said in board, said
    page = page_of(client, "/board/?period=month")
    assert 'href="?office=huli&amp;period=month"' in page
    office = page_of(client, "/board/?office=huli&period=month")
    assert '<option value="huli" selected>' in office
    assert "2026-05-01 — 2026-05-20" in office


def test_the_head_of_a_unit_sees_who_carries_how_much(matters, signed_in):
    page = page_of(signed_in("suming"), "/board/")
    carried = re.findall(
        r'<tr><th scope="row">(.*?)</th><td class="figure" data-label="在办">.*?>(\d+)<', page
    )
    assert carried == [("陈思远", "3"), ("温岚", "1"), ('<em class="soft">未指定承办人</em>', "3")]


def test_a_handler_sees_the_most_urgent_first_their_orders_and_what_nobody_has(matters, signed_in):
    page = page_of(signed_in("chensiyuan"), "/board/")
    badges = re.findall(r'<span class="due (\w+)">', page[page.index("h-own") :])
    assert badges[:3] == ["overdue", "today", "calm"]
    assert "湖市监督办〔2026〕1号" in page
    assert "本单位尚未指定承办人的来件" in page
    assert "林晓禾" not in page


def test_an_insiders_report_is_in_no_number_of_who_may_not_know(matters, register, officers, signed_in):
    clients = [signed_in(who) for who in ("tangyue", "hemin", "wenlan")]
    before = [within_main(page_of(client, "/board/?period=year")) for client in clients]
    key = guarded(register, officers)
    warn(key, "red", "2026-05-19")
    order(key)
    assert [within_main(page_of(client, "/board/?period=year")) for client in clients] == before


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("fangzhou", "这段时间没有停止的期限。"),
        ("suming", "这个单位现在没有在办的投诉和举报。"),
        ("chensiyuan", "没有指定由您承办的在办来件"),
    ],
)
def test_an_empty_docket_has_calm_boards(signed_in, who, said):
    page = page_of(signed_in(who), "/board/")
    assert said in page
    assert not list(links(page, NUMBERS[0], RATES))


@pytest.mark.parametrize("who", ["fangzhou", "suming", "chensiyuan"])
def test_what_cannot_be_read_is_the_plain_board(matters, signed_in, who):
    client = signed_in(who)
    plainly = within_main(page_of(client, "/board/"))
    for query in (
        "board=nothing&period=%00",
        "board=%F0%9F%91%80&period=2026-99",
        "office=&x=1",
        "board=&board=x",
    ):
        assert within_main(page_of(client, f"/board/?{query}")) == plainly
    for query in ("office=%00", "office=" + "x" * 5_000, "office=%27%3B--", "office=%ED%A0%80"):
        page_of(client, f"/board/?{query}", 404)


def test_the_wall_names_offices_and_nobody(matters, signed_in):
    page = page_of(signed_in("fangzhou"), "/wall/")
    assert re.findall(r"<th scope=\"row\">([^<]+)</th>", page)[-1] == "合计"
    assert "湖里市场监督管理所" in page
    words = {word for matter in Matter.objects.all() for word in (matter.number, matter.subject)}
    words |= {officer.name for officer in cast.OFFICERS}
    words |= {"青禾", "林晓禾", "林*", "周喆", "湖消", "督办〔", "13900000001"}
    assert [word for word in words if word in page] == []


def test_the_wall_counts_no_insiders_report(matters, register, officers, signed_in):
    client = signed_in("fangzhou")
    before = page_of(client, "/wall/")
    key = guarded(register, officers)
    Matter.objects.filter(pk=key).update(next_due=date(2026, 5, 1))
    order(key)
    assert page_of(client, "/wall/") == before


def test_the_wall_asks_for_its_numbers_alone_again_and_again(matters, signed_in):
    client = signed_in("fangzhou")
    whole = client.get("/wall/")
    assert 'hx-get="/wall/" hx-trigger="every 30s"' in whole.content.decode()
    assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", whole["Vary"]))
    assert "no-store" in whole["Cache-Control"]
    part = page_of(client, "/wall/", **OF_HTMX)
    assert part.strip().startswith('<div id="wall"')
    assert "<html" not in part
    assert part.strip() in whole.content.decode()
    Matter.objects.filter(pk=matters["in_time"]).update(next_due=date(2026, 5, 1))
    assert page_of(client, "/wall/", **OF_HTMX) != part


def test_the_wall_gives_the_whole_page_to_everything_else_of_htmx(matters, signed_in):
    client = signed_in("fangzhou")
    for headers in ({**OF_HTMX, "HX-Target": "inbox"}, {**OF_HTMX, "HX-History-Restore-Request": "true"}):
        assert "<!doctype html>" in page_of(client, "/wall/", **headers)


def test_a_wall_that_is_signed_out_meanwhile_leads_to_the_sign_in(client, officers):
    assert client.get("/wall/", headers=OF_HTMX)["Location"] == "/sign-in/?next=/wall/"


@pytest.mark.parametrize("headers", [{}, OF_HTMX])
def test_the_wall_says_when_the_clockwork_never_ran_has_stopped_or_runs(signed_in, headers):
    client = signed_in("fangzhou")
    assert "自动预警已经停止运行还没有运行过。" in plain(page_of(client, "/wall/", **headers))
    for minutes, said in [
        (11, "自动预警已经停止运行最近一次运行完毕于2026-05-2011:49。"),
        (1, "自动预警运行正常"),
    ]:
        liveness.begun(cast.NOON - timedelta(minutes=minutes))
        liveness.finished(cast.NOON - timedelta(minutes=minutes), {})
        assert said in plain(page_of(client, "/wall/", **headers))


def test_an_empty_docket_has_a_wall_of_noughts(signed_in):
    page = page_of(signed_in("fangzhou"), "/wall/")
    assert set(re.findall(r'<td class="([^"]*)">([^<]*)</td>', page)) == {("nil", "0")}


def test_a_wall_of_one_office_has_no_sum(matters, signed_in):
    page = page_of(signed_in("chensiyuan"), "/wall/")
    assert re.findall(r'<th scope="row">([^<]+)</th>', page) == ["湖里市场监督管理所"]


@pytest.mark.parametrize("who", ["fangzhou", "suming", "chensiyuan"])
def test_boards_and_wall_are_there_in_english(matters, signed_in, who):
    client = signed_in(who)
    client.post("/language/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in page_of(client, "/board/?period=year")
    assert '<html lang="en"' in page_of(client, "/wall/?x=1")
