"""One matter told from beginning to end: its events, its clocks, its documents. Nobody is named."""

from __future__ import annotations

from typing import Any

from xiaobao.docket.models import Clock, Document, Event, Matter
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import SHANGHAI, Rulebook


def account(matter: Matter, rulebook: Rulebook) -> dict[str, Any]:
    """Return the matter with events, clocks and documents in the order they came, as plain values."""
    return {
        "number": matter.number,
        "kind": matter.kind,
        "state": matter.state,
        "regulation": matter.regulation,
        "events": [_event(event) for event in matter.events.select_related("actor", "batch")],
        "clocks": [_clock(clock, rulebook) for clock in matter.clocks.all()],
        "documents": [_document(document) for document in matter.documents.all()],
    }


def _event(event: Event) -> dict[str, Any]:
    at = event.occurred_at.astimezone(SHANGHAI) if event.occurred_at else None
    return {"verb": event.verb, "label": event.label, "at": at, "by": event.source, "data": event.data}


def _clock(clock: Clock, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "clock": clock.clock,
        "name": name_of(clock.clock, rulebook),
        "state": clock.state,
        "started_on": clock.started_on,
        "due_on": clock.due_on,
        "stopped_on": clock.stopped_on,
        "basis": clock.basis,
        "derivation": clock.derivation.splitlines(),
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "number": document.number,
        "form": document.form,
        "title": document.title,
        "notice": document.notice,
        "issued_at": document.issued_at.astimezone(SHANGHAI),
        "docx_sha256": document.docx_sha256,
        "pdf_sha256": document.pdf_sha256,
        "voided": document.voided_at is not None,
    }
