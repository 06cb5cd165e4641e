"""Walking with one matter: who acts, on which day, always on the version as it stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from tests import cast
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.models import Addressee, Document, Matter
from xiaobao.staff.permissions import Authority

LIN = PersonGiven(name="林晓禾", phone="13900000001", postal="厦门市湖里区虚构路88号")
ZHOU = PersonGiven(name="周喆", phone="13900000002", postal="厦门市湖里区虚构路9号")
QINGHE = RespondentGiven(name="厦门青禾家居有限公司", address="福建省厦门市湖里区湖里街道虚构路1号")
WORDS = "经核实情况属实，依照规定办理并记录在案。"
BEGINNINGS = {"samr-order-121": "2026-05-18", "samr-order-20": "2026-03-02"}
"""A Monday under either rule."""


class Walk:
    """One matter on its way."""

    def __init__(self, officers: dict[str, Authority], begins: str) -> None:
        self.officers, self.matter_id, self.day = officers, 0, date.fromisoformat(begins)

    @property
    def matter(self) -> Matter:
        return Matter.objects.get(pk=self.matter_id)

    def at(self, when: str = "10:00") -> datetime:
        return cast.at(self.day.isoformat(), when)

    def on(self, day: str) -> None:
        """Go on to a later day: ``walk.on("05-20")`` of the same year."""
        self.day = date.fromisoformat(f"{self.day.year}-{day}")

    def arrives(self, **given: Any) -> Any:
        """林晓禾 complains at the counter; 何敏 registers it."""
        usual = {
            "key": f"walk-{Matter.objects.count()}",
            "kind": "complaint",
            "channel": "window",
            "received_at": self.at("09:30"),
            "person": LIN,
            "respondent": QINGHE,
            "content": "定制的衣柜颜色与约定不符，商家拒绝重做；展厅所示合格证编号查无此号。",
            "requests": ("重作、更换",),
            "category": "家居用品",
            "office": "intake",
        }
        registered = enrol(officer=self.officers["hemin"], at=self.at("09:40"), **(usual | given))
        self.matter_id = registered.matter_id
        return registered

    def is_reported(self, **given: Any) -> Any:
        """周喆 reports by post; 何敏 registers it with the receiving office."""
        usual = {
            "kind": "report",
            "channel": "post",
            "person": ZHOU,
            "content": "该店展厅所示合格证编号查无此号，涉嫌销售不合格家具。",
            "requests": (),
            "category": "家居用品",
        }
        return self.arrives(**(usual | given))

    def do(
        self, verb: Callable[..., Any], *, who: str = "chensiyuan", when: str = "10:00", **given: Any
    ) -> Any:
        """Have somebody act on the matter as it stands."""
        matter = self.matter
        officer = self.officers[who]
        return verb(matter_id=matter.pk, version=matter.version, officer=officer, at=self.at(when), **given)

    def serves(self, document: Document, *, who: str = "chensiyuan", when: str = "16:00") -> None:
        """Tell everybody the document is for, by phone, and keep what proves it."""
        for addressee in Addressee.objects.filter(document=document):
            told = {"document_id": document.pk, "addressee_id": addressee.pk, "channel": "phone"}
            moments = {"sent_at": self.at(when), "served_at": self.at(when)}
            self.do(serve, who=who, when=when, **told, **moments, proof="本人接听，当场告知全文。")

    def papers(self) -> list[str]:
        """The notices of the documents issued so far, in order."""
        return list(self.matter.documents.values_list("notice", flat=True))

    def clock(self, name: str) -> Any:
        return self.matter.clocks.get(clock=name)

    def printed(self, document: Document) -> str:
        """What the PDF of a document says, without the spaces and line ends of the page."""
        opened = open_document(
            document_id=document.pk, officer=self.officers["luyiheng"], at=self.at("17:00"), form="pdf"
        )
        pages = PdfReader(io.BytesIO(opened.data)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture(params=BEGINNINGS)
def regulation(request: pytest.FixtureRequest) -> str:
    """Either rule."""
    return str(request.param)


@pytest.fixture
def walk(own_home: object, officers: dict[str, Authority], regulation: str) -> Walk:
    """A matter about to arrive under either rule."""
    return Walk(officers, BEGINNINGS[regulation])


@pytest.fixture
def at_the_station(walk: Walk) -> Walk:
    """林晓禾's complaint, placed and assigned to 湖里所."""
    from xiaobao.docket.actions.assign import assign
    from xiaobao.docket.actions.place import place

    walk.arrives()
    walk.do(place, who="hemin", respondent_kind="ordinary", actual_here=True, within_duties=True)
    walk.do(assign, who="hemin", office="huli", handler="chensiyuan")
    return walk
