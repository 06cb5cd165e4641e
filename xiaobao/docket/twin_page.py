"""What may be one dispute told twice (疑似重复): two texts side by side, their differences marked.

Who handles a complaint must not learn that its author reports (令121 第三十七条): both are on one track,
and both are opened the way a matter is, so that looking at a report leaves its row in the trail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.finding_page import FindingPage
from xiaobao.docket.finding_reach import matters_of
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.models import FindingKind, Link, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

FORM = "twin"
"""What is being read in place of the whole matter, as the trail says it."""
LINKS = Act.REGISTER.value
"""The act by which two complaints are tied as one dispute today."""
_SHORTEST = 4
_COMPARED = 4000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one text: ``shared`` with the other, or its own."""

    text: str
    shared: bool


@dataclass(frozen=True)
class TwinSide:
    """One of the two, as it is read: the person masked, the words masked and in stretches."""

    matter: Matter
    page: MatterPage
    person: str
    runs: tuple[Run, ...]
    first: bool


@dataclass(frozen=True)
class TwinPage:
    """The two, the earlier received at the left; ``others`` are further matters of the same finding.

    ``alike`` is how much of the shorter text the other holds, in whole percent.
    """

    left: TwinSide
    right: TwinSide
    alike: int
    hours: int
    linked: bool
    others: tuple[Matter, ...]

    @property
    def report(self) -> bool:
        """Whether it is two reports: those are linked by an act of their own (令121 第三十五条第二款)."""
        return self.right.matter.kind == Track.REPORT


def twin_page(
    page: FindingPage,
    officer: Authority,
    *,
    at: datetime,
    rulebook: Rulebook,
    other: int = 0,
    address: str = "",
) -> TwinPage | None:
    """Return the first received beside another (``other``: its id, else the next); None unless two are seen.

    Raises Unavailable where a look at a report cannot be written down.
    """
    matters = list(matters_of(officer, page.finding))
    if len(matters) < 2:
        return None
    one, rest = matters[0], matters[1:]
    two = next((matter for matter in rest if matter.pk == other), rest[0])
    first, second = (
        read_matter(matter_id=key, officer=officer, at=at, rulebook=rulebook, form=FORM, address=address)
        for key in (one.pk, two.pk)
    )
    texts = _text(first), _text(second)
    left, right = told_apart(*texts)
    return TwinPage(
        left=_side(first, left, first=True),
        right=_side(second, right, first=False),
        alike=_alike(left, texts),
        hours=round((two.received_at - one.received_at).total_seconds() / 3600),
        linked=_linked(one, two),
        others=tuple(matter for matter in rest if matter.pk != two.pk),
    )


def may_link_all(page: FindingPage, officer: Authority) -> bool:
    """Whether confirming may tie all matters of a twin: complaints, every one within reach, not tied yet."""
    if page.finding.kind != FindingKind.TWIN or not page.reach.whole or not officer.may(LINKS):
        return False
    matters = list(matters_of(officer, page.finding))
    untied = [one for one in matters[1:] if not _linked(matters[0], one)]
    return bool(untied) and all(one.kind == Track.COMPLAINT for one in matters)


def told_apart(one: str, two: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts in stretches; what is shared is at least four characters long.

    What stands beyond the first 4,000 characters is not compared and counts as own.
    """
    found = SequenceMatcher(None, one[:_COMPARED], two[:_COMPARED], autojunk=False).get_matching_blocks()
    blocks = [block for block in found if block.size >= _SHORTEST]
    left = _runs(one, [(block.a, block.size) for block in blocks])
    right = _runs(two, [(block.b, block.size) for block in blocks])
    return tuple(left), tuple(right)


def _runs(text: str, shared: Sequence[tuple[int, int]]) -> Iterator[Run]:
    done = 0
    for begin, size in shared:
        if begin > done:
            yield Run(text[done:begin], shared=False)
        yield Run(text[begin : begin + size], shared=True)
        done = begin + size
    if done < len(text):
        yield Run(text[done:], shared=False)


def _text(page: MatterPage) -> str:
    title = mask_text(page.matter.submission.title)
    return "\n".join(part for part in (title, page.content) if part)


def _alike(runs: Sequence[Run], texts: tuple[str, str]) -> int:
    shared = sum(len(run.text) for run in runs if run.shared)
    shorter = min(len(text) for text in texts)
    return round(100 * shared / shorter) if shorter else 0


def _side(page: MatterPage, runs: tuple[Run, ...], *, first: bool) -> TwinSide:
    person = (
        " ".join(part for part in (page.people[0].name, page.people[0].phone) if part) if page.people else ""
    )
    return TwinSide(page.matter, page, person, runs, first)


def _linked(one: Matter, two: Matter) -> bool:
    pair = (one.pk, two.pk)
    return Link.objects.filter(earlier__in=pair, later__in=pair).exists()
