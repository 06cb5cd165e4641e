"""What can go wrong when time is counted.

::

    ClockError
    ├── MalformedEntry      RUL-201  an entry of a ledger cannot be read
    ├── NoStart             RUL-202  a ledger without exactly one start
    ├── EntryBeforeStart    RUL-203  something dated before the start
    ├── PauseNotAllowed     RUL-204  the law does not leave this time out of the count
    ├── PauseOutOfOrder     RUL-205  pause while paused, resume while counting
    ├── NoExtension         RUL-206  the law allows no extension, or no such length
    ├── ExtendedTwice       RUL-207  every lawful extension has been used
    ├── ExtendedTooLate     RUL-208  an extension after the last day
    ├── NoApprover          RUL-209  an extension without the approval the law asks for
    ├── NoRestart           RUL-210  the law does not count this clock anew
    ├── AlreadyStopped      RUL-211  something after the stop
    └── BeyondCalendar      RUL-212  a day no calendar can hold

Each message is a Chinese sentence an officer can act on.
"""

from __future__ import annotations


class ClockError(Exception):
    """Root of the tree: ``code`` for logs and tests, ``message`` for people."""

    code = "RUL-200"

    def __init__(self, message: str) -> None:
        """Keep the Chinese sentence as it is shown."""
        super().__init__(message)
        self.message = message


class MalformedEntry(ClockError):
    """An entry of a ledger, or a moment, cannot be read."""

    code = "RUL-201"


class NoStart(ClockError):
    """A ledger has no start, or more than one."""

    code = "RUL-202"


class EntryBeforeStart(ClockError):
    """An entry is dated before the start."""

    code = "RUL-203"


class PauseNotAllowed(ClockError):
    """The law names no such time as left out of the count."""

    code = "RUL-204"


class PauseOutOfOrder(ClockError):
    """A pause while already paused, or a resume while counting."""

    code = "RUL-205"


class NoExtension(ClockError):
    """The law allows no extension of this clock, or not of this length."""

    code = "RUL-206"


class ExtendedTwice(ClockError):
    """Every extension the law allows has been used."""

    code = "RUL-207"


class ExtendedTooLate(ClockError):
    """The extension is dated after the last day."""

    code = "RUL-208"


class NoApprover(ClockError):
    """The law asks for somebody's approval and the entry names nobody."""

    code = "RUL-209"


class NoRestart(ClockError):
    """The law does not count this clock anew, or did not on that day."""

    code = "RUL-210"


class AlreadyStopped(ClockError):
    """The clock stopped before this entry."""

    code = "RUL-211"


class BeyondCalendar(ClockError):
    """A day so far away that it can only be a slip of the pen."""

    code = "RUL-212"
