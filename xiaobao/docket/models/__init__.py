"""The tables of a matter, one file per noun."""

from xiaobao.docket.models.batch import HeldChange, ImportBatch
from xiaobao.docket.models.clock import Clock
from xiaobao.docket.models.complaint import Complaint
from xiaobao.docket.models.document import Document, NumberSeries
from xiaobao.docket.models.enterprise import Enterprise
from xiaobao.docket.models.event import Event
from xiaobao.docket.models.matter import NO_CLOCK, Matter
from xiaobao.docket.models.note import Note
from xiaobao.docket.models.party import Party
from xiaobao.docket.models.report import Report
from xiaobao.docket.models.submission import Submission

__all__ = [
    "NO_CLOCK",
    "Clock",
    "Complaint",
    "Document",
    "Enterprise",
    "Event",
    "HeldChange",
    "ImportBatch",
    "Matter",
    "Note",
    "NumberSeries",
    "Party",
    "Report",
    "Submission",
]
