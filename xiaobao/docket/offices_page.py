"""Who may be given a matter: the officers who decide complaints today, with the office each belongs to."""

from __future__ import annotations

from datetime import date

from xiaobao.rules.locality import Locality
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import Post


def holders(locality: Locality, day: date) -> list[Post]:
    """Return the posts held on ``day`` that may accept a complaint, office by office; in one query."""
    codes = [entry.code for entry in locality.posts if Act.ACCEPT.value in entry.acts]
    held = Post.objects.on(day).filter(code__in=codes, user__is_active=True)
    return list(held.select_related("user", "office").order_by("office_id", "id"))
