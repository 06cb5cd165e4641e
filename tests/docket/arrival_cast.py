"""What the examples of the days before acceptance share: acting, what a letter says, what must not be kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests import cast
from xiaobao.docket.models import Document, Matter
from xiaobao.documents import paper
from xiaobao.refusals import Refused
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal

OLD = cast.complaint(received_at=cast.at("2026-03-02"))
"""A complaint of Monday 2 March 2026, under Order 20; it is to be decided by Wednesday the 11th."""
FREE_WORDS = "只写在这里的话"
PERSONAL = ("林晓禾", "13900000001", "虚构路", FREE_WORDS)


def act(verb: Callable[..., Any], key: int, officer: Any, **given: Any) -> Any:
    """Do one thing to a matter as it now stands, at noon on 20 May 2026 unless said otherwise."""
    wanted = {"version": Matter.objects.get(pk=key).version, "at": cast.NOON} | given
    return verb(matter_id=key, officer=officer, **wanted)


def refused(verb: Callable[..., Any], key: int, officer: Any, **given: Any) -> Refused:
    """Be refused, and have nothing written."""
    before = written(key)
    with pytest.raises(Refused) as refusal:
        act(verb, key, officer, **given)
    assert written(key) == before
    return refusal.value


def written(key: int) -> tuple[object, ...]:
    """What an act would have changed."""
    matter = Matter.objects.get(pk=key)
    clocks = list(matter.clocks.values_list("clock", "state", "ledger"))
    return (
        matter.version, matter.state, matter.office_id, matter.respondent_id, matter.events.count(), clocks,
        Document.objects.count(), AuditEntry.objects.count(), matter.material_requests.count(),
        Matter.objects.count(),
    )  # fmt: skip


def text_of(document: Document) -> str:
    """What the document says, without blanks."""
    blocks = paper.load(unseal(bytes(document.paper), about=b"paper"))
    return "".join("".join(str(block.text).split()) for block in blocks)


def kept_without_words(key: int) -> str:
    """Everything the events and the audit rows of a matter hold, as one text."""
    told = list(Matter.objects.get(pk=key).events.values_list("data", flat=True))
    told += list(AuditEntry.objects.values_list("detail", flat=True))
    return json.dumps(told, ensure_ascii=False)
