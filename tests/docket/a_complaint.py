"""林晓禾's complaint on its way to an end: who acts, on which day, and the version acted on."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

from pypdf import PdfReader

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.actions.terminate import terminate
from xiaobao.docket.models import Clock, Consent, Document, Matter, Party, Session

DECLINED = {
    "ground": 3,
    "evidence": ["2026年5月19日电话核实记录"],
    "words": "您反映的是与邻居的房屋租赁纠纷，依《民法典》可向人民法院起诉，不是消费者与经营者之间的争议。",
}
REFUSED_TO_COME = {
    "ground": 2,
    "evidence": ["2026年5月21日电话记录"],
    "words": "被投诉人店长在电话中答复，门店不接受任何协商，请顾客直接起诉。",
}
TERMS = "一、被投诉人退还货款36.50元；\n二、被投诉人另行补偿163.50元。"


class Case:
    """One complaint with the officers around it."""

    def __init__(self, key: int, officers: dict[str, Any]) -> None:
        self.key, self.officers = key, officers

    @property
    def matter(self) -> Matter:
        """The matter as it now stands."""
        return Matter.objects.select_related("complaint").get(pk=self.key)

    @property
    def complaint(self) -> Any:
        """The complaint track of the matter."""
        return self.matter.complaint

    @property
    def people(self) -> list[int]:
        """The ids of those who complain."""
        return list(
            self.matter.parties.filter(role="complainant").order_by("id").values_list("pk", flat=True)
        )

    def do(self, verb: Any, *, who: str = "chensiyuan", at: datetime = cast.NOON, **given: Any) -> Any:
        """Have an officer act on the matter as it now stands."""
        wanted = {"version": self.matter.version, "officer": self.officers[who], "at": at} | given
        return verb(matter_id=self.key, **wanted)

    def accept(self, **how: Any) -> Document:
        """Accept it on 20 May 2026 at noon."""
        return self.do(accept, **how)

    def decline(self, **how: Any) -> Document:
        """Decline it as a quarrel between neighbours."""
        return self.do(decline, **(DECLINED | how))

    def agree_to_mediation(self, *sides: str) -> None:
        """Record that both sides want to be mediated."""
        for side in sides or ("complainant", "respondent"):
            self.consent(side, "mediation")

    def consent(self, side: str, subject: str, *, given: bool = True, party: Party | None = None) -> None:
        """Record one answer."""
        Consent.objects.create(
            matter=self.matter, side=side, subject=subject, given=given, on=cast.TODAY, how="phone",
            proof="电话表示。", recorded_by=self.officers["chensiyuan"].user, party=party,
        )  # fmt: skip

    def session(
        self, mode: str = "on_site", state: str = "held", mediators: tuple[str, ...] = ("陈思远",)
    ) -> Session:
        """Put a session of mediation on record."""
        return Session.objects.create(
            matter=self.matter, state=state, mode=mode, held_at=cast.NOON, place="湖里所调解室（虚构）",
            mediators=list(mediators), minutes="双方到场。", result="agreed",
        )  # fmt: skip

    def ready_to_settle(self) -> Case:
        """Accept it, have both sides agree to mediation, and hold a session on site."""
        self.accept()
        self.agree_to_mediation()
        self.session()
        return self

    def settle(self, **how: Any) -> Any:
        """Settle it for 200 yuan by a 调解书."""
        given = {
            "settlement": "agreement",
            "terms": TERMS,
            "on": cast.TODAY,
            "settled": Decimal("200.00"),
            "recovered": None,
            "consented": self.people,
            "respondent_consents": True,
        }
        return self.do(settle, **(given | how))

    def terminate(self, **how: Any) -> Any:
        """End mediation because the shop will not come."""
        return self.do(terminate, **(REFUSED_TO_COME | how))

    def serve(self, document: Document, at: datetime = cast.NOON, side: str = "", **how: Any) -> list[Any]:
        """Hand the document to everybody it is for, or to one side, at that moment."""
        wanted = document.addressees.filter(side=side) if side else document.addressees.all()
        given = {"channel": "in_person", "sent_at": at, "served_at": at, "proof": "收件人当面签收。"} | how
        return [
            self.do(serve, at=at, document_id=document.pk, addressee_id=one.pk, **given) for one in wanted
        ]

    def clock(self, name: str) -> Clock:
        """One clock of the matter."""
        return self.matter.clocks.get(clock=name)

    def text_of(self, document: Document) -> str:
        """What the issued PDF says, without blanks."""
        file = open_document(
            document_id=document.pk, officer=self.officers["chensiyuan"], at=cast.NOON, form="pdf"
        )
        pages = PdfReader(io.BytesIO(file.data)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)
