"""Reports for the examples under stress: how they are registered, brought so far, and acted on at one moment.

Everything goes through the docket's own actions; what an officer types for an act stands in ``typed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.utils import timezone

from tests import cast
from tests.docket.case_cast import HANDED
from tests.docket.checking_cast import FILED, FOUND, NOT_FILED
from tests.jobs.meeting import tried, wait_until
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Addressee, Matter
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import Authority, authority

ROAD = ("check", "propose", "review", "file", "suspect")
"""The acts on which a report is brought along, in order."""
USUAL = {"review": "suming", "file": "fangzhou", "not_file": "fangzhou", "hand_to_police": "fangzhou"}
"""Who does an act; 陈思远 where nobody is named."""
SECOND_LEADER = "bailu"
FACTS = "补充了同一批次的进货单。"


def register_reports(count: int, at_one_moment: bool = False) -> Iterator[Any]:
    """Register reports of 周喆's an hour ago, a second leader of the bureau with them; say their ids."""
    _second_leader()
    now = timezone.now()
    first = now - timedelta(hours=1)
    rows = [
        cast.report(
            external_id=f"R{place}", received_at=first + timedelta(seconds=0 if at_one_moment else place)
        )
        for place in range(count)
    ]
    yield register_many(rows, batch=None, rulebook=current(), at=now)


def _second_leader() -> None:
    user, new = User.objects.get_or_create(username=SECOND_LEADER, defaults={"name": "白露"})
    if new:
        office = Office.objects.get(code="intake")
        Post.objects.create(user=user, office=office, code="bureau_leader", since=date(2026, 1, 1))


def bring(ids: list[int], to: str, what: str = "file") -> Iterator[Any]:
    """Bring reports along up to and with the act ``to``; ``what`` is proposed."""
    for key in ids:
        for act in ROAD[: ROAD.index(to) + 1]:
            do(act, key, **({"what": what} if act == "propose" else {}))
        yield key


def act_on(
    ids: list[int],
    act: str,
    who: str = "",
    begin: float = 0,
    step: float = 0,
    earlier: list[int] | None = None,
) -> Iterator[Any]:
    """Do one act on each report, each at its own moment; ``earlier`` are the reports merged into."""
    versions = dict(Matter.objects.filter(pk__in=ids).values_list("pk", "version"))
    for place, key in enumerate(ids):
        wait_until(begin + place * step)
        more = {"earlier": earlier[place]} if earlier else {}
        yield tried(lambda: do(act, key, who, versions[key], **more), matter=key)  # noqa: B023


def do(act: str, key: int, who: str = "", version: int = 0, **more: Any) -> dict[str, Any]:
    """Have an officer do an act with what is usually typed; say which papers it issued."""
    matter = Matter.objects.get(pk=key)
    given = typed(act, matter, **more)  # typed before it is sent
    frame = {"matter_id": key, "version": version or matter.version, "at": timezone.now()}
    taken = _verb(act)(**frame, officer=_officer(who or USUAL.get(act, "chensiyuan")), **given)
    return {"documents": [document.number for document in taken.documents]}


def _verb(act: str) -> Callable[..., Any]:
    name = {"close": "close_report"}.get(act, act)
    return getattr(import_module(f"xiaobao.docket.actions.{name}"), name)


def _officer(username: str) -> Authority:
    rulebook = current()
    user = User.objects.get(username=username)
    return authority(user, rulebook.locality, rulebook.today(timezone.now()))


def typed(act: str, matter: Matter, what: str = "file", earlier: int = 0) -> dict[str, Any]:
    """Return what an officer types for an act today."""
    today = current().today(timezone.now())
    return {
        "classify": {"subjects": ["food"], "evidenced": True},
        "check": {
            "on": today,
            "officers": ["陈思远", "温岚"],
            "way": "on_site",
            "place": "湖里街道虚构路1号",
            "found": FOUND,
        },
        "merge": {"earlier": earlier, "new_facts": FACTS, "words": FACTS},
        "propose": FILED if what == "file" else NOT_FILED,
        "review": {"agree": True},
        "send_back": {"words": "请核对供货商的批次。"},
        "file": {},
        "not_file": {},
        "suspect": {
            "charge": "销售不符合安全标准的食品罪",
            "facts": "涉案酸奶三百余盒，检出致病菌。",
            "officers": ["陈思远", "温岚"],
            "reported_on": today,
        },
        "hand_to_police": HANDED,
        "decide": {
            "outcome": 5,
            "on": today,
            "decision_number": "湖市监移〔2026〕3号",
            "penalty": "涉嫌犯罪，移送公安机关。",
            "words": "已经批准移送。",
        },
        "answer": {"result": "经核查属实，案件已移送公安机关。", "duties": ["food"]},
        "serve": _serving(matter),
        "close": {
            "closing": 4,
            "closable_on": today,
            "approved_by": "方舟",
            "approved_on": today,
            "words": "案卷已归档。",
        },
    }[act]


def _serving(matter: Matter) -> dict[str, Any]:
    waiting = Addressee.objects.filter(document__matter=matter, services=None)
    one = waiting.filter(document__series="report_result").order_by("id").first()
    if one is None:
        return {}
    now = timezone.now()
    told = {"channel": "platform", "sent_at": now, "served_at": now, "proof": "平台显示已读。"}
    return {"document_id": one.document_id, "addressee_id": one.pk, **told}
