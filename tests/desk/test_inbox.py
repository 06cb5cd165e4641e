"""The inbox: what an officer sees first, and how to find the rest."""

from __future__ import annotations

import re

from tests import cast

OVERDUE = {
    "received_at": cast.at("2026-04-27"),
    "external_id": "13502062026042700000001",
    "digest": b"d1".ljust(16),
}
ELSEWHERE = {
    "office_name": "江头市场监督管理所",
    "external_id": "13502062026051800000009",
    "digest": b"d2".ljust(16),
    "respondent_name": "厦门鹭岸电器有限公司",
}


def test_the_earliest_due_stands_first_with_the_time_left_in_words(signed_in, register) -> None:
    register()
    register(cast.complaint(**OVERDUE))
    page = signed_in("chensiyuan").get("/").content.decode()
    badges = re.findall(r'<span class="due (\w+)">([^<]+)</span>', page)
    assert [tone for tone, _words in badges] == ["overdue", "calm"]
    assert badges[0][1].startswith("逾期")
    assert badges[1][1] == "剩5个工作日"


def test_the_complainant_is_masked(signed_in, register) -> None:
    register()
    page = signed_in("chensiyuan").get("/").content.decode()
    assert "林**" in page
    assert "林晓禾" not in page
    assert "13900000001" not in page


def test_a_handler_sees_the_matters_of_the_own_office_only(signed_in, register) -> None:
    register()
    register(cast.complaint(**ELSEWHERE))
    assert "厦门鹭岸电器有限公司" not in signed_in("chensiyuan").get("/").content.decode()
    assert "厦门鹭岸电器有限公司" in signed_in("lian").get("/").content.decode()


def test_the_counters_say_how_many_are_open_and_urgent(signed_in, register) -> None:
    register()
    register(cast.complaint(**OVERDUE))
    page = signed_in("chensiyuan").get("/").content.decode()
    assert re.findall(r">(在办|逾期|今日届满|临期)<b>(\d+)</b>", page) == [
        ("在办", "2"),
        ("逾期", "1"),
        ("今日届满", "0"),
        ("临期", "0"),
    ]


def test_search_finds_two_characters(signed_in, register) -> None:
    register()
    client = signed_in("chensiyuan")
    assert "共 1 件" in client.get("/", {"text": "酸奶"}).content.decode()
    assert "共 0 件" in client.get("/", {"text": "手机"}).content.decode()


def test_every_active_filter_is_a_chip_that_removes_it(signed_in, register) -> None:
    register()
    page = (
        signed_in("luyiheng").get("/", {"kind": "complaint", "text": "酸奶", "open": "all"}).content.decode()
    )
    chips = re.findall(r'<a class="chip" href="/\?([^"]*)"[^>]*><span>([^<]+)</span>', page)
    assert [(label, href.replace("&amp;", "&")) for href, label in chips] == [
        ("类型：投诉", "open=all&text=%E9%85%B8%E5%A5%B6"),
        ("范围：全部", "kind=complaint&text=%E9%85%B8%E5%A5%B6"),
        ("检索：酸奶", "kind=complaint&open=all"),
    ]


def test_a_row_links_to_its_matter_and_keeps_the_filter(signed_in, register) -> None:
    matter = register()
    page = signed_in("chensiyuan").get("/", {"kind": "complaint", "text": "酸奶"}).content.decode()
    assert f'href="/matters/{matter}/?in=kind%3Dcomplaint%26text%3D%25E9%2585%25B8%25E5%25A5%25B6"' in page


def test_pages_of_fifty_have_first_previous_next_and_last(signed_in, register) -> None:
    for number in range(101):
        register(
            cast.complaint(external_id=f"1350206202605180001{number:04d}", digest=f"{number:016d}".encode())
        )
    client = signed_in("chensiyuan")
    middle = client.get("/", {"page": "2", "kind": "complaint"}).content.decode()
    assert "第 2 页，共 3 页" in middle
    assert [f"?kind=complaint&amp;page={n}" in middle for n in (1, 3)] == [True, True]
    assert middle.count('class="row-link') == 50
    assert client.get("/", {"page": "99"}).content.decode().count('class="row-link') == 1


def test_a_senseless_page_or_filter_shows_the_plain_inbox(signed_in, register) -> None:
    register()
    answer = signed_in("chensiyuan").get("/", {"page": "-1' OR 1=1", "open": "?", "due": "?"})
    assert answer.status_code == 200
    assert "共 1 件" in answer.content.decode()


def test_htmx_gets_the_list_alone(signed_in, register) -> None:
    register()
    asked = {"kind": "", "open": "all", "page": "1"}
    answer = signed_in("chensiyuan").get("/", asked, headers={"HX-Request": "true", "HX-Target": "inbox"})
    assert answer.content.decode().startswith('<div id="inbox"')
    assert answer["HX-Push-Url"] == "/?open=all"
    assert "HX-Request" in answer["Vary"]


def test_no_cache_keeps_a_page_with_personal_data(signed_in, register) -> None:
    assert "no-store" in signed_in("chensiyuan").get("/")["Cache-Control"]


def test_nothing_yet_offers_the_import_to_those_who_may(signed_in) -> None:
    assert "导入文件" in signed_in("luyiheng").get("/").content.decode()
    page = signed_in("chensiyuan").get("/").content.decode()
    assert "还没有来件" in page
    assert "导入文件" not in page


def test_nothing_open_points_to_what_is_finished(signed_in, register) -> None:
    register(cast.complaint(decision="declined", decided_at=cast.at("2026-05-19"), closed=True))
    page = signed_in("chensiyuan").get("/").content.decode()
    assert "没有在办的来件" in page
    assert "已办结 1 件，都可以查看。" in page
    assert '<a class="button" href="/?open=closed">' in page


def test_nothing_found_offers_to_look_among_the_finished(signed_in, register) -> None:
    register()
    page = signed_in("chensiyuan").get("/", {"text": "手机"}).content.decode()
    assert "没有符合条件的来件" in page
    assert "连同已办结的一起找" in page


def test_an_administrator_reads_no_matters(signed_in, register) -> None:
    register()
    page = signed_in("admin").get("/").content.decode()
    assert "您的岗位不查看来件" in page
    assert "青禾" not in page
