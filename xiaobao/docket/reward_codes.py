"""The code of a reward (奖励代码): whoever holds it is paid, so it is long, sealed, and shown once.

Written as 26 signs of an alphabet without I, L, O and U, in groups: nobody mistakes one for another on paper.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from xiaobao.docket.models import Reward
from xiaobao.staff.permissions import Authority
from xiaobao.vault.indexing import index
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import seal

WRONG_CODE = "reward.code_refused"
TRIES, WITHIN = 5, timedelta(minutes=15)
"""House practice: so many wrong codes an officer may give within this time."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 26, 4  # 26 signs of 5 bits: 130 bits
_TAKEN_FOR = str.maketrans("OIL", "011")
_ABOUT = b"reward-code"


def new_code() -> str:
    """Return a fresh code as it is printed: 7K2M-9XQD-…, 130 random bits."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def plain(code: str) -> str:
    """Return a code as typed without blanks and hyphens, capitals, with 0 and 1 for what looks like them."""
    bare = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", code[:200])).upper()
    return bare.translate(_TAKEN_FOR)


def index_of(code: str) -> bytes:
    """Return the keyed index by which a code finds its reward."""
    return index(plain(code), purpose="reward-code")


def sealed(code: str) -> bytes:
    """Return the code sealed, for its row."""
    return seal(code.encode(), about=_ABOUT)


def found(code: str) -> Reward | None:
    """Return the reward a code was made for; None for a wrong one."""
    if len(plain(code)) != _LENGTH:
        return None
    return Reward.objects.select_related("matter").filter(code_index=index_of(code)).first()


def wrong_ones(officer: Authority, at: datetime) -> int:
    """Count the wrong codes the officer has given of late."""
    tried = AuditEntry.objects.filter(act=WRONG_CODE, actor=officer.user.pk, at__gt=at - WITHIN, at__lte=at)
    return tried.count()
