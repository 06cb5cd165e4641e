"""What can go wrong with a document, each with a code and a sentence an officer can act on.

::

    DocumentError
    ├── MalformedNotice     DOC-001  a file under content/notices is not a notice
    ├── UnsafeTemplate      DOC-002  a template asks for more than facts and conditions
    ├── FactError
    │   ├── MissingFact     DOC-010  a fact the notice needs was not given, or is blank
    │   ├── UnknownFact     DOC-011  a fact the notice does not know was given
    │   ├── BadFact         DOC-012  a fact is not in its form (a date, a document number …)
    │   ├── Unprintable     DOC-013  a fact holds a character no font has
    │   └── TooLong         DOC-014  the facts together make more pages than a document may have
    ├── BadNumberPattern    DOC-020  a numbering pattern of the locality cannot be used
    ├── RenderFailed        DOC-030  the document could not be laid out, or not be joined to others
    ├── NotCleaned          DOC-050  what a file says of its maker cannot be taken out of it
    │   └── TooMuch         DOC-051  the file unpacks to more than a machine should open
    └── ArchiveError
        ├── NotArchived     DOC-040  no such document in the archive
        ├── Damaged         DOC-041  a stored document no longer matches its digest
        ├── NotKept         DOC-042  the archive cannot be written: the disk is full, the folder not ours
        └── Unreadable      DOC-043  a stored document is there and cannot be read
"""

from __future__ import annotations

from pathlib import Path


class DocumentError(Exception):
    """Root of the tree; ``code`` is stable, ``message`` is Chinese for the officer."""

    code = "DOC-000"

    def __init__(self, message: str) -> None:
        """Keep the sentence; the code belongs to the class."""
        super().__init__(f"{self.code} {message}")
        self.message = message


class MalformedNotice(DocumentError):
    """A notice file is not a notice; ``file``, ``line`` and ``reason`` say where and why."""

    code = "DOC-001"

    def __init__(self, file: Path | str, line: int, reason: str) -> None:
        """Point at the file, the 1-based line and the reason."""
        super().__init__(f"文书模板 {Path(file).name} 第{line}行：{reason}")
        self.file = str(file)
        self.line = line
        self.reason = reason


class UnsafeTemplate(MalformedNotice):
    """The template holds something other than facts and conditions on facts."""

    code = "DOC-002"


class FactError(DocumentError):
    """The facts do not fit the notice; ``facts`` names them."""

    def __init__(self, message: str, facts: tuple[str, ...]) -> None:
        """Keep the names of the facts beside the sentence."""
        super().__init__(message)
        self.facts = facts


class MissingFact(FactError):
    """A needed fact is absent or blank: a blank in an official document is an error."""

    code = "DOC-010"


class UnknownFact(FactError):
    """A fact was given that the notice has no place for."""

    code = "DOC-011"


class BadFact(FactError):
    """A fact is not written in the form its kind asks for."""

    code = "DOC-012"


class Unprintable(FactError):
    """A character would come out as an empty box."""

    code = "DOC-013"


class TooLong(FactError):
    """Each fact is short enough, the whole is not; ``facts`` begins with the longest."""

    code = "DOC-014"


class BadNumberPattern(DocumentError):
    """The locality's numbering pattern, or the year or sequence put into it, cannot be used."""

    code = "DOC-020"


class RenderFailed(DocumentError):
    """The typesetter refused, or a PDF cannot be joined; the message says why."""

    code = "DOC-030"


class NotCleaned(DocumentError):
    """A file that came in cannot go out: what it says of its maker cannot be taken out of it."""

    code = "DOC-050"


class TooMuch(NotCleaned):
    """The file unpacks to more than a machine should open: pixels, parts or bytes."""

    code = "DOC-051"


class ArchiveError(DocumentError):
    """The archive cannot hand back what was asked for."""


class NotArchived(ArchiveError):
    """Nothing is stored under this digest."""

    code = "DOC-040"


class Damaged(ArchiveError):
    """The bytes stored under this digest have changed."""

    code = "DOC-041"


class NotKept(ArchiveError):
    """The bytes could not be stored; nothing of them is left behind."""

    code = "DOC-042"


class Unreadable(ArchiveError):
    """The machine refuses to read what is stored under this digest."""

    code = "DOC-043"
