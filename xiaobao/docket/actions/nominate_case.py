"""Nominate a closed matter as a typical case (推荐为典型案例): its material, and the row that leads back.

The handbook keeps the words and never learns of the matter; only the docket knows which nomination came from
which. The caller holds the transaction in which both rooms write.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from xiaobao.docket.case_library import WhyNot, why_not
from xiaobao.docket.case_material import CaseMaterial, case_material
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Matter, NominatedCase
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

NOMINATE = "case_nominate"


def material_of(*, matter_id: int, officer: Authority, at: datetime, rulebook: Rulebook) -> CaseMaterial:
    """Return what a matter gives to a case. Raises NotAllowed, NotFound, Refused, Unavailable."""
    _insist(officer)
    page = matter_page(officer, matter_id, rulebook, rulebook.today(at))
    bar = why_not(page.matter)
    if bar:
        raise Refused(bar.label)
    return case_material(page, rulebook)


def nominate_case(
    *, matter_id: int, code: str, officer: Authority, at: datetime, rulebook: Rulebook, address: str = ""
) -> NominatedCase:
    """Keep that a matter is behind the nomination of this code. Raises NotAllowed, NotFound, Refused."""
    _insist(officer)
    matter = matter_page(officer, matter_id, rulebook, rulebook.today(at)).matter
    with writing():
        bar = why_not(matter)
        if bar:
            raise Refused(bar.label)
        nominated = _kept(matter, code, officer, at)
        record(
            act="case.nominated", subject=f"matter:{matter.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"number": matter.number, "code": code},
        )  # fmt: skip
    return nominated


def _kept(matter: Matter, code: str, officer: Authority, at: datetime) -> NominatedCase:
    try:
        with writing():
            return NominatedCase.objects.create(matter=matter, code=code, by=officer.user, at=at)
    except IntegrityError as error:
        raise Refused(WhyNot.ALREADY.label) from error


def _insist(officer: Authority) -> None:
    if not officer.may(NOMINATE):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不推荐典型案例。")
