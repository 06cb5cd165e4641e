"""Whose group robot an officer may set: a head that of the own office, section and administrators any."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.undelivered import KEEPS_ROBOT
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority


def robot_offices(officer: Authority, *, today: date, rulebook: Rulebook) -> QuerySet[Office]:
    """Return the offices whose robot the officer may set on a day."""
    keeping = {post.code: post.reach for post in rulebook.locality.posts if KEEPS_ROBOT in post.acts}
    held = [post for post in officer.user.posts_on(today) if post.code in keeping]
    if any(keeping[post.code] != "own_office" for post in held):
        return Office.objects.order_by("pk")
    return Office.objects.filter(pk__in=[post.office_id for post in held]).order_by("pk")
