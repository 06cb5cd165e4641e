"""A group (群体投诉) as it is shown: its complaints, and which of them agreed to be one joint complaint.

It proposes what others may do: ask for joint complaints (令121 第十二条), one script, a report upward. The
acts are those of each matter; nothing is done here.
"""

from __future__ import annotations

from dataclasses import dataclass

from xiaobao.docket.finding_page import FindingPage
from xiaobao.docket.finding_reach import matters_of
from xiaobao.docket.models import Consent, ConsentSubject, Finding
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

JOINS = Act.JOIN.value
MOST = 12


@dataclass(frozen=True, slots=True)
class Joining:
    """One open complaint of the group: so many of those asked ``agreed`` to a joint complaint."""

    id: int
    number: str
    office: str
    agreed: int
    asked: int


@dataclass(frozen=True)
class GroupPage:
    """``joining`` are open complaints, the first received first; ``open`` is how many there are of them."""

    joining: tuple[Joining, ...]
    open: int
    agreed: int
    may_join: bool

    @property
    def more(self) -> int:
        """How many more open complaints there are than are listed."""
        return self.open - len(self.joining)


def group_page(page: FindingPage, officer: Authority) -> GroupPage:
    """Return the open complaints within reach with their consents; in two queries."""
    answers = _answers(page.finding, officer)
    found = matters_of(officer, page.finding).filter(kind=Track.COMPLAINT.value, is_open=True)
    rows = list(found.values_list("pk", "number", "office__name"))
    lines = [_joining(row, answers.get(row[0], {})) for row in rows]
    return GroupPage(
        joining=tuple(lines[:MOST]),
        open=len(lines),
        agreed=sum(bool(one.agreed) for one in lines),
        may_join=officer.may(JOINS),
    )


def _answers(finding: Finding, officer: Authority) -> dict[int, dict[int | None, bool]]:
    """Return who gave which answer last, by matter."""
    matters = matters_of(officer, finding).order_by()
    joint = Consent.objects.filter(matter__in=matters, subject=ConsentSubject.JOINT).order_by("pk")
    found: dict[int, dict[int | None, bool]] = {}
    for matter, party, given in joint.values_list("matter", "party", "given"):
        found.setdefault(matter, {})[party] = given
    return found


def _joining(row: tuple[int, str, str], answers: dict[int | None, bool]) -> Joining:
    return Joining(*row, agreed=sum(answers.values()), asked=len(answers))
