"""What is written of a finding, without a trace of the people of its matters (令121 第三十七条)."""

from __future__ import annotations

from xiaobao.docket import cabinet
from xiaobao.docket.models import Finding, Party
from xiaobao.docket.shield import covered
from xiaobao.docket.wording import names_among
from xiaobao.documents.redaction import scrub


def cover_of(finding: Finding, text: str) -> str:
    """Return the words covered: whoever stands on any of its matters is left out, whoever reads them.

    Nothing is opened for an empty text. Raises Unavailable when the vault does not open.
    """
    words = text.strip()
    if not words:
        return ""
    people = Party.objects.filter(matter__findings__finding=finding).exclude(identity=None)
    with cabinet.told():
        return covered(scrub(words, names=names_among(people.select_related("identity").distinct())))
