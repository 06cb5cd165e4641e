"""Which pages are asked for: the same ones each time, drawn from the matters at hand."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.drawing import SEED, fragments

BEYOND_THE_LAST = 9_999_999
OWN_OFFICE, BUREAU = "handler", "section_head"


@dataclass(frozen=True)
class Screen:
    """One kind of page: who asks (the code of a post) and the addresses asked for one after the other."""

    name: str
    post: str
    addresses: tuple[str, ...]


def screens(requests: int) -> list[Screen]:
    """Return every kind of page with ``requests`` addresses each; reads the database of this home."""
    return [
        Screen("inbox", BUREAU, _lists(requests)),
        Screen("inbox_all", BUREAU, _lists(requests, open="all")),
        Screen("inbox_all_of_one_office", OWN_OFFICE, _lists(requests, open="all")),
        Screen("filtered", BUREAU, _filtered(requests)),
        Screen("deepest", BUREAU, _lists(requests, open="all", page=str(BEYOND_THE_LAST))),
        *(Screen(f"search_{n}", BUREAU, _searches(requests, n)) for n in (1, 2, 4)),
        Screen("matter", BUREAU, _matters(requests)),
    ]


def _lists(requests: int, **query: str) -> tuple[str, ...]:
    return (_inbox(**query),) * requests


def _filtered(requests: int) -> tuple[str, ...]:
    from xiaobao.staff.models import Office

    dice = random.Random(SEED)
    offices = list(Office.objects.filter(kind="station").order_by("id").values_list("code", flat=True))
    return tuple(
        _inbox(open="all", office=dice.choice(offices), kind=dice.choice(("complaint", "report")), text=text)
        for text in fragments(requests, 2)
    )


def _searches(requests: int, length: int) -> tuple[str, ...]:
    return tuple(_inbox(open="all", text=text) for text in fragments(requests, length))


def _matters(requests: int) -> tuple[str, ...]:
    from django.urls import reverse

    from xiaobao.docket.models import Matter

    keys = list(Matter.objects.order_by("id").values_list("id", flat=True))
    dice = random.Random(SEED)
    return tuple(reverse("matter", args=[dice.choice(keys)]) for _ in range(requests))


def _inbox(**query: str) -> str:
    from django.urls import reverse

    return reverse("inbox") + (f"?{urlencode(query)}" if query else "")
