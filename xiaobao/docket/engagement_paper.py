"""The paper of one of the four regulars (四定时的文书): what was counted, in the words of its notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xiaobao.docket.models import Engagement
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.blocks import Block
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date
from xiaobao.documents.render import compose
from xiaobao.refusals import Refused
from xiaobao.rules.trend import Trend
from xiaobao.rules.workflow import State

BASIS = "本局要求"
"""No article asks for the four regulars, and the paper says so."""
ON_PAPER = 100
"""So many rows are printed; of the rest only how many."""


def composed(engagement: Engagement, rulebook: Rulebook) -> tuple[Block, ...]:
    """Return the text of what was prepared; raises Refused where the notice cannot hold it."""
    try:
        return compose(notice_of(engagement.kind, rulebook), _facts(engagement, rulebook))
    except DocumentError as error:
        raise Refused(error.message, code=error.code) from error


def title_of(engagement: Engagement, rulebook: Rulebook) -> str:
    """Return what the paper is called where it is sent."""
    return f"{notice_of(engagement.kind, rulebook).title}（{engagement.prepared['number']}）"


def notice_of(kind: str, rulebook: Rulebook) -> Notice:
    """Return the notice of one of the four; raises Refused where the bureau has none."""
    for notice in rulebook.notices.values():
        if notice.act == f"engagement_{kind}":
            return notice
    raise Refused(f"没有适用的文书模板（engagement_{kind}），请在 content/notices 中补充。")


def _facts(engagement: Engagement, rulebook: Rulebook) -> dict[str, str]:
    bureau, kept = rulebook.locality.bureau, engagement.prepared
    facts = {
        "number": kept["number"],
        "enterprise": engagement.enterprise.name,
        "counted_on": format_date(engagement.counted_on or engagement.planned_on),
        "bureau": bureau.name,
        "contact_phone": bureau.phone,
        "basis": BASIS,
    }
    if engagement.kind in (Engagement.Kind.CHECK_IN, Engagement.Kind.DEADLINES):
        return facts | _open(kept)
    facts |= _digest(kept)
    if engagement.kind == Engagement.Kind.SYMPOSIUM:
        facts |= _open(kept["open"]) | {"agreements": _agreements(kept["agreements"])}
        del facts["rows"]
    return facts


def _open(kept: Mapping[str, Any]) -> dict[str, str]:
    lines = [_line(place, row) for place, row in enumerate(kept["rows"][:ON_PAPER], start=1)]
    if kept["total"] > len(lines):
        lines.append(f"其余{kept['total'] - len(lines)}件未逐件列出。")
    return {
        "total": f"{kept['total']}件",
        "late": f"{kept['late']}件",
        "soon": f"{kept['soon']}件",
        "rows": "\n".join(lines) or "没有在办的投诉。",
    }


def _line(place: int, row: Mapping[str, str]) -> str:
    due = f"{row['due_on']}届满，{row['left']}" if row["due_on"] else "没有在计算的期限"
    return f"{place}. {row['number']}，{row['received_on']}收到，{State(row['state']).label}，{due}"


def _digest(kept: Mapping[str, Any]) -> dict[str, str]:
    counted, compared = kept["complaints"], kept["compared"]
    return {
        "since": format_date(date.fromisoformat(kept["since"])),
        "until": format_date(date.fromisoformat(kept["until"])),
        "complaints": _change(Trend("", counted["now"], counted["before"]), compared),
        "problems": _trends(kept["problems"], compared),
        "products": _trends(kept["products"], compared),
        "examples": _examples(kept["examples"]),
    }


def _trends(kept: Iterable[Mapping[str, Any]], compared: bool) -> str:
    lines = [
        f"{place}. {one['name']}：{_change(Trend(**one), compared)}"
        for place, one in enumerate(kept, start=1)
    ]
    return "\n".join(lines) or "没有收到投诉。"


def _change(one: Trend, compared: bool) -> str:
    if not compared:
        return f"{one.now}件"
    if not one.more:
        return f"{one.now}件，与上期持平"
    return f"{one.now}件，比上期{'增加' if one.more > 0 else '减少'}{abs(one.more)}件"


def _examples(kept: Iterable[Mapping[str, str]]) -> str:
    lines = [
        f"{place}. {one['product']}，{one['problem']}（{one['month']}）：{one['words']}"
        for place, one in enumerate(kept, start=1)
    ]
    return "\n".join(lines) or "没有。"


def _agreements(kept: Iterable[Mapping[str, str]]) -> str:
    lines = [
        f"{place}. {one['held_on']}约定：{one['agreed']}（{one['follow_up_on']}跟进）"
        for place, one in enumerate(kept, start=1)
    ]
    return "\n".join(lines) or "没有待跟进的约定。"
