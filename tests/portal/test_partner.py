"""What an enterprise does to its own complaints, and what it is told when something stands in the way."""

from __future__ import annotations

from datetime import timedelta

from tests import cast
from tests.portal.conftest import Bazaar
from xiaobao.docket.models import Diversion, Exchange, Matter


def page(bazaar: Bazaar, address: str = "") -> str:
    """A page of the own complaint, or the list."""
    return bazaar.client().get(address or f"/partner/matters/{bazaar.diversion.pk}/").content.decode()


def test_the_list_says_how_much_time_is_left_and_whom_to_contact(bazaar: Bazaar) -> None:
    text = page(bazaar, "/partner/")
    assert "剩8个工作日" in text
    assert "应联系未联系" in text
    bazaar.does("contact", text="您好。")
    assert "应联系未联系" not in page(bazaar, "/partner/")
    assert "这里没有投诉" in page(bazaar, "/partner/?state=contact")


def test_pages_of_thirty_by_time_left(bazaar: Bazaar) -> None:
    first = bazaar.diversion
    for number in range(34):
        matter = Matter.objects.get(pk=first.matter_id)
        matter.pk, matter.number, matter.external_id = None, f"湖消〔2026〕9{number:05d}", f"copy-{number}"
        matter.save()
        Diversion.objects.create(
            matter=matter, partner=bazaar.own.partner, way="odr", asked_how="web", diverted_at=cast.NOON,
            due_on=first.due_on + timedelta(days=number + 1), derivation="",
        )  # fmt: skip
    assert "第 1 页，共 2 页" in page(bazaar, "/partner/")
    assert page(bazaar, "/partner/?page=2").count("<tr>") == 1 + 5
    assert page(bazaar, "/partner/?page=99").count("<tr>") == 1 + 5
    assert page(bazaar, "/partner/?page=x").count("<tr>") == 1 + 30


def test_the_list_asks_the_database_no_more_for_thirty_than_for_one(
    bazaar: Bazaar, django_assert_max_num_queries
) -> None:
    test_pages_of_thirty_by_time_left(bazaar)
    client = bazaar.client()
    with django_assert_max_num_queries(10):
        client.get("/partner/")


def test_what_was_typed_stays_when_something_is_missing(bazaar: Bazaar) -> None:
    answer = bazaar.does("proposal", text="愿意退款。", amount="abc")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "愿意退款。" in text
    assert "请填写金额（元），如 1280.50。" in text
    assert bazaar.now().exchanges.count() == 1


def test_who_acts_on_an_old_page_is_told_what_has_happened(bazaar: Bazaar) -> None:
    bazaar.consumer_does("answer", text="请尽快处理。")
    answer = bazaar.does("message", text="马上处理。", version=1)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "消费者已于 2026-05-20 12:00 对此件留言" in text
    assert "马上处理。" in text
    assert 'name="version" value="2"' in text


def test_two_presses_are_one_message(bazaar: Bazaar) -> None:
    client, address = bazaar.client(), f"/partner/matters/{bazaar.diversion.pk}/message/"
    sent = {"version": 1, "text": "马上处理。", "once": "pressed-twice"}
    assert [client.post(address, sent).status_code for _press in range(2)] == [302, 302]
    assert Exchange.objects.filter(diversion=bazaar.diversion, kind="message").count() == 1


def test_refusing_asks_once_more_and_leads_to_the_bureau(bazaar: Bazaar) -> None:
    address = f"/partner/matters/{bazaar.diversion.pk}/refuse/"
    assert "提交后不能撤销" in page(bazaar, address)
    assert bazaar.now().ending == ""
    assert bazaar.does("refuse", words="已按合同履行。").status_code == 302
    assert (bazaar.now().ending, bazaar.now().matter.state) == ("refused", "received")
    text = page(bazaar)
    assert "先行和解已经结束，不能再办理。" in text
    assert "发送留言</button>" not in text


def test_after_the_last_day_nothing_more_can_be_done(bazaar: Bazaar) -> None:
    Diversion.objects.filter(pk=bazaar.diversion.pk).update(due_on=cast.TODAY - timedelta(days=1))
    assert "和解期限已过" in page(bazaar)
    assert bazaar.does("message", text="再谈谈。").status_code == 422


def test_a_form_that_lost_its_version_does_nothing(bazaar: Bazaar) -> None:
    assert bazaar.does("message", text="好。", version="").status_code == 422
    assert bazaar.client().get(f"/partner/matters/{bazaar.diversion.pk}/nonsense/").status_code == 404
    assert bazaar.now().version == 1
