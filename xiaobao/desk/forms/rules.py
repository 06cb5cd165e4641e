"""Forms of rule changes: a file as it is, and what is decided on a change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Files, Line, Shown, Words
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import LONGEST, RuleFile, decoded, recognised
from xiaobao.refusals import Refused


class WholeText(Shown, forms.CharField):
    """The text of a file, as long as it may be."""

    look = "words"

    def __init__(self, label: Any, *, rows: int = 24, **rest: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "yaml", "spellcheck": "false", "wrap": "off"})
        super().__init__(label, strip=False, widget=widget, **rest)


class FileForm(RefusableForm):
    """A file chosen, or its name and text: what was chosen once stands in the text from then on."""

    use_required_attribute = False

    upload = Files(
        _("选择文件"),
        single=True,
        most=LONGEST,
        hint=_("选择以后以文件内容为准，下面的文件名和内容不用填。是哪一类由内容识别。"),
    )
    name = Line(
        _("文件名"),
        longest=64,
        hint=_("节假日安排写年份，如 2027.yaml；法规写编号，如 samr-order-121.yaml。"),
    )
    text = WholeText(_("内容"))
    reason = Words(_("为什么要变更"), rows=3, hint=_("签署的人据此判断；不写姓名、电话。"))

    def __init__(self, data: Any = None, files: Any = None, initial: Any = None) -> None:
        self.given: Any = data.copy() if data is not None else None
        super().__init__(self.given, files, initial=initial)
        attributes = self.fields["upload"].widget.attrs
        attributes.pop("multiple", None)
        attributes["accept"] = ".yaml,.yml"

    def file(self) -> RuleFile:
        """Return the file; raises Refused with what is wrong with it."""
        if not self.is_valid():
            raise Refused(said("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        name, data = self._given()
        if not data.strip():
            sentence = said("请选择文件，或者写下文件名和内容。")
            raise Refused(sentence, fields={"upload": sentence})
        return recognised(name, data)

    @property
    def why(self) -> str:
        """Why it is to be changed; call after ``file``."""
        return str(self.cleaned_data["reason"])

    @property
    def span(self) -> Span | None:
        """A file chooses no days: the usual ones are looked at."""
        return None

    def _given(self) -> tuple[str, bytes]:
        chosen = self.cleaned_data.get("upload")
        if not chosen:
            return self.cleaned_data["name"].strip(), self.cleaned_data["text"].encode()
        (name, data), *_more = chosen
        # A browser does not offer a chosen file again: its text is kept on the page instead.
        self.given["name"], self.given["text"] = name, decoded(name, data)
        return name, data


class DecideRulesForm(RefusableForm):
    """Sign, refuse or withdraw is the button pressed; ``shown`` is the digest of the list on the page."""

    use_required_attribute = False

    words = Words(_("意见"), rows=2, hint=_("不予通过的必须写明理由。"))
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def given(self) -> dict[str, str]:
        """Return what was written, and the list it was written about."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("words", "shown")}
