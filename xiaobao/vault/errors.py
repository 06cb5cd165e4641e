"""What can go wrong in the vault.

VaultError
├── WrongKey        VLT-001  a sealed value does not open with the keys at hand
├── BrokenChain     VLT-002  the audit trail was altered
├── KeyUnreadable   VLT-003  a key file is missing, damaged, or the machine will not read or write it
├── KeyRefused      VLT-004  a key cannot be retired: unknown, in service, or still needed
└── NotRecorded     VLT-005  the database refuses a row of the audit trail, so the act is refused
"""

from __future__ import annotations


class VaultError(Exception):
    """Base of the room's errors; ``sentence`` is for an officer."""

    code = "VLT-000"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{self.code} {sentence}")
        self.sentence = sentence


class WrongKey(VaultError):
    """The key that sealed a value is not among the keys at hand, or the value was altered."""

    code = "VLT-001"


class BrokenChain(VaultError):
    """A row of the audit trail was edited, removed, inserted or swapped."""

    code = "VLT-002"


class KeyUnreadable(VaultError):
    """A key file is not there, not whole, or cannot be read or written now; nothing opens without it."""

    code = "VLT-003"


class KeyRefused(VaultError):
    """A key is kept in service: there is none of that id, it is the current one, or something needs it."""

    code = "VLT-004"


class NotRecorded(VaultError):
    """The trail could not be written; what was to be recorded must not happen."""

    code = "VLT-005"
