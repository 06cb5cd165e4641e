"""Merge a report with new facts into an earlier one that is still being checked (合并处理).

令121 第三十五条第二款: 对于同一举报人以补充新的事实为由再次举报同一被举报人的，可以合并处理，并自收到最后一次
举报之日起重新计算处理期限. May: an officer decides; the earlier report's period begins anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from xiaobao.docket import clockwork
from xiaobao.docket.actions.take_up import put_back
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.answers import is_unclassified
from xiaobao.docket.joined_subjects import join_subjects, untellable
from xiaobao.docket.models import LinkKind, Matter, Ruling
from xiaobao.docket.repeats import pair_of
from xiaobao.docket.shield import shield
from xiaobao.docket.two_reports import link_with, lock_both, repeat_paper
from xiaobao.documents.numbering import format_date
from xiaobao.refusals import Refused
from xiaobao.rules import repeats as rule
from xiaobao.rules.answering import unclassified
from xiaobao.rules.errors import ClockError
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def merge(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    earlier: int,
    new_facts: str,
    words: str = "",
    address: str = "",
) -> Taken:
    """Merge a report into ``earlier`` (a matter's id): both matters, link, paper, clocks, events and audit.

    ``new_facts`` say what is new; ``words`` what shows that reporter and respondent are the same where the
    records do not. The earlier report's period of checking counts from the day this one was received; what
    this one is about is from then on told in the earlier one.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with writing():
        before = lock_both(matter_id, earlier, officer)
        with taking(
            act=Act.MERGE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
        ) as taken:
            matter = taken.matter
            pair = pair_of(matter, before)
            if before is not None:
                pair = replace(pair, untellable=untellable(matter, before, taken.rulebook))
            taken.insist(rule.check_merge(pair, new_facts=new_facts, words=words, law=taken.law))
            if before is not None:
                told = shield(matter, "\n".join(part for part in (new_facts.strip(), words.strip()) if part))
                link_with(before, taken, LinkKind.MERGED)
                _paper(taken, before, pair, shield(matter, new_facts.strip()), shield(matter, words.strip()))
                _restart(taken, before, told)
                if is_unclassified(matter):
                    taken.weighed += (unclassified(matter.regulation, taken.law),)
                taken.words = told
    return taken


def _paper(taken: Taken, before: Matter, pair: rule.Pair, new_facts: str, words: str) -> None:
    received = format_date(taken.matter.received_on)
    outcome = f"与前一件合并处理，前一件的核查期限自收到本件之日（{received}）起重新计算。"
    found = words or "同一举报人以补充新的事实为由再次举报同一被举报人。"
    repeat_paper(taken, before, pair, found=found, outcome=outcome, new_facts=new_facts)


def _restart(taken: Taken, before: Matter, words: str) -> None:
    """Count the earlier report's check anew from the receipt of this one, and leave it its own event."""
    matter = taken.matter
    entry = Entry("restart", matter.received_on, document=matter.number)
    try:
        clockwork.enter(before, clock=rule.CHECK_CLOCK, entry=entry, rulebook=taken.rulebook)
    except ClockError as error:
        raise Refused(error.message, code=error.code, fields={"earlier": error.message}) from error
    told = {"linked": matter.number, "linked_id": matter.pk, "counted_from": matter.received_on.isoformat()}
    told |= join_subjects(matter, before, on=taken.today, rulebook=taken.rulebook)
    event = put_back(
        matter=before, act=Act.MERGE, officer=taken.officer, at=taken.at, data=told, address=taken.address
    )
    Ruling.objects.create(matter=before, event=event, words=words, by=taken.officer.user)
