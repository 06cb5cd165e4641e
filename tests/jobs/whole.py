"""Whether a docket is whole: every trace an act leaves is there, or none of them.

Asked in a process of its own, of a database that others have worked on and been killed at.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from tests.jobs.whole_reports import flaws_of_report
from xiaobao.docket import cabinet
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.models import (
    NO_CLOCK,
    Addressee,
    Case,
    Consent,
    Document,
    Event,
    Matter,
    NumberSeries,
    Service,
    Session,
)
from xiaobao.documents import paper, pdf, word
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State
from xiaobao.vault.audit import verify
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal

ISSUES = {"register": 2, "accept": 1, "mediate": 1, "settle": 1}
"""How many papers an act of the life of ``one_life`` leaves; an act that is not named leaves none."""
TOLD = ("acceptance", "decline", "agreement", "report_result", "crime_transfer")


def flaws(*, laid_out_again: bool) -> Iterator[str]:
    """Yield a line for everything that does not hold together.

    ``laid_out_again``: lay every document out from its text, and see that the files come out the same.
    """
    yield from (f"audit {flaw.entry}: {flaw.reason}" for flaw in verify())
    yield from _numbers()
    for matter in Matter.objects.order_by("id"):
        yield from (f"{matter.number}: {flaw}" for flaw in _matter(matter))
    for document in Document.objects.order_by("id"):
        yield from (f"{document.number}: {flaw}" for flaw in _document(document))
        if laid_out_again:
            yield from (f"{document.number}: {flaw}" for flaw in _layout(document))


def fingerprint() -> str:
    """Return a digest of every row of every table of ours, and of the search index."""
    told = hashlib.sha256()
    with connection.cursor() as cursor:
        for label in ("docket", "vault", "staff"):
            for model in apps.get_app_config(label).get_models():
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1")
                told.update(repr((model.__name__, cursor.fetchall())).encode())
        index = "docket_search" if connection.vendor == "postgresql" else "docket_search_data"
        cursor.execute(f"SELECT * FROM {index} ORDER BY 1")
        told.update(repr(cursor.fetchall()).encode())
    return told.hexdigest()


def _numbers() -> Iterator[str]:
    given: dict[tuple[str, int], list[int]] = {}
    for series, year, sequence in Document.objects.values_list("series", "year", "sequence"):
        given.setdefault((series, year), []).append(sequence)
    for number in Matter.objects.values_list("number", flat=True):
        year, sequence = map(int, re.findall(r"\d+", number))
        given.setdefault(("matter", year), []).append(sequence)
    for number in Case.objects.values_list("number", flat=True):
        year, sequence = map(int, re.findall(r"\d+", number))
        given.setdefault(("case", year), []).append(sequence)
    last = {(row.series, row.year): row.last for row in NumberSeries.objects.all()}
    for key in last.keys() | given.keys():
        if sorted(given.get(key, [])) != list(range(1, last.get(key, 0) + 1)):
            yield f"numbers of {key}: last {last.get(key)}, given {sorted(given.get(key, []))}"


def _matter(matter: Matter) -> Iterator[str]:
    events = list(matter.events.order_by("id"))
    verbs = [event.verb for event in events]
    yield from _state(matter, events)
    trail = AuditEntry.objects.filter(subject=f"matter:{matter.pk}")
    acts = Counter(entry.act.removeprefix("matter.") for entry in trail)
    if acts != Counter(verb for event, verb in zip(events, verbs, strict=True) if event.actor_id):
        yield f"events {verbs}, audit rows {acts}"
    told = {number for event in events for number in _told(event.data)}
    issued = set(matter.documents.values_list("number", flat=True)) - _of_registering(matter)
    if told != issued:
        yield f"events tell of {told}, issued are {issued}"
    if matter.is_open and matter.unclocked != unclocked(matter):
        yield f"unclocked says {matter.unclocked!r}"
    if matter.kind == "report":
        yield from flaws_of_report(matter, Counter(verbs))
    else:
        yield from _decided(matter, verbs)
        yield from _rows(matter, Counter(verbs))
        yield from _clocks(matter, set(verbs))


def _state(matter: Matter, events: list[Event]) -> Iterator[str]:
    state = State.RECEIVED
    for event in events[1:]:
        # The report another one was merged into is told of it, and stays as it is.
        if "counted_from" not in event.data:
            state = workflow.next_state(matter.kind, state.value, Act(event.verb), channel="desk")
    if (matter.state, matter.version) != (state.value, len(events)):
        yield f"{matter.state} in version {matter.version} after {[event.verb for event in events]}"


def _decided(matter: Matter, verbs: list[str]) -> Iterator[str]:
    decided = {"accept": "accepted", "decline": "declined"}
    wanted = [decided[verb] for verb in verbs if verb in decided]
    if ([matter.complaint.decision] if matter.complaint.decision else []) != wanted:
        yield f"decision {matter.complaint.decision!r} after {verbs}"


def _clocks(matter: Matter, verbs: set[str]) -> Iterator[str]:
    state = dict(matter.clocks.values_list("clock", "state"))
    due = (
        matter.clocks.filter(state="running").order_by("due_earliest").values_list("due_earliest", flat=True)
    )
    if matter.next_due != (due[0] if due else NO_CLOCK):
        yield f"next_due {matter.next_due}, clocks {state}"
    decided, served = bool(verbs & {"accept", "decline"}), "serve" in verbs
    wanted = {"complaint.acceptance": "stopped" if decided else "running"}
    if decided:
        wanted["complaint.acceptance_notice"] = "stopped" if served else "running"
    if not wanted.items() <= state.items():
        yield f"clocks {state} after {sorted(verbs)}"


def _told(data: dict[str, Any]) -> list[str]:
    return [data["document"]] if "document" in data else data.get("documents", [])


def _of_registering(matter: Matter) -> set[str]:
    papers = matter.documents.filter(series__in=("complaint_form", "report_form", "receipt"))
    return set(papers.values_list("number", flat=True))


def _rows(matter: Matter, verbs: Counter[str]) -> Iterator[str]:
    of_ours = {"addressee__document__matter": matter}
    wanted = verbs + Counter({"consent": 2 * verbs["settle"]})  # a settlement needs both sides' word
    found = {
        "serve": Service.objects.filter(**of_ours).count(),
        "consent": Consent.objects.filter(matter=matter).count(),
        "mediate": Session.objects.filter(matter=matter).count(),
    }
    for verb, count in found.items():
        if count != wanted[verb]:
            yield f"{wanted[verb]} × {verb}, rows {count}"
    papers = sum(ISSUES.get(verb, 1 if verb == "decline" else 0) * count for verb, count in verbs.items())
    if matter.source != "desk":
        papers -= ISSUES["register"]
    if matter.documents.count() != papers:
        yield f"{matter.documents.count()} papers after {dict(verbs)}"


def _document(document: Document) -> Iterator[str]:
    if document.series in TOLD and not Addressee.objects.filter(document=document).exists():
        yield "no addressee"
    text = unseal(bytes(document.paper), about=b"paper")
    if hashlib.sha256(text).hexdigest() != document.paper_sha256:
        yield "text and its hash differ"
    for form in ("docx", "pdf"):
        kept = cabinet.get(getattr(document, f"{form}_stored"), about=b"document")
        if hashlib.sha256(kept).hexdigest() != getattr(document, f"{form}_sha256"):
            yield f"{form} in the archive is another"


def _layout(document: Document) -> Iterator[str]:
    blocks = paper.load(unseal(bytes(document.paper), about=b"paper"))
    written = {"docx": word.write(document.title, blocks), "pdf": pdf.write(document.title, blocks)}
    for form, data in written.items():
        if hashlib.sha256(data).hexdigest() != getattr(document, f"{form}_sha256"):
            yield f"{form} is not the text's"
