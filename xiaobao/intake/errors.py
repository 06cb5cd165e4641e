"""What can go wrong while a file from another system is read.

IntakeError(code, message)
├── FileRefused            INT-0xx  the file itself: not opened at all
│   ├── TooLarge           INT-001  size, unpacked size, ratio, entries, cells
│   ├── ForbiddenXml       INT-002  DOCTYPE or entity inside the workbook
│   ├── UnknownFileType    INT-003  .xls, .xlsb, web page, encrypted, not a table
│   └── Damaged            INT-004  a zip or sheet that cannot be read through
├── LayoutRefused          INT-1xx  the columns: nothing is guessed, the person is asked
│   ├── UnknownLayout      INT-101  no system is recognised, or a required column is absent
│   ├── AmbiguousLayout    INT-102  two systems fit equally well
│   └── DoubledColumn      INT-103  a required column occurs twice
├── MalformedMapping       INT-201  content/intake/*.yaml itself
└── RejectsNotWritten      INT-301  the workbook of rejected rows could not be saved

A single bad row raises nothing: it comes back as a Rejection (codes INT-401 ff., see registration.py).
"""

from __future__ import annotations

from collections.abc import Sequence


class IntakeError(Exception):
    """A refusal with a code and one Chinese sentence an officer can act on."""

    code = "INT-000"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return f"{self.code} {self.message}"


class FileRefused(IntakeError):
    """The file was not opened."""


class TooLarge(FileRefused):
    code = "INT-001"


class ForbiddenXml(FileRefused):
    code = "INT-002"


class UnknownFileType(FileRefused):
    code = "INT-003"


class Damaged(FileRefused):
    code = "INT-004"


class LayoutRefused(IntakeError):
    """The columns do not say clearly what the file is."""

    def __init__(self, message: str, unknown_headers: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.unknown_headers = list(unknown_headers)


class UnknownLayout(LayoutRefused):
    code = "INT-101"


class AmbiguousLayout(LayoutRefused):
    code = "INT-102"


class DoubledColumn(LayoutRefused):
    code = "INT-103"


class MalformedMapping(IntakeError):
    """A mapping file breaks its schema; file, line (1-based) and reason say where."""

    code = "INT-201"

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file} 第{line}行：{reason}")
        self.file, self.line, self.reason = file, line, reason


class RejectsNotWritten(IntakeError):
    code = "INT-301"
