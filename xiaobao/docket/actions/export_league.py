"""Take away the league table of partners as a workbook (下载网点考核表); the taking is in the trail."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.league_page import LeaguePage, LeagueRow, league_page
from xiaobao.docket.models import Partner, PartnerKind
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.rules.scorecard import Counts, Share
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

COLUMNS = (
    "行业", "种类", "编号", "名称", "联系单位", "件数", "其中仅有导出记录", "和解率", "和解", "已有结果",
    "按期率", "首次联系及时率", "首次联系用时（小时，半数不超过）", "转回率", "转回", "满意度", "评价件数",
    "争议金额（元）", "和解金额（元）", "重复问题", "比上期下降", "提示",
)  # fmt: skip
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_Value = str | float | None


def export_league(
    *,
    officer: Authority,
    at: datetime,
    stretch: str = "",
    since: str = "",
    until: str = "",
    kind: str = "",
    sort: str = "",
    address: str = "",
) -> IssuedFile:
    """Hand the table over as it stands on screen. Raises NotAllowed, Unavailable.

    Text is written as text: a name that begins like a formula stays a name.
    """
    rulebook = current()
    page = league_page(
        officer, today=rulebook.today(at), rulebook=rulebook, stretch=stretch, since=since, until=until,
        kind=kind, sort=sort,
    )  # fmt: skip
    days = page.period.days
    with writing():
        record(
            act="partner.league_exported", subject="screen:league", at=at, actor=officer.user,
            post=officer.post, address=address,
            detail={"since": days.first.isoformat(), "until": days.last.isoformat(), "kind": page.kind},
        )  # fmt: skip
    name = f"网点考核-{days.first:%Y%m%d}-{days.last:%Y%m%d}-{at.astimezone(SHANGHAI):%Y%m%d}.xlsx"
    return IssuedFile(name, _TYPE, _xlsx(page))


def _xlsx(page: LeaguePage) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**_AS_TEXT, "in_memory": True}) as book:
        sheet = book.add_worksheet("网点考核")
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 4)
        sheet.set_column(0, len(COLUMNS) - 1, 14)
        for line, row in enumerate(_rows(page)):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, column, value, text)
                elif value is not None:
                    sheet.write_number(line, column, value)
    return file.getvalue()


def _rows(page: LeaguePage) -> Iterator[tuple[_Value, ...]]:
    yield COLUMNS
    for league in page.leagues:
        for row in league.rows:
            yield _row(row)
        for partner in league.quiet:
            yield (*_head(partner), *_figures(Counts()), "", "")
        yield (league.industry or "未填写", "", "", "合计", "", *_figures(league.now), "", "")
    yield ("全部", "", "", "合计", "", *_figures(page.now), "", "")


def _row(row: LeagueRow) -> tuple[_Value, ...]:
    partner, card = row.partner, row.card
    slips = "；".join(f"{one.figure.label}{one.before:.1%}→{one.now:.1%}" for one in card.slips)
    reasons = "".join(reason.text for reason in card.suggestion.reasons) if card.suggestion else ""
    return (*_head(partner), *_figures(card.now), slips, reasons)


def _head(partner: Partner) -> tuple[str, ...]:
    kind = str(PartnerKind(partner.kind).label)
    return (partner.industry or "未填写", kind, partner.code, partner.name, partner.office.name)


def _figures(counts: Counts) -> tuple[_Value, ...]:
    repeated = "；".join(f"{problem}（{count}件）" for problem, count in counts.repeated)
    return (
        counts.volume, counts.exported, _percent(counts.settlement), counts.settlement.part,
        counts.settlement.whole, _percent(counts.on_time), _percent(counts.contact),
        _rounded(counts.median_hours), _percent(counts.returns), counts.returned,
        _rounded(counts.satisfaction), counts.rated, float(counts.in_dispute), float(counts.agreed), repeated,
    )  # fmt: skip


def _percent(share: Share) -> str:
    return "" if share.rate is None else f"{share.rate:.1%}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
