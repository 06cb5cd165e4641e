"""Rows in, Registrations out: exports of other systems, read by content/intake/*.yaml.

read()           a file as Registrations and Rejections, row by row
check()          faults of the mapping files, by file and line
write_rejects()  the rejected rows as a workbook beside the input
shift()          the same registrations some weeks later, for demonstrations
"""

from __future__ import annotations

from xiaobao.intake.case_mapping import check
from xiaobao.intake.errors import IntakeError
from xiaobao.intake.reading import Reading, read
from xiaobao.intake.registration import Registration, Rejection
from xiaobao.intake.rejects import write_rejects
from xiaobao.intake.samples import shift

__all__ = [
    "IntakeError",
    "Reading",
    "Registration",
    "Rejection",
    "check",
    "read",
    "shift",
    "write_rejects",
]
