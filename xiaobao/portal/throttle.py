"""How often one source may try: counted in the database, so that every process counts together.

An attempt is counted before it is made, and taken back where it was none to worry about.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.translation import gettext as _

from xiaobao.portal.models import Knock
from xiaobao.refusals import Refused
from xiaobao.vault.indexing import index
from xiaobao.writing import writing

CODE = "PTL-429"
LOOK, LODGE = "look", "lodge"
LIMITS = {LOOK: (10, timedelta(minutes=15)), LODGE: (10, timedelta(hours=1))}
"""House practice: wrong codes, and complaints handed in, of one source within this time."""
_KEPT = timedelta(days=1)


def knock(kind: str, address: str, at: datetime) -> Knock:
    """Count one attempt; raises Refused (PTL-429) when there were too many of late."""
    most, within = LIMITS[kind]
    source = index(_source(address), purpose="portal-source").hex()
    with writing():
        Knock.objects.filter(at__lt=at - _KEPT).delete()
        one = Knock.objects.create(kind=kind, source=source, at=at)
        count = Knock.objects.filter(kind=kind, source=source, at__gt=at - within).count()
    if count > most:
        raise Refused(_("尝试的次数太多。请稍后再试，或者拨打12315。"), code=CODE)
    return one


def take_back(one: Knock) -> None:
    """Do not count an attempt after all."""
    with writing():
        one.delete()


def _source(address: str) -> str:
    """Return what counts as one source: an address, of IPv6 the network one household has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address
