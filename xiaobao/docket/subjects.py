"""What a report is about, as the docket keeps it: its subjects, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xiaobao.docket.answers import begin_answers
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import Duty
from xiaobao.rules import subjects as rule


def keep_subjects(
    matter: Matter, *, subjects: Sequence[str], evidenced: bool | None, on: date, rulebook: Rulebook
) -> None:
    """Keep what an officer found on ``on`` and bring the clocks of telling up to it (the matter unsaved)."""
    report = matter.report
    report.subjects = [duty.id for duty in rule.chosen(subjects, rulebook.law, matter.received_on)]
    report.evidenced, report.classified_on = evidenced, on
    report.save(update_fields=["subjects", "evidenced", "classified_on"])
    begin_answers(matter, rulebook=rulebook, today=on)


def subjects_of(matter: Matter, rulebook: Rulebook) -> tuple[Duty, ...]:
    """Return the duties of the subjects kept, in the order of the table."""
    return rule.chosen(matter.report.subjects, rulebook.law, matter.received_on)
