"""What went wrong is said by the room it went wrong in: a code, a sentence, a way on."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.portal.conftest import Bazaar
from xiaobao import faults


@pytest.mark.parametrize(
    ("address", "code"), [("/public/look/", "PTL"), ("/partner/sign-in/", "PTL"), ("/sign-in/", "DSK")]
)
@pytest.mark.django_db
def test_a_form_without_its_mark_against_forgery(address: str, code: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(address, {"code": "7K2M-9XQD-H4TB"})
    assert (answer.status_code, f"{code}-419" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize(
    ("address", "code"), [("/public/", "PTL-500"), ("/partner/", "PTL-500"), ("/", "DSK-500")]
)
def test_a_fault_of_the_system_asks_nothing_of_the_database(address: str, code: str) -> None:
    answer = faults.broken(RequestFactory().get(address))
    assert (answer.status_code, code in answer.content.decode()) == (500, True)


@pytest.mark.django_db
def test_a_host_that_is_not_ours() -> None:
    answer = Client().get("/public/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "PTL-400" in answer.content.decode()) == (400, True)


def test_each_is_led_on_to_the_own_entrance(bazaar: Bazaar, signed_in) -> None:
    assert 'href="/partner/">回到企业入口' in bazaar.client().get("/matters/1/").content.decode()
    assert 'href="/">到本局入口' in signed_in("suming").get("/partner/").content.decode()
    assert 'href="/public/">回到首页' in Client().get("/public/nothing/").content.decode()


def test_what_is_refused_has_a_page_of_its_own(bazaar: Bazaar) -> None:
    request: HttpRequest = RequestFactory().get("/partner/")
    request.user = bazaar.own.user
    assert (faults.refused(request).status_code, faults.bad_request(request).status_code) == (403, 400)
