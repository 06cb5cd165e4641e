"""What an enterprise or a service point says and does; the names of the fields are those of the actions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xiaobao.portal.forms.fields import Files, Line, Money, PortalForm, Words

_RELAYED = _("消费者凭查询码看到。双方的姓名、电话等会被遮盖；需要通话的，请消费者同意提供联系方式。")


class ContactForm(PortalForm):
    """The first contact."""

    text = Words(_("首次联系的内容"), hint=_RELAYED)


class MessageForm(PortalForm):
    """A message."""

    text = Words(_("留言"), hint=_RELAYED)


class ProposalForm(PortalForm):
    """A proposal."""

    text = Words(_("和解方案"), hint=_("写明愿意怎么做、什么时候做。消费者同意后，请报告和解结果。"))
    amount = Money(_("退款或者赔偿金额（元）"), required=False, hint=_("没有金额的不填。"))


class EvidenceForm(PortalForm):
    """Files."""

    files = Files(  # type: ignore[assignment]  # the name the action asks by; Django keeps its own apart
        _("材料"), hint=_("PDF、图片、Word、Excel、文本、音频、视频；每份不超过20 MB。消费者看得到。")
    )
    what = Line(_("这是什么材料"), hint=_("例如：销售单、退款凭证。"))


class ClaimForm(PortalForm):
    """The result."""

    terms = Words(_("和解的内容"), hint=_("写明双方商定的做法和履行情况。消费者确认后才算和解。"))
    amount = Money(_("和解金额（元）"), required=False, hint=_("没有金额的不填。"))


class RefuseForm(PortalForm):
    """No."""

    words = Words(_("不同意和解的理由"), hint=_("提交后本件立即转由市场监管部门办理，不能撤销。"))
