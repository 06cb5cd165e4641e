"""A consumer hands in a complaint, looks by the code, answers, confirms or asks the bureau; no sign-in."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import cast
from tests.docket.settling_cast import CODE, TERMS
from tests.portal.conftest import Bazaar
from xiaobao.docket.models import Diversion, Matter, Party
from xiaobao.portal import held_code
from xiaobao.portal.models import Knock

TYPED = {
    "person_name": "林晓禾", "person_phone": "139 0000 0001", "content": "5月18日买的酸奶过期，我叫林晓禾。",
    "wishes": ["1", "4"], "other_wish": "今后注意", "amount": "36.5", "once": "first-showing",
}  # fmt: skip


def lodged(bazaar: Bazaar, client: Client, **changes: object) -> object:
    """Send the form to 青禾生鲜."""
    return client.post("/public/lodge/", {"partner": bazaar.own.partner.pk, **TYPED, **changes})


def test_a_complaint_is_handed_in_and_its_code_shown_once(bazaar: Bazaar, client: Client, caplog) -> None:
    caplog.set_level(logging.DEBUG, logger="django")
    answer = lodged(bazaar, client)
    assert answer["Location"] == "/public/lodged/"
    page = client.get("/public/lodged/").content.decode()
    code = re.search(r"the-code\">([\w-]{14})<", page)[1]
    diversion = Diversion.objects.latest("id")
    assert diversion.matter.number in page
    assert "请现在抄下或者打印查询码" in page
    assert (diversion.way, diversion.shares_contact) == ("green_channel", False)
    assert diversion.matter.submission.requests == "退款,赔偿损失,今后注意"
    assert Party.objects.latest("id").shown_name == "林**"
    assert code not in client.get("/public/progress/").content.decode()
    assert code not in caplog.text
    assert code not in "".join(f"{answer.headers}{answer.cookies}")
    sessions = json.dumps([one.get_decoded() for one in Session.objects.all()])
    assert code not in sessions
    assert code.replace("-", "") not in sessions
    assert client.post("/public/look/", {"code": code.lower()})["Location"] == "/public/progress/"
    assert Client().get("/public/lodged/")["Location"] == "/public/look/"


def test_pressing_twice_is_one_complaint(bazaar: Bazaar, client: Client) -> None:
    before = Matter.objects.count()
    assert [lodged(bazaar, client)["Location"] for _press in range(2)] == ["/public/lodged/"] * 2
    assert lodged(bazaar, Client())["Location"] == "/public/lodged/"
    assert Matter.objects.count() == before + 1


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(bazaar: Bazaar, client: Client) -> None:
    answer = lodged(bazaar, client, person_name="", content="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("请填写这一项。") == 4  # twice at the field, twice in the summary
    assert 'value="139 0000 0001"' in page
    assert "no-store" in answer["Cache-Control"]
    assert not Knock.objects.exists()


def test_only_those_whose_account_is_open_can_be_chosen(bazaar: Bazaar, client: Client) -> None:
    partner = bazaar.own.partner
    assert f'<option value="{partner.pk}"' in client.get("/public/lodge/").content.decode()
    partner.closed_on = cast.TODAY
    partner.save()
    assert f'<option value="{partner.pk}"' not in client.get("/public/lodge/").content.decode()
    assert lodged(bazaar, client).status_code == 422
    assert partner.name not in client.get("/public/partners/").content.decode()


def test_a_shop_in_a_mall_goes_to_its_service_point(bazaar: Bazaar, client: Client) -> None:
    lodged(
        bazaar,
        client,
        partner=bazaar.other.partner.pk,
        respondent_name="蓝田广场小家电行",
        shares_contact="on",
    )
    diversion = Diversion.objects.latest("id")
    assert (diversion.way, diversion.shares_contact) == ("point", True)
    assert diversion.matter.respondent.name == "蓝田广场小家电行"


def test_ten_complaints_an_hour_of_one_source(bazaar: Bazaar, client: Client) -> None:
    for number in range(10):
        assert lodged(bazaar, Client(), once=f"showing-{number}").status_code == 302
    answer = lodged(bazaar, Client(), once="one-too-many")
    assert (answer.status_code, "PTL-429" in answer.content.decode()) == (429, True)
    assert "林晓禾" in answer.content.decode()
    elsewhere = {"partner": bazaar.own.partner.pk, **TYPED, "once": "elsewhere"}
    assert client.post("/public/lodge/", elsewhere, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_ten_wrong_codes_a_quarter_of_an_hour_of_one_source(bazaar: Bazaar, monkeypatch) -> None:
    for number in range(10):
        answer = Client().post("/public/look/", {"code": f"7K2M-9XQD-H4T{number}"})
        assert (answer.status_code, "没有这个查询码" in answer.content.decode()) == (422, True)
    assert Client().post("/public/look/", {"code": CODE}).status_code == 429
    assert Client().post("/public/look/", {"code": CODE}, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert "127.0.0.1" not in str(list(Knock.objects.values()))
    Knock.objects.update(at=cast.NOON - timedelta(minutes=16))
    assert Client().post("/public/look/", {"code": CODE}).status_code == 302


def test_of_the_newer_addresses_one_network_is_one_source(bazaar: Bazaar) -> None:
    for last in ("1", "2"):
        Client().post("/public/look/", {"code": "7K2M-9XQD-H4T9"}, REMOTE_ADDR=f"2001:db8:0:7::{last}")
    Client().post("/public/look/", {"code": "7K2M-9XQD-H4T9"}, REMOTE_ADDR="2001:db8:0:8::1")
    assert (Knock.objects.count(), Knock.objects.values("source").distinct().count()) == (3, 2)


def test_right_codes_are_not_counted(bazaar: Bazaar) -> None:
    for _look in range(12):
        assert Client().post("/public/look/", {"code": CODE}).status_code == 302
    assert not Knock.objects.exists()


def test_the_code_goes_by_post_and_is_let_go_after_half_an_hour(bazaar: Bazaar, monkeypatch) -> None:
    assert Client().get("/public/progress/", {"code": CODE})["Location"] == "/public/look/"
    client = bazaar.consumer()
    assert client.get("/public/progress/").status_code == 200
    with monkeypatch.context() as later:
        later.setattr(held_code, "HELD_FOR", timedelta(seconds=-1))
        assert client.get("/public/progress/")["Location"] == "/public/look/"
    client = bazaar.consumer()
    client.post("/public/leave/")
    assert client.get("/public/progress/").status_code == 302


def test_the_page_says_who_answers_and_when_the_bureaus_period_begins(bazaar: Bazaar) -> None:
    page = bazaar.consumer().get("/public/progress/").content.decode()
    assert "现在由 <b>厦门青禾生鲜超市有限公司</b> 答复，不是市场监管部门。" in page
    assert "2026-06-01" in page
    assert "这段时间从转回时起算" in page
    bazaar.does("refuse", words="不愿意。")
    page = bazaar.consumer().get("/public/progress/").content.decode()
    assert "由市场监管部门办理" in page
    # Seven working days from Wednesday 2026-05-20.
    assert "将在 <b>2026-05-29</b> 以前决定是否受理" in page


def test_only_what_the_consumer_confirms_is_settled(bazaar: Bazaar) -> None:
    bazaar.does("claim", terms=TERMS, amount="36.50")
    assert TERMS in bazaar.consumer().get("/public/progress/").content.decode()
    assert bazaar.now().ending == ""
    assert bazaar.consumer_does("deny", words="没有收到。").status_code == 302
    assert bazaar.now().claimed_at is None
    bazaar.does("claim", terms=TERMS, amount="36.50")
    assert bazaar.consumer_does("confirm", satisfaction="5").status_code == 302
    assert (bazaar.now().matter.state, bazaar.now().satisfaction) == ("reconciled", 5)
    assert "已经和解，本件办结" in bazaar.consumer().get("/public/progress/").content.decode()


def test_the_consumer_may_ask_for_the_bureau_and_rate_afterwards(bazaar: Bazaar) -> None:
    assert bazaar.consumer_does("ask").status_code == 302
    assert (bazaar.now().ending, bazaar.now().matter.state) == ("consumer", "received")
    assert bazaar.consumer_does("rate").status_code == 422
    assert bazaar.consumer_does("rate", satisfaction="2").status_code == 302
    assert bazaar.now().satisfaction == 2


def test_an_old_page_keeps_what_was_typed(bazaar: Bazaar) -> None:
    bazaar.does("contact", text="您好。")
    answer = bazaar.consumer_does("answer", text="希望退款。", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "企业已于" in page
    assert "希望退款。" in page


def test_the_consumer_opens_what_the_enterprise_handed_in_and_no_other_file(bazaar: Bazaar) -> None:
    bazaar.client().post(
        f"/partner/matters/{bazaar.diversion.pk}/evidence/",
        {"version": 1, "what": "退款单", "files": _file()},
    )
    row = bazaar.diversion.exchanges.get(kind="evidence")
    given = bazaar.consumer().get(f"/public/progress/files/{row.pk}/")
    assert (given.status_code, given.content.decode()) == (200, "退款36.50元")
    assert bazaar.consumer().get(f"/public/progress/files/{bazaar.file.pk}/").status_code == 404
    assert Client().get(f"/public/progress/files/{row.pk}/").status_code == 302


def _file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("退款.txt", "退款36.50元".encode())


@pytest.mark.parametrize(
    "address", ["/public/", "/public/partners/", "/public/shops/", "/public/lodge/", "/public/look/"]
)
@pytest.mark.django_db
def test_public_pages_need_no_account_and_say_something_where_nothing_is_there(
    address: str, client: Client
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "12315" in answer.content.decode()
