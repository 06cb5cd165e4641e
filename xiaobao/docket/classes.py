"""Of which class of the handlers matrix matters are: one as it is read, or many in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from xiaobao.docket.models import Matter, Party, Role
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.handlers import Cell, Classed, ClassFacts, MatterClass, cell_of, class_of

RELATED = ("submission", "respondent", "office", "named_class")
"""What ``classed`` reads of a matter beside the matter itself."""
_COLUMNS = (
    "pk", "kind", "channel", "office__code", "submission__object_path",
    "submission__problem_path", "submission__sales_mode", "respondent__name", "named_class__matter_class",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sorted:
    """One matter of many: its class and the cell of its office."""

    matter_class: MatterClass
    cell: Cell


def classed(matter: Matter, complainants: int, rulebook: Rulebook) -> Classed:
    """Return the class of one matter; ``complainants`` is how many people complain."""
    submission, respondent = matter.submission, matter.respondent
    named = getattr(matter, "named_class", None)
    facts = ClassFacts(
        track=matter.kind,
        categories=steps_of(submission.object_path),
        problems=steps_of(submission.problem_path),
        sales=submission.sales_mode.strip(),
        channel=matter.channel,
        respondent=respondent.name if respondent else "",
        complainants=complainants,
        named=named.matter_class if named else "",
    )
    return class_of(facts, rulebook.handlers)


def sorted_out(matters: QuerySet[Matter], rulebook: Rulebook) -> dict[int, Sorted]:
    """Return class and cell of each matter by its id."""
    many = _complainants(matters)
    rows = matters.order_by().values_list(*_COLUMNS)
    return {row[0]: _sorted(row, many.get(row[0], 1), rulebook) for row in rows.iterator(chunk_size=2000)}


def steps_of(path: str) -> tuple[str, ...]:
    """Return the steps of a path as it is stored."""
    return tuple(step.strip() for step in path.split("->") if step.strip())


def complainants_of(matter: Matter) -> int:
    """Count who complains on one matter; in one query."""
    return matter.parties.filter(role=Role.COMPLAINANT).count()


def _complainants(matters: QuerySet[Matter]) -> dict[int, int]:
    people = Party.objects.filter(role=Role.COMPLAINANT, matter__in=matters.order_by().values("pk"))
    counted = people.order_by().values("matter").annotate(people=Count("pk")).filter(people__gt=1)
    return dict(counted.values_list("matter", "people"))


def _sorted(row: tuple[Any, ...], complainants: int, rulebook: Rulebook) -> Sorted:
    _key, kind, channel, office, goods, problem, sales, respondent, named = row
    facts = ClassFacts(
        track=kind,
        categories=steps_of(goods or ""),
        problems=steps_of(problem or ""),
        sales=(sales or "").strip(),
        channel=channel,
        respondent=respondent or "",
        complainants=complainants,
        named=named or "",
    )
    found = class_of(facts, rulebook.handlers).matter_class
    return Sorted(found, cell_of(found.id, office, rulebook.handlers))
