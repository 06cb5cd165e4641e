"""What a closed matter gives to a typical case (典型案例): its story and its handling, led back to nobody.

Everything here is a proposal for a person to read against the matter: which words were replaced is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xiaobao.docket.case_identity import known_of
from xiaobao.docket.classes import steps_of
from xiaobao.docket.hot_traits import traits_of
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.shield import shield
from xiaobao.docket.typical_cases import ending_of
from xiaobao.documents.redaction.retelling import Known, Replaced, retell
from xiaobao.rules import case_outcome, hot_categories, workflow
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.workflow import Act, State, Track

OUTCOMES = {
    "settled": "达成调解",
    "failed": "调解不成，终止调解",
    "withdrawn": "投诉人撤回",
    "self_settled": "双方自行和解",
    "declined": "不予受理",
}
"""How a complaint ended, as a case says it; the codes of ``ending_of``."""
LONGEST_TITLE = 60


@dataclass(frozen=True)
class CaseMaterial:
    """The material of a case. ``categories`` are ids of hot categories, ``replaced`` what was taken out.

    ``story`` is what happened (案情), ``handling`` what the bureau did (处理), with citations as the handbook
    writes them.
    """

    track: str
    title: str
    categories: tuple[str, ...]
    outcome: str
    story: str
    handling: str
    replaced: tuple[Replaced, ...]


def case_material(page: MatterPage, rulebook: Rulebook) -> CaseMaterial:
    """Return the material of a matter as it is read; raises Unavailable when the vault does not open."""
    matter = page.matter
    known = known_of(matter, rulebook)
    outcome = outcome_of(matter, rulebook)
    story = retell(shield(matter, _story(matter)), known)
    handling = retell(shield(matter, "\n\n".join(_handling(matter, outcome, rulebook))), known)
    categories = hot_categories.load(rulebook.content)
    return CaseMaterial(
        track=matter.kind,
        title=_title(matter, outcome, known),
        categories=tuple(one.category.id for one in hot_categories.propose(categories, traits_of(page))),
        outcome=outcome,
        story=story.text.strip(),
        handling=handling.text.strip(),
        replaced=_together(story.replaced, handling.replaced),
    )


def outcome_of(matter: Matter, rulebook: Rulebook) -> str:
    """Return how a matter ended, in a few words."""
    if matter.kind == Track.COMPLAINT:
        return OUTCOMES.get(ending_of(matter)[0]) or State(matter.state).label
    if matter.report.decision == "not_filed":
        return "不予立案"
    item = case_outcome.outcomes(rulebook.law).item(_case_outcome(matter))
    return f"立案查处：{item.text}" if item else State(matter.state).label


def _case_outcome(matter: Matter) -> int:
    case = getattr(matter, "case", None)
    return (case.outcome if case else None) or 0


def _story(matter: Matter) -> str:
    words = matter.submission
    wishes = f"\n\n诉求：{words.requests.replace(',', '、')}。" if words.requests.strip() else ""
    return f"{words.content.strip()}{wishes}"


def _title(matter: Matter, outcome: str, known: tuple[Known, ...]) -> str:
    about = [steps[-1] for steps in (_steps(matter.submission.object_path),) if steps]
    problem = [steps[-1] for steps in (_steps(matter.submission.problem_path),) if steps]
    named = "".join([*about, *problem]) or matter.category or "消费"
    return retell(f"{named}{Track(matter.kind).label}，{outcome}", known).text[:LONGEST_TITLE]


def _steps(path: str) -> tuple[str, ...]:
    return tuple(steps_of(path))[1:]


def _handling(matter: Matter, outcome: str, rulebook: Rulebook) -> Iterator[str]:
    yield from _of_a_complaint(matter) if matter.kind == Track.COMPLAINT else _of_a_report(matter, rulebook)
    yield f"结果：{outcome}。"
    if matter.submission.reply.strip():
        yield f"答复：{matter.submission.reply.strip()}"


def _of_a_complaint(matter: Matter) -> Iterator[str]:
    complaint = matter.complaint
    if complaint.decided_on:
        act = Act.DECLINE if complaint.decision == "declined" else Act.ACCEPT
        said = "决定不予受理" if act is Act.DECLINE else "决定受理并组织调解"
        yield f"市场监管部门{said}（{_cite(matter, act)}）。"
    if complaint.decline_reason.strip():
        yield f"理由：{complaint.decline_reason.strip()}"
    if complaint.terms.strip():
        yield f"双方约定：{complaint.terms.strip()}"
    if complaint.termination_reason.strip():
        yield f"终止调解的理由：{complaint.termination_reason.strip()}（{_cite(matter, Act.TERMINATE)}）。"
    if complaint.recovered:
        yield f"为消费者挽回损失{complaint.recovered:f}元。"


def _of_a_report(matter: Matter, rulebook: Rulebook) -> Iterator[str]:
    report, case = matter.report, getattr(matter, "case", None)
    if report.decision:
        act = Act.NOT_FILE if report.decision == "not_filed" else Act.FILE
        said = "决定不予立案" if act is Act.NOT_FILE else "决定立案"
        yield f"经核查，市场监管部门{said}（{_cite(matter, act)}）。"
    if report.reason.strip():
        yield f"理由：{report.reason.strip()}"
    if case and case.outcome:
        kinds = case_outcome.outcomes(rulebook.law)
        yield f"处理决定依据[[{PENALTY_PROCEDURE}:{kinds.cites(case.outcome)}]]。{case.penalty.strip()}"
    fined = report.fined or (case.fined if case else None)
    if fined:
        yield f"罚款{_yuan(fined)}元。"


def _yuan(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _cite(matter: Matter, act: Act) -> str:
    """Return the article an act stands on, as the handbook cites it."""
    row = next(one for one in workflow.TABLE if one.track == matter.kind and one.act is act)
    other, _, article = row.article[matter.regulation].rpartition(":")
    return f"[[{other or matter.regulation}:{article}]]"


def _together(*lists: tuple[Replaced, ...]) -> tuple[Replaced, ...]:
    """Return the replacements of both texts, each once."""
    times: dict[tuple[str, str, str], int] = {}
    for one in (one for several in lists for one in several):
        key = (one.kind, one.found, one.put)
        times[key] = times.get(key, 0) + one.times
    return tuple(Replaced(*key, count) for key, count in times.items())
