"""Files to take in."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.intake.gate import LIMITS
from xiaobao.refusals import BadFile


class UploadForm(RefusableForm):
    """One or more exports; what is inside them is judged by intake, not by their names."""

    uploads = forms.Field(label=_("选择导出文件"), required=False)

    def read(self, files: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
        """Return (name, bytes) of each; raises BadFile when none was chosen or one is too large."""
        if not files:
            raise BadFile(gettext("请先选择要导入的文件。"))
        for file in files:
            if (file.size or 0) > LIMITS.file_bytes:
                raise BadFile(gettext("文件太大，请按月份分开导出后再导入。"))
        return [(file.name or "", file.read()) for file in files]
