"""The case library and the quiz: what is closed is nominated, and everybody asks for all of it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.canary_house import House
from xiaobao.docket.models import Matter
from xiaobao.handbook.models import Nomination
from xiaobao.handbook.shelf import in_service
from xiaobao.rules.handbook.kinds import Kind


def nominate_what_is_closed(house: House) -> None:
    """Have 陆一恒 nominate every closed matter; the words proposed are looked through like all others."""
    closed = Matter.objects.filter(is_open=False, guarded=False).values_list("pk", flat=True)
    client = house.client("luyiheng")
    answers = [client.post(f"/matters/{key}/nominate/").status_code for key in closed]
    assert 302 in answers
    assert Nomination.objects.filter(track="report").exists()


def library() -> Iterator[str]:
    """Yield the addresses; one at least of each kind."""
    case = in_service().of(Kind.PRECEDENT)[0].slug
    yield from ("/handbook/cases/", "/handbook/cases/?text=酸奶&marked=outdated", f"/handbook/cases/{case}/")
    yield from ("/handbook/nominations/", "/handbook/quiz/", "/handbook/quiz/complaint/")
    yield from ("/handbook/quiz/results/", "/handbook/quiz/results/export/", "/handbook/quiz/attempts/999/")
    codes = Nomination.objects.order_by("-track", "pk").values_list("code", flat=True)[:4]
    yield from (f"/handbook/nominations/{code}/" for code in codes)
    yield from (f"/handbook/nominations/x/{act}/" for act in ("confirm", "draft", "drop"))
    yield from (f"/matters/1/{more}/" for more in ("nominate", f"cases/{case}"))
