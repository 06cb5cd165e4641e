"""What the examples of checking share: 周喆's report, what 陈思远 finds, and the three signatures.

Under Order 121 it is received on Monday 2026-05-18, under Order 20 on Monday 2026-03-02.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests import cast
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.not_file import not_file
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.review import review
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.models import Document, Matter

NEW, OLD = "samr-order-121", "samr-order-20"
RECEIVED = {NEW: "2026-05-18", OLD: "2026-03-02"}
NOON = {NEW: cast.at("2026-05-20", "12:00"), OLD: cast.at("2026-03-04", "12:00")}
"""The Wednesday of the examples under either rule."""
FOUND = "货架上未见过期酸奶；调取进销台账，同批次酸奶已于保质期届满前三日全部下架退回。"
REASON = "现场和台账都没有发现销售过期酸奶，举报人提供的照片看不出批号，无法证明存在违法行为。"
NOT_FILED = {"what": "not_file", "unmet": [1], "facts": FOUND, "reason": REASON}
SHOWN = {
    1: "冷柜内查获过期酸奶十二盒，现场笔录和照片。",
    2: "《食品安全法》第一百二十四条第一款。",
    3: "门店在湖里街道，属本局管辖。",
    4: "行为发生在本月，未过处罚时效。",
}
FILED = {
    "what": "file",
    "cause": "涉嫌销售超过保质期的食品",
    "met": [1, 2, 3, 4],
    "shown": SHOWN,
    "facts": "现场检查发现冷柜内有过期酸奶十二盒，店方无法说明来源。",
    "reason": "有现场笔录和照片证明正在销售过期酸奶，应当立案查清来源和数量。",
    "officers": ["陈思远", "温岚"],
}


class OneReport:
    """One report with the officers around it."""

    def __init__(self, key: int, officers: dict[str, Any], regulation: str = NEW) -> None:
        self.key, self.officers, self.at = key, officers, NOON[regulation]

    @property
    def matter(self) -> Matter:
        """The matter as it now stands."""
        return Matter.objects.select_related("report").get(pk=self.key)

    def on(self, day: str, clock: str = "12:00") -> OneReport:
        """Go on to a later moment."""
        self.at = cast.at(day, clock)
        return self

    def do(self, verb: Any, *, who: str = "chensiyuan", at: datetime | None = None, **given: Any) -> Any:
        """Have an officer act on the matter as it now stands."""
        wanted = {"version": self.matter.version, "officer": self.officers[who], "at": at or self.at}
        return verb(matter_id=self.key, **wanted | given)

    def clock(self, name: str) -> Any:
        """A clock of the matter."""
        return self.matter.clocks.get(clock=name)

    def about(self, *subjects: str, evidenced: bool | None = True, words: str = "") -> OneReport:
        """Say what the report is about; ``words`` say why it is not about something any more."""
        self.do(classify, subjects=subjects, evidenced=evidenced, words=words)
        return self

    def checked(self, **changes: Any) -> Any:
        """陈思远 and 温岚 look at the shop."""
        given = {
            "on": self.at.date(),
            "officers": ["陈思远", "温岚"],
            "way": "on_site",
            "place": "湖里街道虚构路1号",
            "found": FOUND,
            "evidence": "现场照片四张，进销台账复印件二页。",
        }
        return self.do(check, **given | changes)

    def proposed(self, given: dict[str, Any] = NOT_FILED, **changes: Any) -> Any:
        """陈思远 proposes."""
        return self.do(propose, **{**given, **changes})

    def reviewed(self, **changes: Any) -> Any:
        """苏明 agrees."""
        return self.do(review, **{"who": "suming", "agree": True, **changes})

    def ready(self, given: dict[str, Any] = NOT_FILED) -> OneReport:
        """Checked, proposed and reviewed."""
        self.checked()
        self.proposed(given)
        self.reviewed()
        return self

    def not_filed(self, **changes: Any) -> Any:
        """方舟 decides not to file."""
        return self.do(not_file, who="fangzhou", **changes)

    def filed(self, **changes: Any) -> Any:
        """方舟 decides to file."""
        return self.do(file, who="fangzhou", **changes)

    def serve(self, document: Document, channel: str = "sms", **changes: Any) -> None:
        """Tell everybody a document is for."""
        for one in document.addressees.all():
            told = {"document_id": document.pk, "addressee_id": one.pk, "channel": channel}
            moments = {"sent_at": self.at, "served_at": self.at, "proof": "回执第3号"}
            self.do(serve, **told | moments | changes)


def a_report(register: Any, officers: dict[str, Any], regulation: str = NEW, **changes: Any) -> OneReport:
    """Return 周喆's report as registered."""
    row = cast.report(received_at=cast.at(RECEIVED[regulation]), **changes)
    return OneReport(register(row), officers, regulation)
