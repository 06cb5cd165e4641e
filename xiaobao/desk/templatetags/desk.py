"""What the staff templates draw: icons, due badges, masked text, labels."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xiaobao.docket import (
    assign_page,
    board_page,
    case_words,
    channels,
    checking_page,
    clocks_page,
    defects_board,
    diversion_page,
    finding_words,
    handlers_words,
    handling_page,
    identity_page,
    league_page,
    order_page,
    partners_page,
    provisional,
    rehandled_page,
    repeats,
    routing_page,
    rules_page,
    signal_board,
    similar,
    story_words,
    trail_words,
)
from xiaobao.docket.acts_page import PARTS
from xiaobao.docket.due import DueBadge
from xiaobao.docket.matter_page import ClockLine
from xiaobao.docket.messages_page import grade_label
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.documents.redaction import mask_text, retelling
from xiaobao.handbook.search import Group
from xiaobao.law.citation import numeral
from xiaobao.rules import consent
from xiaobao.rules.case_period import AbandonKind
from xiaobao.rules.checking import CheckWay
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.rules.jurisdiction import RespondentKind
from xiaobao.rules.material import Wanted
from xiaobao.rules.milestones import Stage
from xiaobao.rules.recusal import RecusalGround
from xiaobao.rules.report_jurisdiction import ReportedKind
from xiaobao.rules.routes import Nature
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.standing import why_no_clock
from xiaobao.rules.termination import EndedBy
from xiaobao.rules.transfer import Suspicion
from xiaobao.rules.withdrawal import WithdrawalWay
from xiaobao.rules.workflow import Labelled, State, Track, states

register = template.Library()

# The docket says how much time is left in Chinese; here the sentence is taken apart so that the
# catalogue can say it in another language.
_SPAN = re.compile(r"(剩|逾期)(\d+)(个工作日|天)(（暂定）)?")
_FIELDS = {
    "received_at": "收到时间",
    "kind": "投诉或者举报",
    "decision": "受理或者立案决定",
    "closed": "是否办结",
    "outcome": "调解结果",
    "fined": "罚款金额",
    "confiscated": "没收金额",
}
_ENDS = {"closed": "已办结", "open": "在办"}
_OUTCOMES = {
    "settled": "达成调解",
    "failed": "调解不成",
    "withdrawn": "投诉人撤回",
    "self_settled": "双方自行和解",
    "odr": "转在线消费纠纷解决企业先行和解",
    "green_channel": "转消费维权绿色通道先行和解",
    "point": "转消费维权服务站先行和解",
}
_DECISIONS = {
    "accepted": "已受理",
    "declined": "不予受理",
    "filed": "立案",
    "not_filed": "不予立案",
    "": "未决定",
}


_LISTS: tuple[type[Labelled], ...] = (
    *(
        CheckWay,
        consent.Way,
        EndedBy,
        Nature,
        RecusalGround,
        RespondentKind,
        ReportedKind,
        Settlement,
        Suspicion,
        Wanted,
    ),
    *(WithdrawalWay, AbandonKind, Stage),
)
_STILL = [(track, state, paused) for track in Track for state in states(track) for paused in (True, False)]
_EVENTS = ("按新的导出文件更新", "对待定变更作出决定", "工作日历或者法规变动后重算期限", "期限预警")
PHRASES = (
    *_EVENTS,
    *_FIELDS.values(),
    *_OUTCOMES.values(),
    *_DECISIONS.values(),
    *("今日届满", "无计时", "按期", "超期", "日期未载明", "届满日未定", "暂停计时", "（暂定）"),
    *(f"{left}%(count)s{unit}" for left in ("剩", "逾期") for unit in ("个工作日", "天")),
    *(one.label for words in _LISTS for one in words),
    *consent.SUBJECTS.values(),
    *story_words.PHRASES,
    *handling_page.PHRASES,
    *handlers_words.PHRASES,
    *rehandled_page.PHRASES,
    *trail_words.PHRASES,
    *(repeats.SAME_PERSON, repeats.SAME_PHONE, repeats.SAME_SHOP),
    *identity_page.PHRASES,
    *league_page.PHRASES,
    *partners_page.PHRASES,
    *checking_page.PHRASES,
    *case_words.PHRASES,
    *clocks_page.PHRASES,
    *similar.PHRASES,
    *(one.label for words in (Kind, Group) for one in words),
    *retelling.KINDS,
    *channels.LABELS.values(),
    *order_page.PHRASES,
    *board_page.PHRASES,
    *provisional.PHRASES,
    *rules_page.PHRASES,
    *routing_page.PHRASES,
    *diversion_page.PHRASES,
    *assign_page.PHRASES,
    *finding_words.PHRASES,
    *defects_board.PHRASES,
    *signal_board.PHRASES,
    *PARTS,
    *filter(
        None, (why_no_clock(track, state, running=False, paused=paused) for track, state, paused in _STILL)
    ),
)
"""Words of lower rooms that are said through the catalogue here."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a small picture that says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("desk/icons.svg"), name
    )


@register.simple_tag
def due(badge: DueBadge) -> SafeString:
    """Draw how much time is left, in words; the colour only repeats them."""
    return format_html('<span class="due {}">{}</span>', badge.tone, in_words(badge.words))


@register.filter
def in_words(words: str) -> str:
    """Say 剩3个工作日 in the officer's language."""
    found = _SPAN.fullmatch(words)
    if found is None:
        return gettext(words)
    left, count, unit, provisional = found.groups()
    sentence = gettext(f"{left}%(count)s{unit}") % {"count": count}
    return sentence + (gettext("（暂定）") if provisional else "")


@register.filter
def grade_word(code: str) -> str:
    """Return the Chinese word of a grade of supervision; empty for none."""
    return grade_label(code or "")


@register.filter
def masked(text: str) -> str:
    """Hide phones, identity numbers and the like inside free text."""
    return mask_text(text or "")


@register.filter
def wishes(text: str) -> str:
    """Write requests for reading; the docket keeps them with commas between."""
    return "；".join(part for part in text.split(",") if part)


@register.filter
def state_label(code: str) -> str:
    """Return the word for a state."""
    return gettext(State(code).label)


@register.filter
def kind_label(code: str) -> str:
    """Return the word for a track."""
    return gettext(Track(code).label)


@register.filter
def in_chinese(number: int) -> str:
    """Write a small number the way articles are numbered: 3 → 三."""
    return numeral(number)


@register.filter
def elapsed(clock: ClockLine, today: date) -> int:
    """Return how many percent of a clock's days are gone, 0 to 100."""
    end = clock.due_on or clock.due_earliest
    whole = (end - clock.started_on).days
    gone = ((clock.stopped_on or today) - clock.started_on).days
    return min(max(round(100 * gone / whole), 0), 100) if whole > 0 else 100


@register.filter
def by_urgency(lines: list[ClockLine]) -> list[ClockLine]:
    """Put the bureau's own clocks that run first, earliest due first; those that are done last."""
    return sorted(lines, key=lambda line: (line.state == "stopped", bool(line.binds), line.due_earliest))


@register.filter
def path(text: str) -> str:
    """Write a category path for reading: A->B → A › B."""
    return (text or "").replace("->", " › ")


@register.filter
def field_label(name: str) -> str:
    """Return what a held change would alter."""
    return gettext(_FIELDS.get(name, name))


@register.filter
def held_value(text: str, field: str) -> str:
    """Write a held value as an officer reads it."""
    if field == "received_at":
        return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    if field == "kind":
        return kind_label(text)
    if field == "outcome":
        return outcome_label(text)
    return gettext(_DECISIONS.get(text, _ENDS.get(text, text)))


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Write a sum of money with its thousands parted: 10,000.00."""
    return f"{amount or 0:,.2f}"


@register.filter
def decision_label(code: str) -> str:
    """Return the word for a decision on a complaint or report."""
    return gettext(_DECISIONS.get(code, code))


@register.filter
def outcome_label(code: str) -> str:
    """Return the words for how a mediation ended or where a complaint was sent first."""
    return gettext(_OUTCOMES.get(code, code))
