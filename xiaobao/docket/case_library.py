"""Where typical cases meet matters: which matter stands behind a nomination, which cases were used."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from xiaobao.docket.case_identity import traces
from xiaobao.docket.models import CaseUse, Matter, NominatedCase
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules.acts import Labelled
from xiaobao.rules.workflow import State
from xiaobao.staff.permissions import Authority

_PASSED_ON = frozenset((State.RETURNED, State.REDIRECTED, State.REFERRED, State.REPEATED, State.MERGED))
"""Closed here without an ending of their own."""


class WhyNot(Labelled):
    """What stands in the way of nominating a matter."""

    OPEN = "open", "这件还没有办结，办结后再推荐。"
    GUARDED = "guarded", "内部人员的举报不作为典型案例：以免从案情看出是谁举报的。"
    PASSED_ON = "passed_on", "这件没有在本局办出结果，不作为典型案例。"
    ALREADY = "already", "这件已经推荐过了。"


def why_not(matter: Matter) -> WhyNot | None:
    """Return what stands in the way of nominating a matter, None where nothing does."""
    if matter.guarded:
        return WhyNot.GUARDED
    if matter.is_open:
        return WhyNot.OPEN
    if matter.state in _PASSED_ON:
        return WhyNot.PASSED_ON
    return WhyNot.ALREADY if NominatedCase.objects.filter(matter=matter).exists() else None


def matter_behind(officer: Authority, code: str) -> int | None:
    """Return the id of the matter a nomination came from, None where the officer may not see it."""
    found = NominatedCase.objects.filter(code=code, matter__in=visible(officer))
    return found.values_list("matter_id", flat=True).first()


def codes_within_reach(officer: Authority) -> set[str]:
    """Return the codes of the nominations whose matters the officer may see."""
    return set(NominatedCase.objects.filter(matter__in=visible(officer)).values_list("code", flat=True))


def insist_nobody_is_known(*, officer: Authority, matter_id: int, text: str, rulebook: Rulebook) -> None:
    """Raise Refused where a text still shows who or what stands behind the matter.

    The sealed identities are opened to be looked for and for nothing else; the sentence says of which kind
    the trace is and never what it is. Raises Unavailable when the vault does not open.
    """
    matter = visible(officer).select_related("respondent").get(pk=matter_id)
    found = traces(matter, text, rulebook)
    if found:
        raise Refused(f"文字里还能看出是哪一件：{'、'.join(found)}。请改写后再确认。")


def insist_not_guarded(code: str) -> None:
    """Raise Refused where an insider's report stands behind a nomination, whoever asks."""
    if NominatedCase.objects.filter(code=code, matter__guarded=True).exists():
        raise Refused("这个案例不能采用，请作“不采用”处理。")


def used_counts() -> Mapping[str, int]:
    """Return in how many matters each typical case was used, by its slug."""
    return dict(CaseUse.objects.order_by().values_list("slug").annotate(Count("pk")))


def used_on(matter_id: int) -> frozenset[str]:
    """Return the slugs of the typical cases used on a matter."""
    return frozenset(CaseUse.objects.filter(matter=matter_id).values_list("slug", flat=True))
