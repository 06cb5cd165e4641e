"""The page of one matter."""

from __future__ import annotations

import pytest

from tests import cast


def test_it_shows_facts_clock_derivation_and_acts(signed_in, register) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{register()}/").content.decode()
    for words in ("厦门青禾生鲜超市有限公司", "投诉受理决定", "2026-05-27", "如何算出", "由承办人决定"):
        assert words in page, words
    assert "《市场监督管理投诉举报处理办法》第十五条第一款" in page


def test_people_and_numbers_are_masked_everywhere(signed_in, register) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{register()}/").content.decode()
    assert "林**" in page
    assert "139****0001" in page
    assert "林晓禾" not in page
    assert "13900000001" not in page


def test_lawful_acts_are_links_and_the_others_say_why_not(signed_in, register) -> None:
    matter = register()
    page = signed_in("chensiyuan").get(f"/matters/{matter}/").content.decode()
    assert f'href="/matters/{matter}/accept/"' in page
    assert f'href="/matters/{matter}/decline/"' in page
    assert "投诉现为“待处理”，不能终止调解" in page


def test_a_post_that_may_not_decide_gets_no_link(signed_in, register) -> None:
    matter = register()
    page = signed_in("hemin").get(f"/matters/{matter}/").content.decode()
    assert f'href="/matters/{matter}/accept/"' not in page
    assert "您的岗位（接收登记岗）不能受理" in page


@pytest.mark.parametrize("way", ["", "accept/", "decline/", "next/"])
def test_a_matter_out_of_reach_looks_absent(way, signed_in, register) -> None:
    matter = register()
    hidden = signed_in("lian").get(f"/matters/{matter}/{way}")
    absent = signed_in("lian").get(f"/matters/{matter + 1}/{way}")
    if way == "next/":
        assert (hidden.status_code, absent.status_code) == (302, 302)
        assert hidden["Location"] == absent["Location"] == "/"
    else:
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert hidden.content == absent.content


def test_next_goes_to_the_following_matter_of_the_same_filter(signed_in, register) -> None:
    first = register()
    register(cast.report())
    third = register(
        cast.complaint(
            external_id="13502062026051900000003",
            received_at=cast.at("2026-05-19"),
            digest=b"third".ljust(16),
        )
    )
    client = signed_in("chensiyuan")
    answer = client.get(f"/matters/{first}/next/", {"in": "kind=complaint"})
    assert answer["Location"] == f"/matters/{third}/?in=kind%3Dcomplaint"


def test_after_the_last_matter_comes_the_inbox(signed_in, register) -> None:
    answer = signed_in("chensiyuan").get(
        f"/matters/{register()}/next/", {"in": "kind=complaint"}, follow=True
    )
    assert answer.redirect_chain == [("/?kind=complaint", 302)]
    assert "本筛选下没有其他来件了。" in answer.content.decode()


def test_a_note_is_added_and_shown(signed_in, register) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    answer = client.post(
        f"/matters/{matter}/notes/", {"text": "已电话联系店方，电话13900000003。", "in": "due=soon"}
    )
    assert answer["Location"] == f"/matters/{matter}/?in=due%3Dsoon#notes"
    page = client.get(f"/matters/{matter}/").content.decode()
    assert "已电话联系店方，电话139****0003。" in page


def test_an_empty_note_is_refused_beside_the_field(signed_in, register) -> None:
    answer = signed_in("chensiyuan").post(f"/matters/{register()}/notes/", {"text": "  "})
    assert answer.status_code == 422
    assert '<p class="error" id="id_note_error">请先写下记事内容。</p>' in answer.content.decode()


def test_a_post_that_may_not_note_has_no_form_and_is_refused(signed_in, register) -> None:
    matter = register()
    client = signed_in("tangyue")
    assert "id_note" not in client.get(f"/matters/{matter}/").content.decode()
    assert client.post(f"/matters/{matter}/notes/", {"text": "x"}).status_code == 403
