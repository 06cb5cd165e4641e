"""Pages for what went wrong: calm, in Chinese, with a code and no traceback."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from xiaobao.desk.views import inbox


def test_an_unknown_address(signed_in) -> None:
    answer = signed_in("chensiyuan").get("/nothing/here/")
    assert answer.status_code == 404
    assert "DSK-404" in answer.content.decode()


def test_a_fault_of_the_system(signed_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox.queries, "inbox", lambda *_: 1 / 0)
    client = signed_in("chensiyuan")
    client.raise_request_exception = False
    logging.disable(logging.CRITICAL)
    try:
        answer = client.get("/")
    finally:
        logging.disable(logging.NOTSET)
    page = answer.content.decode()
    assert (answer.status_code, "DSK-500" in page) == (500, True)
    assert "ZeroDivisionError" not in page


def test_a_form_from_another_site(officers) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officers["chensiyuan"].user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/sign-out/")
    assert answer.status_code == 403
    assert "DSK-419" in answer.content.decode()


def test_a_request_too_large_to_read(signed_in) -> None:
    answer = signed_in("chensiyuan").post("/views/", {f"field{n}": "1" for n in range(2_100)})
    assert answer.status_code == 400
    assert "DSK-400" in answer.content.decode()
