"""Complaints that are settled first: what a partner may reach, and what a consumer reaches by a code.

Both are the only beginnings of every list, page, count and act outside the bureau: a complaint of somebody
else looks like one that does not exist.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.db.models import QuerySet

from xiaobao.docket.models import Diversion
from xiaobao.docket.sitting import Sitting
from xiaobao.refusals import NotFound
from xiaobao.rules.workflow import Track
from xiaobao.vault.indexing import index

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U: nobody mistakes one for another on paper or by telephone."""
_LENGTH, _GROUP = 12, 4
NO_CODE = "没有这个查询码，请核对后再输入；查询码在先行和解告知单上。"


def of_partner(sitting: Sitting) -> QuerySet[Diversion]:
    """Return the complaints handed to the partner somebody sits for, ended ones too; no other partner's.

    A report is never among them (令121 第三十七条), whatever a row may say.
    """
    return Diversion.objects.filter(partner=sitting.partner, matter__kind=Track.COMPLAINT.value)


def by_code(code: str) -> Diversion:
    """Return what a consumer's code stands for, with its matter and its partner; raises NotFound."""
    if len(plain(code)) == _LENGTH:
        found = (
            Diversion.objects.select_related("matter", "partner").filter(code_index=index_of(code)).first()
        )
        if found is not None:
            return found
    raise NotFound(NO_CODE)


def new_code() -> str:
    """Return a fresh code as it is printed, 7K2M-9XQD-H4TB: twelve signs, 58 random bits."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def plain(code: str) -> str:
    """Return a code as typed in capitals, without blanks and hyphens, full-width signs made plain."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", code[:200])).upper()


def index_of(code: str) -> bytes:
    """Return the keyed index by which a code finds its complaint; the code itself is kept nowhere."""
    return index(plain(code), purpose="diversion-code")
