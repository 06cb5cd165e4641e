"""What can go wrong when the law is read.

::

    LawError
    ├── MalformedContent      LAW-001  a content file cannot be read as what it should be
    ├── NotInForce            LAW-002  nothing answers the question on that day
    ├── UnknownRegulation     LAW-003  no file of that id
    ├── UnknownClock          LAW-004  no clock of that id, or not in that regulation
    ├── UnknownArticle        LAW-005  a citation points at nothing
    └── UnfitText             LAW-006  a text loaded as official is not that regulation's, or not whole
        └── ForeignText       LAW-006  its title is that of no regulation we hold

Each message is a Chinese sentence an officer can act on.
"""

from __future__ import annotations

from pathlib import Path


class LawError(Exception):
    """Root of the tree: ``code`` for logs and tests, ``message`` for people."""

    code = "LAW-000"

    def __init__(self, message: str) -> None:
        """Keep the Chinese sentence as it is shown."""
        super().__init__(message)
        self.message = message


class MalformedContent(LawError):
    """A content file is not what it should be; names the file, the line (1-based) and the reason."""

    code = "LAW-001"

    def __init__(self, file: Path, line: int, reason: str) -> None:
        """Build the sentence 文件 第N行：原因."""
        super().__init__(f"{file.name} 第{line}行：{reason}")
        self.file = file
        self.line = line
        self.reason = reason


class NotInForce(LawError):
    """No regulation or clock answers on that day."""

    code = "LAW-002"


class UnknownRegulation(LawError):
    """No regulation of that id has been loaded."""

    code = "LAW-003"


class UnknownClock(LawError):
    """No clock of that id, in any regulation or in the one asked for."""

    code = "LAW-004"


class UnknownArticle(LawError):
    """An article or paragraph that the content file does not hold."""

    code = "LAW-005"


class UnfitText(LawError):
    """A file offered as a regulation's official text is not it, is not whole, or has been damaged."""

    code = "LAW-006"


class ForeignText(UnfitText):
    """A file offered as an official text has the title of no regulation we hold."""
