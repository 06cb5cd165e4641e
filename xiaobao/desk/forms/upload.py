"""Files to take in."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.docket.errors import BadFile


class UploadForm(RefusableForm):
    """One or more exports; what is inside them is judged by intake, not by their names."""

    uploads = forms.Field(label=_("选择导出文件"), required=False)

    def require(self, uploads: Sequence[tuple[str, bytes]]) -> None:
        """Raise BadFile when nothing was chosen."""
        if not uploads:
            raise BadFile(str(_("请先选择要导入的文件。")))
