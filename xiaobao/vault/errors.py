"""What can go wrong in the vault.

VaultError
├── WrongKey        VLT-001  a sealed value does not open with the key at hand
└── BrokenChain     VLT-002  the audit trail was altered
"""

from __future__ import annotations


class VaultError(Exception):
    """Base of the room's errors; ``sentence`` is for an officer."""

    code = "VLT-000"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{self.code} {sentence}")
        self.sentence = sentence


class WrongKey(VaultError):
    """The key that sealed a value is not the key at hand, or the value was altered."""

    code = "VLT-001"


class BrokenChain(VaultError):
    """A row of the audit trail was edited, removed, inserted or swapped."""

    code = "VLT-002"
