"""After each act the officer sees what was done and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests import cast
from tests.desk.acts import GIVEN, Doing, Step
from xiaobao.docket.models import Document, Ruling
from xiaobao.rules.workflow import Act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home", "noon")]
BOTH_AGREE: tuple[Step, ...] = (Act.CONSENT, (Act.CONSENT, {"side": "respondent"}))
Begin = Callable[..., Doing]


@pytest.fixture
def doing(register, signed_in) -> Begin:
    """Start a complaint and hand over what officers do with it."""

    def begin(**changes: Any) -> Doing:
        return Doing(register(cast.complaint(**changes)), signed_in)

    return begin


def head(one: Doing, officer: str = "chensiyuan") -> list[str]:
    """Return the acts at the head of the page."""
    page = one.client(officer).get(f"/matters/{one.matter}/").content.decode()
    part = page.split("<h1>")[1].split("data-does=")[0]
    return re.findall(r'<a class="button(?: main)?" href="[^"]*">([^<]+)</a>', part)


def test_before_acceptance_the_decision_leads_and_for_intake_the_distribution(doing: Begin) -> None:
    one = doing()
    assert head(one) == ["受理", "决定不予受理", "确认管辖"]
    one.do(Act.PLACE)
    assert head(one) == ["受理", "决定不予受理"]
    assert head(one, "hemin")[0] == "分派"


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        ((), "登记送达"),
        (("serve all",), "记录调解意愿"),
        (("serve all", *BOTH_AGREE), "通知调解"),
        (("serve all", (Act.CONSENT, {"side": "respondent", "given": "no"})), "终止调解"),
        (("serve all", *BOTH_AGREE, Act.INVITE, "serve all"), "记录调解"),
        (("serve all", *BOTH_AGREE, Act.MEDIATE), "记录达成调解"),
        (("serve all", Act.APPRAISE), "记录鉴定检测结果"),
        (("serve all", *BOTH_AGREE, Act.MEDIATE, Act.SETTLE, "serve all"), "记录履行"),
        (("serve all", *BOTH_AGREE, Act.MEDIATE, Act.TERMINATE, "serve all"), "办结"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_procedure_waits_for_stands_first(steps, first: str, doing: Begin) -> None:
    one = doing()
    one.accept()
    for step in steps:
        one.do(step)
    assert head(one)[0] == first


def test_the_sentence_that_something_was_done_leads_to_where_it_shows(doing: Begin) -> None:
    one = doing()
    one.accept()
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    assert re.search(r'已办理，文书编号 [^<]+ <a class="nowrap" href="#documents">查看</a>', page)


def test_who_hands_a_matter_back_is_told_so_in_the_inbox(doing: Begin) -> None:
    one = doing()
    answer = one.post(Act.HAND_BACK, "chensiyuan", GIVEN[Act.HAND_BACK])
    assert answer["Location"] == "/"
    assert "已办理“退回接收机构”。" in one.client("chensiyuan").get("/").content.decode()


def test_a_decision_voided_without_another_is_offered_again(doing: Begin) -> None:
    one = doing()
    one.accept()
    one.do(Act.VOID)
    document = Document.objects.get()
    page = one.client("suming").get(f"/matters/{one.matter}/").content.decode()
    link = re.search(r'href="([^"]*/acts/void/\?anew=\d+)"', page)
    assert link is not None
    assert "?anew=" not in one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    form = one.client("suming").get(link[1]).content.decode()
    assert f"{document.number}（已作废，可以重新制作）" in form
    assert re.search(r'name="reissue"[^>]* checked', form)
    one.do(Act.VOID, document_id=str(document.pk), reissue="on", words="重新制作")
    assert Document.objects.filter(voided_at=None).count() == 1
    page = one.client("suming").get(f"/matters/{one.matter}/").content.decode()
    assert "/acts/void/?anew" not in page


def test_material_may_come_unasked_and_proof_of_identity_only_when_asked(doing: Begin) -> None:
    one = doing()
    form = one.page(Act.SUPPLEMENT).partition("<aside")[0]
    assert "补正材料" in form
    assert "核验身份" not in form
    one.do(Act.SUPPLEMENT)
    assert "购物小票" in Ruling.objects.get(matter=one.matter).words
    one.do(Act.VERIFY_IDENTITY)
    assert "核验身份" in one.page(Act.SUPPLEMENT).partition("<aside")[0]


def test_the_receipt_of_service_is_shown_as_it_will_read(doing: Begin) -> None:
    one = doing()
    one.accept()
    document = Document.objects.get()
    addressee = document.addressees.get()
    address = f"/matters/{one.matter}/acts/serve/preview/"
    typed = {
        "to": f"{document.pk}-{addressee.pk}",
        "channel": "in_person",
        "receipt": "on",
        "proof": "当面签收",
    }
    page = one.client("chensiyuan").post(address, typed).content.decode()
    assert '<th scope="row" colspan="5">文书名称</th><td colspan="23">投诉受理决定书</td>' in page
    assert document.number in page
    page = one.client("chensiyuan").post(address, typed | {"channel": "phone"}).content.decode()
    assert "送达回证" not in page
