"""Seeing who somebody is (查阅身份): by whom, for what, and, for an insider, with whose release.

令121 第三十七条 (令20 第三十三条): 应当对举报人的信息予以保密，不得…泄露给…与处理举报工作无关的人员. So a
reporter is seen only by who is assigned to the report. 《个人信息保护法》 第六条第一款 asks for a clear and
reasonable purpose, 第三十四条 keeps a state organ to what its duty needs: both hold for complainants too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled, Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.own_words import too_few
from xiaobao.rules.steps import ORDER_121

PERSONAL_INFORMATION = "personal-information-protection-law"
# House practice (本局要求), not law: for so long a password given again stands for the person at the desk.
FRESH = timedelta(seconds=300)


class Purpose(Labelled):
    """What an identity may be looked at for (本局要求)."""

    CONTACT = "contact", "联系核实"
    SERVE = "serve", "送达文书"
    VERIFY_IDENTITY = "verify_identity", "核验身份"
    REWARD = "reward", "办理奖励"
    TRANSFER = "transfer", "移送机关要求"
    LAWFUL_REQUEST = "lawful_request", "依法查询"
    OWN_REQUEST = "own_request", "本人申请"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an officer stands to a matter whose person is to be seen.

    ``permitted``: the posts allow it. ``assigned``: the report is the officer's own, or the complaint is
    handled where the officer may decide on it. ``guarded``: an insider reports. ``regulation`` governs.
    """

    track: str
    regulation: str
    permitted: bool
    assigned: bool
    guarded: bool


def secrecy(regulation: str, law: Lawbook) -> str:
    """Return the citation of the article that keeps a reporter's identity."""
    return law.cite(regulation, "37" if regulation == ORDER_121 else "33")


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Tell whether a password given at ``confirmed_at`` still stands for the person at the desk."""
    return confirmed_at is not None and timedelta(0) <= now - confirmed_at <= FRESH


def cannot(standing: Standing, law: Lawbook) -> str:
    """Say why the officer cannot see who it is at all, whatever the purpose; empty when nothing stands so."""
    return "".join(reason.text for reason in _stands(standing, law))


def check_reveal(
    standing: Standing,
    *,
    purpose: str,
    words: str,
    released: bool,
    confirmed_at: datetime | None,
    now: datetime,
    law: Lawbook,
) -> Decision:
    """Check that an identity may be seen now: "allowed" with what to mind, or "refused".

    ``released``: a second person has released this insider to this officer for this purpose, still in time
    and not yet used. The fields of refusals: assigned, purpose, words, release, confirmed_at.
    """
    refusals = [*_stands(standing, law), *_why(purpose, words, law)]
    if standing.guarded and not released:
        text = "内部举报人的身份须先申请，经另一人放行，在有效期内查阅一次，查阅目的与申请一致（本局要求）。"
        refusals.append(Reason(text, secrecy(standing.regulation, law), "release"))
    refusals += _fresh(confirmed_at, now)
    return Decision.check(refusals, *_to_mind(standing, law))


def check_ask(
    standing: Standing, *, purpose: str, words: str, waiting: bool, released: bool, law: Lawbook
) -> Decision:
    """Check that the release of an insider may be asked for; ``waiting``: an earlier request is open."""
    refusals = [*_stands(standing, law), *_why(purpose, words, law)]
    if not standing.guarded:
        refusals.append(Reason("不是内部举报，查阅身份不需要放行。", "", "assigned"))
    if waiting:
        refusals.append(Reason("您的申请正在等待放行，不需要再次申请。", "", "assigned"))
    if released:
        refusals.append(Reason("已经放行且尚未查阅，不需要再次申请。", "", "assigned"))
    return Decision.check(refusals)


def check_answer(
    *,
    granted: bool | None,
    words: str,
    permitted: bool,
    own: bool,
    answered: bool,
    confirmed_at: datetime | None,
    now: datetime,
) -> Decision:
    """Check the answer of the second person; ``own``: it is the answering officer's own request."""
    refusals = []
    if not permitted:
        refusals.append(Reason("您的岗位不能放行内部举报人的身份（本局要求）。", "", "granted"))
    if own:
        refusals.append(Reason("自己的申请由另一人答复（本局要求）。", "", "granted"))
    if answered:
        refusals.append(Reason("这项申请已经答复。", "", "granted"))
    if granted is None:
        refusals.append(Reason("请选择放行或者不予放行。", "", "granted"))
    if too_few(words, ""):
        refusals.append(Reason("请用自己的话写明理由（本局要求）。", "", "words"))
    return Decision.check([*refusals, *_fresh(confirmed_at, now)])


def _stands(standing: Standing, law: Lawbook) -> Iterator[Reason]:
    if standing.track == Track.REPORT:
        basis = secrecy(standing.regulation, law)
        who, whom = "只有本件的承办人、案件的办案人员", "举报人的身份"
    else:
        basis = law.cite(PERSONAL_INFORMATION, "34")
        who, whom = "只有承办单位中可以决定本件的人员", "投诉人的身份"
    if not standing.permitted:
        yield Reason(f"您的岗位不能查阅{whom}。", basis, "assigned")
    elif not standing.assigned:
        yield Reason(f"{who}可以查阅{whom}（本局要求）。", basis, "assigned")


def _why(purpose: str, words: str, law: Lawbook) -> Iterator[Reason]:
    label = Purpose(purpose).label if purpose in tuple(Purpose) else ""
    if not label:
        yield Reason("请选择查阅目的。", law.cite(PERSONAL_INFORMATION, "6(1)"), "purpose")
    if too_few(words, label):
        yield Reason("请用自己的话写明为什么需要查阅（本局要求）。", "", "words")


def _fresh(confirmed_at: datetime | None, now: datetime) -> Iterator[Reason]:
    if not is_fresh(confirmed_at, now):
        minutes = FRESH // timedelta(minutes=1)
        text = f"请再次输入密码，确认是您本人操作；确认后{minutes}分钟内有效（本局要求）。"
        yield Reason(text, "", "confirmed_at")


def _to_mind(standing: Standing, law: Lawbook) -> Iterator[Reason]:
    if standing.track == Track.REPORT:
        text = "举报人的信息应当保密，不得泄露给被举报人或者与处理举报工作无关的人员。"
        yield Reason(text, secrecy(standing.regulation, law))
    yield Reason("只能用于所写的目的，不得超出办理本件所必需的范围。", law.cite(PERSONAL_INFORMATION, "34"))
    yield Reason("查阅的人、时间和目的先记入审计记录，并在本件页面向看得到本件的人显示（本局要求）。")
