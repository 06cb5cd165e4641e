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


def test_a_refused_attempt_is_recorded_without_what_was_typed(officers):
    Client().post(reverse("sign-in"), {"username": "my-password-by-mistake", "password": "x"})
    assert trail() == [("sign_in.refused", "officer:unknown", "127.0.0.1")]
