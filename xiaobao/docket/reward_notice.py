"""The notice by which a reward is claimed (举报奖励领取通知书): it carries the code and nobody's name.

It is laid out for whoever has the code in hand and is kept nowhere: no document of the matter, for everybody
who handles the matter sees its documents.
"""

from __future__ import annotations

from decimal import Decimal

from xiaobao.docket import cabinet
from xiaobao.docket.actions.issue import CONTENT_TYPES, IssuedFile
from xiaobao.docket.models import Reward
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.documents import pdf
from xiaobao.documents.blocks import Block
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date
from xiaobao.documents.render import compose
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.reward import cited

ACT = "reward_notice"


def notice_blocks(reward: Reward, code: str, rulebook: Rulebook) -> tuple[Block, ...]:
    """Return the text of the notice; raises Refused, and NotFound for a reward without a number."""
    if reward.decided_at is None or not reward.notice_number:
        raise NotFound("没有这份通知书。")
    bureau = rulebook.locality.bureau
    facts = {
        "number": reward.notice_number,
        "code": code,
        "amount": f"{reward.amount or Decimal(0):,.2f}元",
        "basis": cited(rulebook.law),
        "place": bureau.address,
        "contact_phone": bureau.phone,
        "bureau": bureau.name,
        "issued_on": format_date(reward.decided_at.astimezone(SHANGHAI).date()),
    }
    try:
        return compose(_notice(rulebook), facts)
    except DocumentError as error:
        raise Refused(error.message, code=error.code) from error


def notice_file(reward: Reward, code: str, rulebook: Rulebook) -> IssuedFile:
    """Return the notice as PDF, laid out now; raises Refused, NotFound, Unavailable."""
    blocks = notice_blocks(reward, code, rulebook)
    with cabinet.told():
        data = pdf.write(_notice(rulebook).title, blocks)
    return IssuedFile(f"{reward.notice_number}.pdf", CONTENT_TYPES["pdf"], data)


def _notice(rulebook: Rulebook) -> Notice:
    for notice in rulebook.notices.values():
        if notice.act == ACT:
            return notice
    raise Refused(f"没有适用的文书模板（{ACT}），请在 content/notices 中补充。")
