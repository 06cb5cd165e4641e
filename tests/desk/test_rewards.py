"""Rewards on screen: two posts see them, nobody else finds a trace; the code shows once, payment needs no name."""

from __future__ import annotations

import json
import re

import pytest

from tests import cast
from tests.docket.reward_cast import (
    PROPOSAL,
    RECEIPT,
    WORDS,
    approved,
    decided_case,
    paid,
    proposed,
    reporter,
)
from xiaobao.docket.models import Matter, Reward
from xiaobao.docket.reward_codes import new_code
from xiaobao.vault.models import AuditEntry

OTHERS = (
    "hemin",
    "chensiyuan",
    "suming",
    "luyiheng",
    "tangyue",
    "lian",
    "fangzhou",
    "heqing",
    "wenlan",
    "admin",
)
WHO = ("周喆", "13900000002")
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}")
TYPED = {"natural_person": "yes", "serious": "5", "level": "1", "reason": PROPOSAL["reason"], "once": "a1"}
DECIDED = {"approve": "yes", "words": WORDS, "once": "b1"}


@pytest.fixture
def case(own_home, register, officers) -> int:
    return decided_case(register)


@pytest.fixture
def reward(case, officers) -> Reward:
    return proposed(case, officers)


def pages(reward: Reward | None, case: int) -> list[tuple[str, str]]:
    number = reward.pk if reward else 1
    found = [("get", "/rewards/"), ("get", "/rewards/pay/"), ("post", "/rewards/pay/")]
    found += [("get", f"/rewards/cases/{case}/"), ("post", f"/rewards/cases/{case}/")]
    found += [("get", f"/rewards/{number}/"), ("get", f"/rewards/{number}/identity/")]
    return found + [
        ("post", f"/rewards/{number}/{part}/") for part in ("decide", "code", "notice", "identity")
    ]


@pytest.mark.parametrize("username", OTHERS)
def test_everybody_else_is_turned_away_alike_whether_there_is_a_reward_or_not(
    username, signed_in, case, reward
) -> None:
    client = signed_in(username)
    for way, address in [*pages(reward, case), *pages(None, 4711), ("get", "/rewards/4711/")]:
        answer = getattr(client, way)(address)
        assert answer.status_code == 403, address
        assert "奖励" not in re.sub(r"<nav.*?</nav>", "", answer.content.decode())


@pytest.mark.parametrize("username", [*OTHERS[:-2], "wenlan"])
def test_no_page_of_anybody_else_tells_of_a_reward(username, signed_in, officers, case) -> None:
    signed_in("guning").post("/confirm/", {"password": cast.PASSWORD})
    code = approved(proposed(case, officers), officers).code
    clerk = signed_in("xuan")
    clerk.post("/confirm/", {"password": cast.PASSWORD})
    assert clerk.post("/rewards/1/identity/").status_code == 200
    paid(code, officers)
    client = signed_in(username)
    for address in ("/", f"/matters/{case}/", "/?q=湖消", "/printing/", "/imports/", "/samples/", "/drafts/"):
        page = client.get(address).content.decode()
        assert "/rewards/" not in page, address
        assert [
            word for word in ("奖励经办", "许安", "顾宁", "10,000.00", "湖市监奖励", code) if word in page
        ] == []


def test_the_clerk_sees_cases_and_rewards_without_a_name(signed_in, case) -> None:
    page = signed_in("xuan").get("/rewards/").content.decode()
    assert "湖消〔2026〕000001" in page
    assert "200,000.00" in page
    assert f'href="/rewards/cases/{case}/"' in page
    assert not any(word in page for word in WHO)
    assert "可以提出奖励的案件" not in signed_in("guning").get("/rewards/").content.decode()


def test_the_form_shows_what_each_level_comes_to_and_masks_the_reporter(signed_in, case) -> None:
    page = signed_in("xuan").get(f"/rewards/cases/{case}/").content.decode()
    assert "一级：10,000.00 元" in page
    assert "周*" in page
    assert "未见全文" in page
    assert not any(word in page for word in WHO)
    assert "提高后的金额" not in page


def test_from_the_proposal_to_the_payment_on_screen(signed_in, case) -> None:
    clerk, approver = signed_in("xuan"), signed_in("guning")
    answer = clerk.post(f"/rewards/cases/{case}/", {**TYPED, "party_id": reporter(case).pk})
    assert answer["Location"] == "/rewards/1/"
    assert "待审批" in clerk.get("/rewards/1/").content.decode()
    answer = approver.post("/rewards/1/decide/", DECIDED)
    assert answer.status_code == 200
    code = CODE.search(answer.content.decode())[0]
    assert "no-store" in answer["Cache-Control"]
    assert code not in json.dumps(dict(approver.session))
    notice = approver.post("/rewards/1/notice/", {"code": code})
    assert notice["Content-Type"] == "application/pdf"
    assert notice.content.startswith(b"%PDF")
    looked = clerk.post("/rewards/pay/", {"code": code, "do": "look", "once": "c1"}).content.decode()
    assert "10,000.00" in looked
    assert not any(word in looked for word in (*WHO, "周*", "湖消〔2026〕"))
    answer = clerk.post(
        "/rewards/pay/", {"code": code, "receipt": RECEIPT, "do": "pay", "once": "c2"}, follow=True
    )
    assert "已登记发放 10,000.00 元。" in answer.content.decode()
    assert Reward.objects.get().state == "paid"


def test_the_code_is_on_no_later_page(signed_in, reward) -> None:
    approver = signed_in("guning")
    code = CODE.search(approver.post("/rewards/1/decide/", DECIDED).content.decode())[0]
    for who in ("guning", "xuan"):
        for address in ("/rewards/", "/rewards/1/", "/rewards/pay/"):
            assert code not in signed_in(who).get(address).content.decode()
    assert signed_in("xuan").post("/rewards/1/notice/", {"code": code}).status_code == 403
    assert approver.post("/rewards/1/notice/", {"code": new_code()}).status_code == 404


def test_a_second_click_shows_the_same_code_and_makes_no_other(signed_in, reward) -> None:
    approver = signed_in("guning")
    first, second = (approver.post("/rewards/1/decide/", DECIDED).content.decode() for _ in range(2))
    assert CODE.search(first)[0] == CODE.search(second)[0]
    assert AuditEntry.objects.filter(act="reward.approved").count() == 1


def test_a_lost_code_is_made_anew_on_the_page_once_a_click(signed_in, reward) -> None:
    approver = signed_in("guning")
    first = CODE.search(approver.post("/rewards/1/decide/", DECIDED).content.decode())[0]
    anew = CODE.search(approver.post("/rewards/1/code/", {"once": "d1"}).content.decode())[0]
    assert anew != first
    assert approver.post("/rewards/1/code/", {"once": "d1"}).status_code == 302
    assert signed_in("xuan").post("/rewards/1/code/", {"once": "d2"}).status_code == 403


def test_a_second_click_on_propose_and_on_pay_does_nothing_more(signed_in, case, officers) -> None:
    clerk = signed_in("xuan")
    typed = {**TYPED, "party_id": reporter(case).pk}
    for _ in range(2):
        assert clerk.post(f"/rewards/cases/{case}/", typed).status_code == 302
    code = approved(Reward.objects.get(), officers).code
    pay = {"code": code, "receipt": RECEIPT, "do": "pay", "once": "e1"}
    assert [clerk.post("/rewards/pay/", pay).status_code for _ in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(act="reward.paid").count() == 1


def test_what_was_typed_stays_when_something_is_missing(signed_in, case) -> None:
    typed = {**TYPED, "party_id": reporter(case).pk, "natural_person": "no", "level": ""}
    answer = signed_in("xuan").post(f"/rewards/cases/{case}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "只奖励自然人" in page
    assert "请选择奖励等级。" in page
    assert PROPOSAL["reason"] in page
    assert Reward.objects.count() == 0


def test_the_second_approver_is_told_of_the_first(signed_in, reward, officers) -> None:
    approved(reward, officers, approve=False)
    answer = signed_in("guning").post("/rewards/1/decide/", DECIDED)
    assert answer.status_code == 409
    assert "顾宁已于" in answer.content.decode()


def test_without_a_voucher_the_amount_stays_in_sight(signed_in, reward, officers) -> None:
    code = approved(reward, officers).code
    answer = signed_in("xuan").post("/rewards/pay/", {"code": code, "receipt": "", "do": "pay"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写付款凭证号。" in page
    assert "10,000.00" in page
    assert 'value="pay"' in page


def test_wrong_codes_are_said_and_then_locked(signed_in, case) -> None:
    clerk = signed_in("xuan")
    for _ in range(5):
        answer = clerk.post("/rewards/pay/", {"code": new_code(), "do": "look"})
        assert answer.status_code == 422
        assert "没有这一代码" in answer.content.decode()
    locked = clerk.post("/rewards/pay/", {"code": new_code(), "do": "look"}).content.decode()
    assert "15分钟内已经输错5次" in locked
    assert AuditEntry.objects.filter(act="reward.code_refused", result="refused").count() == 5


def test_for_whom_it_is_shows_for_a_minute_after_the_password(signed_in, reward) -> None:
    clerk = signed_in("xuan")
    assert clerk.get("/rewards/1/identity/")["Location"].startswith("/confirm/")
    assert clerk.post("/rewards/1/identity/").status_code == 409
    clerk.post("/confirm/", {"password": cast.PASSWORD})
    assert clerk.get("/rewards/1/identity/").status_code == 200
    answer = clerk.post("/rewards/1/identity/")
    page = answer.content.decode()
    assert all(word in page for word in WHO)
    assert answer["Refresh"] == "60;url=/rewards/1/"
    assert "wide no-print" in page
    assert not any(word in json.dumps(dict(clerk.session)) for word in WHO)


def test_an_insiders_reward_may_be_raised(signed_in, case) -> None:
    Matter.objects.filter(pk=case).update(guarded=True)
    clerk = signed_in("xuan")
    assert "提高后的金额" in clerk.get(f"/rewards/cases/{case}/").content.decode()
    typed = {**TYPED, "party_id": reporter(case).pk, "amount": "15,000"}
    assert clerk.post(f"/rewards/cases/{case}/", typed).status_code == 302
    assert Reward.objects.get().amount == 15_000


@pytest.mark.parametrize("address", ["/rewards/4711/", "/rewards/cases/4711/"])
def test_what_does_not_exist(signed_in, case, address) -> None:
    assert signed_in("xuan").get(address).status_code == 404
