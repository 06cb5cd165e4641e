"""Which matters belong to a key industry (重点行业), and which industries an officer looks after.

What an industry is stands in the rules of routing. ``rules.routing.belongs`` says it of one matter; here it
is said to the database, of a year of them.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.routing import Industry
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

SEES = "industries"
"""What a post must be allowed to see the analysis of key industries."""
Ours = tuple[Industry, Office]


def insist(officer: Authority) -> None:
    """Raise NotAllowed unless the officer's posts look after key industries."""
    if not officer.may(SEES):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不查看重点行业。")


def ours(officer: Authority, rulebook: Rulebook) -> list[Ours]:
    """Return the industries of the offices within reach, each with its office; raises NotAllowed."""
    insist(officer)
    industries = rulebook.routing.industries
    offices = {one.code: one for one in Office.objects.filter(code__in={one.office for one in industries})}
    known = ((one, offices[one.office]) for one in industries if one.office in offices)
    return [(one, office) for one, office in known if officer.sees_office(office.pk)]


def one_of_ours(officer: Authority, industry: str, rulebook: Rulebook) -> Ours:
    """Return one industry and its office; raises NotAllowed, and NotFound for one out of reach."""
    for found, office in ours(officer, rulebook):
        if found.id == industry:
            return found, office
    raise NotFound("没有这个重点行业，或者它不在您的办理范围内。")


def belonging(industry: Industry) -> Q:
    """Return the condition for belonging to an industry: by a step of the class, or by the respondent's name.

    The second step of the path is a column of its own, which spares most of what belongs a look at the path.
    """
    asked = [Q(category__in=industry.categories)] if industry.categories else []
    asked += [Q(respondent__name__contains=word) for word in industry.words]
    asked += [_on_path(one) for one in industry.categories]
    return reduce(or_, asked)


def _on_path(step: str) -> Q:
    path = "submission__object_path"
    ways = {path: step, f"{path}__startswith": f"{step}->"}
    ways |= {f"{path}__endswith": f"->{step}", f"{path}__contains": f"->{step}->"}
    return reduce(or_, (Q(**{way: value}) for way, value in ways.items()))
