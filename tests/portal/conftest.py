"""The examples of the portal happen on the same Wednesday at noon; two partners, each with a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.docket.settling_cast import CODE, coded, handed_over, market, now, partner_does, point, seat_of
from xiaobao.docket.actions.hand_in import hand_in
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.sitting import Sitting

ELSE_SAID = "在蓝田广场买的电饭煲第二次使用就不加热。"
OTHER_CODE = "9XQD-H4TB-7K2M"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of both rooms stand at ``cast.NOON``."""
    clock = SimpleNamespace(now=lambda: cast.NOON)
    monkeypatch.setattr("xiaobao.portal.screen.timezone", clock)
    monkeypatch.setattr("xiaobao.desk.screen.timezone", clock)


@dataclass
class Bazaar:
    """青禾生鲜 has 林晓禾's complaint, the point in the mall somebody else's with a file; 周喆 has reported."""

    own: Sitting
    other: Sitting
    diversion: Diversion
    others: Diversion
    file: Exchange
    report: int

    def client(self, sitting: Sitting | None = None) -> Client:
        """A browser signed in for one of the two, 青禾生鲜 where nobody is named."""
        client = Client()
        client.force_login((sitting or self.own).user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def now(self) -> Diversion:
        """青禾生鲜's complaint as it now stands."""
        return now(self.diversion)

    def does(self, act: str, **given: Any) -> Any:
        """Have 青禾生鲜 send one form of the portal, read at the present version."""
        address = f"/partner/matters/{self.diversion.pk}/{act}/"
        return self.client().post(address, {"version": self.now().version, **given})

    def consumer(self, code: str = CODE) -> Client:
        """A browser in which a code has been given."""
        client = Client()
        assert client.post("/public/look/", {"code": code}).status_code == 302
        return client

    def consumer_does(self, act: str, **given: Any) -> Any:
        """Have 林晓禾 send one form, read at the present version."""
        typed = {"version": self.now().version, **given}
        return self.consumer().post(f"/public/progress/{act}/", typed)


@pytest.fixture
def bazaar(register, officers, own_home) -> Bazaar:
    """Two partners with a complaint each, and a report of nobody's business."""
    own, other = seat_of(market()), seat_of(point(), "jiangwan", "江晚")
    first = register()
    second = register(
        cast.complaint(
            external_id="13502062026051800000088", digest=b"else".ljust(16), person_name="沈一帆",
            person_phone="13900000011", content=ELSE_SAID, respondent_name="蓝田广场小家电行",
        )
    )  # fmt: skip
    report = register(cast.report())
    others = handed_over(second, officers["chensiyuan"], other.partner)
    partner_does(hand_in, others, other, files=[("清单.txt", "换机单一份".encode())], what="换机单")
    Diversion.objects.filter(pk=others.pk).update(code_index=b"")
    diversion = coded(handed_over(first, officers["chensiyuan"], own.partner))
    file = Exchange.objects.exclude(attachment=None).get()
    return Bazaar(own, other, diversion, now(others), file, report)
