"""One row of the bulk screen: to accept, to decline with ground, evidence and words, or to leave alone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.actions.decide_many import Choice
from xiaobao.rules.workflow import Act

LATEST_VERSION = 2**31 - 1


class RowForm(RefusableForm):
    """What is typed for one complaint; its prefix is ``m`` and the matter's id.

    ``tick`` alone touches nothing: what is to be done must have been chosen as well.
    """

    tick = forms.BooleanField(label=_("办理这一件"), required=False)
    version = forms.IntegerField(
        min_value=1, max_value=LATEST_VERSION, required=False, widget=forms.HiddenInput
    )
    act = forms.ChoiceField(
        label=_("决定"), required=False, choices=[(Act.ACCEPT.value, ""), (Act.DECLINE.value, "")]
    )
    ground = forms.IntegerField(label=_("不予受理的情形"), required=False)
    evidence = forms.CharField(label=_("证据材料"), required=False, strip=False, widget=forms.Textarea)
    words = forms.CharField(label=_("不予受理的理由"), required=False, strip=False, widget=forms.Textarea)
    addressee = forms.CharField(label=_("投诉人姓名"), required=False, max_length=64)

    def choice(self, matter_id: int) -> Choice | None:
        """Return the choice for the docket, None when the row is not to be touched or not complete."""
        if not self.is_valid() or not self.cleaned_data["tick"]:
            return None
        given = self.cleaned_data
        if not given["act"] or not given["version"]:
            self.add_error("act", _("请选择受理或者不予受理，或者取消勾选。"))
            return None
        return Choice(
            matter_id=matter_id,
            version=given["version"],
            act=Act(given["act"]),
            ground=given["ground"],
            evidence=tuple(line.strip() for line in given["evidence"].splitlines() if line.strip()),
            words=given["words"],
            addressee=given["addressee"],
        )
