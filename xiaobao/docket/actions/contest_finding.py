"""Contest a finding (提出异议), and decide on that (异议成立、不成立).

Whoever a finding is about may say that it is not so, through any officer; an officer may say it of their own.
No name is typed: on whose behalf is a code, and the words are covered. Another than who confirmed it decides.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.finding_taking import check_words, put_finding, take_finding
from xiaobao.docket.finding_words import Behalf
from xiaobao.docket.models import Finding, FindingVerb
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_WHAT_AGAINST = "请写明对什么有异议、理由是什么（不写姓名、电话）。"
_WHY_SO = "请写明决定的理由。"


def contest_finding(
    *,
    finding_id: int,
    version: int,
    behalf: str,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Finding:
    """Record that a finding is contested; it waits for another person's decision from then on.

    ``behalf`` is a code of ``Behalf``; ``words`` are kept covered. Raises NotAllowed, NotFound, Changed,
    Refused (fields behalf, words).
    """
    if behalf not in {one.value for one in Behalf}:
        sentence = "请选择代谁提出。"
        raise Refused(sentence, fields={"behalf": sentence})
    check_words(words, needed=_WHAT_AGAINST)
    with writing():
        taken = take_finding(
            finding_id=finding_id, version=version, verb=FindingVerb.CONTEST, officer=officer, at=at,
            address=address,
        )  # fmt: skip
        return put_finding(taken, reason=behalf, words=words)


def decide_contest(
    *,
    finding_id: int,
    version: int,
    uphold: bool,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Finding:
    """Decide on an objection: upheld, the finding does not hold and stands beside no matter any more.

    Not upheld, it stands as it did before. Raises NotAllowed, NotFound, Changed, Refused (field words; or
    the officer has confirmed the finding).
    """
    check_words(words, needed=_WHY_SO)
    verb = FindingVerb.UPHOLD if uphold else FindingVerb.DISMISS
    with writing():
        taken = take_finding(
            finding_id=finding_id, version=version, verb=verb, officer=officer, at=at, address=address
        )
        return put_finding(taken, words=words)
