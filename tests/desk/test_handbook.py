"""The handbook beside a matter, on its own pages, and searched."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests import cast
from xiaobao.desk import beside_matter
from xiaobao.docket.models import NO_CLOCK, Complaint, Matter
from xiaobao.docket.similar import OBJECT, PROBLEM, similar


def page(client, address: str) -> str:
    """Return a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def card(text: str) -> str:
    """Return the card of the handbook on a page."""
    return text[text.index('id="guidance"') : text.index("guide-search")]


def alike(register, number: int, **changes: object) -> int:
    """Register one more complaint and close it."""
    key = register(
        cast.complaint(external_id=f"1350206202605180000{number:04d}", digest=bytes([number]) * 16)
    )
    Matter.objects.filter(pk=key).update(state="closed", is_open=False, next_due=NO_CLOCK, **changes)
    Complaint.objects.filter(matter=key).update(outcome="settled")
    return key


def test_beside_a_matter_stands_what_to_say_with_its_facts_put_in(signed_in, register) -> None:
    matter = register()
    told = card(page(signed_in("chensiyuan"), f"/matters/{matter}/"))
    said = re.sub(r"<[^>]+>", "", told[told.index("data-said") :])
    assert "厦门市湖里区市场监督管理局" in said
    assert Matter.objects.get(pk=matter).number in said
    assert "陈思远" in said
    assert "投诉受理决定书" in told
    assert 'data-does="copy"' in told


def test_in_another_state_something_else_stands_there(signed_in, register, doing) -> None:
    client, matter = signed_in("chensiyuan"), register()
    first = card(page(client, f"/matters/{matter}/"))
    Matter.objects.filter(pk=matter).update(state="accepted")
    second = card(page(client, f"/matters/{matter}/"))
    said = [re.findall(r'class="when">([^<]+)', one)[0] for one in (first, second)]
    assert said[0] != said[1]


def test_in_doubt_of_the_remit_its_card_stands_open(signed_in, register) -> None:
    matter = register(cast.complaint(content="手机套餐资费和宽带扣费有争议。"))
    client = signed_in("chensiyuan")
    hint = card(page(client, f"/matters/{matter}/"))
    assert "来件里有这些词，仅作提示，不作认定。" in hint
    Complaint.objects.filter(matter=matter).update(within_duties=False)
    told = card(page(client, f"/matters/{matter}/"))
    assert '<details class="more outside" open>' in told
    assert "通信管理局" in told


def test_the_form_for_declining_holds_the_words_of_every_ground(signed_in, register) -> None:
    told = card(page(signed_in("chensiyuan"), f"/matters/{register()}/decline/"))
    assert {f'data-ground="{number}"' for number in range(1, 8)} <= set(re.findall(r'data-ground="\d"', told))


def test_the_card_asks_the_database_two_questions_of_its_own(
    signed_in, register, django_assert_num_queries, monkeypatch
) -> None:
    matter = register()
    client = signed_in("chensiyuan")
    page(client, f"/matters/{matter}/")
    whole = beside_matter.guidance

    def counted(page, ask, act=None):  # type: ignore[no-untyped-def]
        known = (page.parties, page.clocks, page.acts, page.proposal)
        assert len(known) == 4
        with django_assert_num_queries(2):
            return whole(page, ask, act)

    monkeypatch.setattr("xiaobao.desk.views.matter.guidance", counted)
    page(client, f"/matters/{matter}/")


def test_closed_matters_alike_come_with_how_they_ended(signed_in, register, officers) -> None:
    matter, other = register(), alike(register, 2)
    (line,) = similar(Matter.objects.get(pk=matter), officers["chensiyuan"])
    assert (line.id, line.outcome, line.why) == (other, "settled", (OBJECT, PROBLEM, "同样的销售方式"))
    assert Matter.objects.get(pk=other).number in card(page(signed_in("chensiyuan"), f"/matters/{matter}/"))


def test_no_matter_out_of_reach_is_called_alike(register, officers) -> None:
    matter = register()
    alike(register, 3, office_id=Matter.objects.get(pk=matter).office_id + 1)
    alike(register, 4, guarded=True)
    report = register(cast.report())
    Matter.objects.filter(pk=report).update(state="closed", is_open=False, next_due=NO_CLOCK)
    assert similar(Matter.objects.get(pk=matter), officers["chensiyuan"]) == []


def test_a_day_that_is_over_is_not_promised_on_the_telephone(signed_in, register, monkeypatch) -> None:
    matter = register()
    clock = Matter.objects.get(pk=matter).clocks.get(clock="complaint.acceptance")
    type(clock).objects.filter(pk=clock.pk).update(due_earliest=cast.TODAY - timedelta(days=1))
    assert "已经超期，请改说实际日期" in card(page(signed_in("chensiyuan"), f"/matters/{matter}/"))


@pytest.mark.parametrize("username", ["chensiyuan", "shenzhixing", "admin"])
def test_every_officer_reads_the_handbook(username, signed_in) -> None:
    client = signed_in(username)
    assert "《消费投诉举报处置指导手册》" in page(client, "/handbook/")
    chapter = page(client, "/handbook/chapters/complaint/")
    assert "《市场监督管理投诉举报处理办法》第十五条第一款" in chapter
    assert "<svg" in chapter
    assert "<svg" in page(client, "/handbook/flow/report/")


def test_what_is_no_entry_is_not_found(signed_in) -> None:
    client = signed_in("chensiyuan")
    for address in (
        "/handbook/chapters/no-such/",
        "/handbook/questions/x/",
        "/handbook/chapters/",
        "/handbook/flow/x/",
    ):
        assert client.get(address).status_code == 404, address


def test_search_marks_what_was_asked_and_leads_there(signed_in) -> None:
    told = page(signed_in("chensiyuan"), "/handbook/search/?q=七个工作日")
    assert "<mark>七个工作日</mark>" in told
    assert 'href="/handbook/' in told
    assert "没有找到" in page(signed_in("chensiyuan"), "/handbook/search/?q=鲲鹏万里")


def test_search_says_back_what_was_typed_as_text_alone(signed_in) -> None:
    told = page(signed_in("chensiyuan"), "/handbook/search/?q=<script>alert(1)</script>")
    assert "<script>alert" not in told
