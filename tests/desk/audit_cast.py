"""What the examples of the auditor's page share: rows as if somebody had done something, and 何清's browser."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from tests import cast
from xiaobao.vault.audit import record


@pytest.fixture
def happened(officers, own_home):
    """Write a row as if somebody had done something: ``happened("chensiyuan", "identity.revealed")``."""

    def write(username, act, *, subject="party:1", at=cast.NOON, times=1, **how):
        officer = officers[username] if username else None
        for _time in range(times):
            with transaction.atomic():
                record(
                    act=act,
                    subject=subject,
                    at=at,
                    actor=officer.user if officer else None,
                    post=officer.post if officer else "定时任务",
                    **how,
                )

    return write


@pytest.fixture
def auditor(signed_in, own_home):
    """何清's browser."""
    return signed_in("heqing")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def shown(answer):
    """The numbers of the rows on a page, in their order."""
    found = re.findall(r'<span class="number">(\d+)</span></td></tr>', answer.content.decode())
    return [int(number) for number in found]
