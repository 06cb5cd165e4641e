"""What a look would be at, masked, for the page that asks what for: it tells nothing the matter did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket import halves
from xiaobao.docket.assigned import standing
from xiaobao.docket.models import Attachment, Document, Matter, Party, Release, Submission
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotFound
from xiaobao.rules.reveal import cannot
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class Sight:
    """``whose`` is a masked name, a number or a file's shown name. ``why``: why it does not open, if so.

    ``purpose`` is that of a release waiting to be used, empty else.
    """

    matter_id: int
    number: str
    kind: str
    guarded: bool
    whose: str
    opens: bool
    why: str
    purpose: str


def sight(officer: Authority, kind: str, key: int, matter_id: int | None, at: datetime) -> Sight:
    """Return what ``kind`` (party, submission, attachment, document) with this key is; raises NotFound."""
    matter, whose = _found(officer, kind, key, matter_id)
    why = cannot(standing(officer, matter), current().law)
    return Sight(
        matter_id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        guarded=matter.guarded,
        whose=whose,
        opens=not why,
        why=why,
        purpose=_released(officer, matter, at) if matter.guarded else "",
    )


def _found(officer: Authority, kind: str, key: int, matter_id: int | None) -> tuple[Matter, str]:
    within = visible(officer)
    if kind == "party":
        party = Party.objects.select_related("matter").filter(pk=key, matter=matter_id, matter__in=within)
        found = [(one.matter, one.shown_name) for one in party]
    elif kind == "submission":
        words = Submission.objects.select_related("matter").filter(pk=key, matter__in=within)
        found = [(one.matter, "") for one in words.exclude(original=None)]
    elif kind == "attachment":
        files = Attachment.objects.select_related("matter").filter(pk=key, matter__in=within)
        found = [(one.matter, one.shown_name) for one in files if halves.file_opens(officer, one)]
    else:
        papers = Document.objects.select_related("matter").filter(pk=key, matter__in=within)
        found = [
            (one.matter, f"{one.title} {one.number}") for one in papers if halves.document_opens(officer, one)
        ]
    if not found:
        raise NotFound("没有这项内容，或者它不在您的办理范围内。")
    return found[0]


def _released(officer: Authority, matter: Matter, at: datetime) -> str:
    mine = Release.objects.filter(party__matter=matter, asked_by=officer.user, granted=True, used_at=None)
    return mine.filter(good_until__gte=at).values_list("purpose", flat=True).first() or ""
