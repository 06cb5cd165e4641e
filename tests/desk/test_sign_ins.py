"""Signing in leaves its trace."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.django_db


def trail() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.values_list("act", "subject", "address"))


def test_signing_in_and_out_is_recorded_with_the_address(officers):
    client = Client(REMOTE_ADDR="127.0.0.9")
    client.post(reverse("sign-in"), {"username": "hemin", "password": cast.PASSWORD})
    client.post(reverse("sign-out"))
    assert trail() == [
        ("sign_in", "officer:hemin", "127.0.0.9"),
        ("sign_out", "officer:hemin", "127.0.0.9"),
    ]


def test_a_row_says_by_which_post_and_with_what_result(officers):
    client = Client()
    client.post(reverse("sign-in"), {"username": "heqing", "password": "wrong"})
    client.post(reverse("sign-in"), {"username": "heqing", "password": cast.PASSWORD})
    found = AuditEntry.objects.order_by("id").values_list("act", "actor_name", "post", "result")
    assert list(found) == [
        ("sign_in.refused", "系统", "", "refused"),
        ("sign_in", "何清", officers["heqing"].post, "done"),
    ]


def test_nobody_signs_in_where_it_cannot_be_recorded(officers, shut):
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("sign-in"), {"username": "hemin", "password": cast.PASSWORD})
    assert answer.status_code == 500
    assert client.get(reverse("inbox")).status_code == 302


def test_a_refused_attempt_is_recorded_without_what_was_typed(officers):
    Client().post(reverse("sign-in"), {"username": "my-password-by-mistake", "password": "x"})
    assert trail() == [("sign_in.refused", "officer:unknown", "127.0.0.1")]
