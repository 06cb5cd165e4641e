"""Send what was prepared to the enterprise (发送): by e-mail to its team, or recorded as handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao import courier
from xiaobao.courier import Misconfigured, Undelivered
from xiaobao.courier.parcel import Channel, Parcel
from xiaobao.docket import cabinet, team
from xiaobao.docket.actions.engaging import engaging, standing
from xiaobao.docket.channels import configured
from xiaobao.docket.engagement_paper import composed, title_of
from xiaobao.docket.models import Engagement, TeamMember
from xiaobao.docket.rulebook import current
from xiaobao.documents.blocks import plain
from xiaobao.refusals import Refused
from xiaobao.rules.regulars import Handover, RegularAct
from xiaobao.staff.permissions import Authority


def send_engagement(
    *,
    engagement_id: int,
    version: int,
    how: str,
    officer: Authority,
    at: datetime,
    members: Sequence[int] = (),
    address: str = "",
) -> Engagement:
    """Send it to ``members`` of the team (their ids) by e-mail, or record ``how`` it was handed over.

    A letter keeps its key, so one sent twice is known for the same. Raises NotAllowed, NotFound, Changed,
    Refused (how, members), Unavailable; then it counts as not sent.
    """
    if how not in tuple(Handover):
        raise _refused("how", "请选择发送方式。")
    if how == Handover.EMAIL:
        # Before the transaction: a mail server may keep us waiting, and the docket must not wait with us.
        _send(engagement_id, version, officer, at, members)
    with engaging(
        RegularAct.SEND,
        engagement_id=engagement_id, version=version, officer=officer, at=at, address=address,
    ) as engaged:  # fmt: skip
        engagement = engaged.engagement
        engagement.state, engagement.sent_at = Engagement.State.SENT, at
        engagement.sent_how = how
        engaged.detail |= {"how": how, "count": len(set(members)) if how == Handover.EMAIL else 0}
    return engagement


def may_email() -> bool:
    """Tell whether this installation can send e-mail at all."""
    try:
        return configured().email is not None
    except Misconfigured:
        return False


def _send(engagement_id: int, version: int, officer: Authority, at: datetime, members: Sequence[int]) -> None:
    engagement = standing(RegularAct.SEND, engagement_id=engagement_id, version=version, officer=officer)
    chosen = list(TeamMember.objects.filter(enterprise=engagement.enterprise_id, until=None, pk__in=members))
    if not chosen:
        raise _refused("members", "请选择收件的客服联系人。")
    with cabinet.told():
        addresses = {member.pk: team.opened(member).email for member in chosen}
    if not all(addresses.values()):
        raise _refused("members", "所选的联系人没有登记电子邮件。")
    rulebook = current()
    title, body = title_of(engagement, rulebook), plain(composed(engagement, rulebook))
    channel = _channel()
    try:
        for key, to in addresses.items():
            key_of_letter = f"engagement:{engagement.pk}:{engagement.version}:{key}"
            channel.send(Parcel(key_of_letter, to, title, body, at))
    except Undelivered as error:
        raise _refused(
            "how", f"邮件没有发出（{error.reason}），没有记为已发送。请稍后再试，或者改用其他方式。"
        ) from error
    finally:
        channel.close()


def _channel() -> Channel:
    try:
        channel = courier.opened("email", configured())
    except Misconfigured as error:
        raise _refused("how", error.sentence) from error
    if channel is None:
        raise _refused("how", "没有开通电子邮件，请改用其他方式。")
    return channel


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
