"""Where an officer or an office is reached, and when not: each way is a small form of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Ticks
from xiaobao.desk.forms.ladder import TimeOfDay
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.channels import EMAIL, LABELS, OWN, ROBOT, SMS
from xiaobao.docket.models import Preference

_LONGEST = 2000
_LABELS = {EMAIL: _("电子邮箱"), SMS: _("手机号码"), ROBOT: _("群机器人地址")}
_TYPED = {
    EMAIL: {"inputmode": "email", "autocomplete": "email"},
    SMS: {"inputmode": "tel", "autocomplete": "tel"},
    ROBOT: {"inputmode": "url", "autocomplete": "off"},
}


class AddressForm(RefusableForm):
    """One address; the field bears the name of the channel. A robot may have a secret beside."""

    use_required_attribute = False

    def __init__(self, channel: str, office: str = "", data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_%s_{office}" if office else "id_%s")
        self.channel = channel
        address = Line(_LABELS[channel], longest=_LONGEST, needed=True)
        address.widget.attrs |= {**_TYPED[channel], "spellcheck": "false"}
        address.error_messages["required"] = str(_("请先填写。"))
        self.fields[channel] = address
        if channel == ROBOT:
            secret = Line(_("加签密钥"), longest=200, optional=True, hint=_("钉钉机器人选用“加签”时才有。"))
            secret.widget.attrs["autocomplete"] = "off"
            self.fields["secret"] = secret

    def given(self) -> dict[str, str]:
        """Return what was typed."""
        return {
            "typed": self.cleaned_data[self.channel],
            "secret": self.cleaned_data.get("secret", ""),
        }


class PreferenceForm(RefusableForm):
    """Quiet hours, and the channels of the digest; what is well formed is the docket's to judge."""

    use_required_attribute = False

    quiet_from = TimeOfDay(_("免打扰从"), optional=True)
    quiet_until = TimeOfDay(_("到"), optional=True)
    digest_channels = Ticks(
        _("每日提要除了在系统里看，还发到"),
        coerce=str,
        optional=True,
        hint=_("工作日上班时发一次：今日届满、快要届满、逾期、等待他人的件数和编号，没有就不发。"),
    )

    def __init__(self, data: Any = None, kept: Preference | None = None) -> None:
        names = ("quiet_from", "quiet_until", "digest_channels")
        super().__init__(data, initial={name: getattr(kept, name) for name in names} if kept else None)
        digest = self.fields["digest_channels"]
        if isinstance(digest, Ticks):
            digest.offer([(channel, said(LABELS[channel])) for channel in OWN])

    def given(self) -> dict[str, Any]:
        """Return what was chosen; call after ``is_valid`` said yes."""
        return dict(self.cleaned_data)
