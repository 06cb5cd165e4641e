"""What can go wrong between here and whoever is told.

::

    CourierError
    ├── Undelivered      COU-001  one parcel was not taken; ``temporary`` says whether to try again
    │   └── Unreachable  COU-002  the way itself is closed: nobody's parcel would get through now
    ├── Misconfigured    COU-003  channels.yaml cannot be read, or says something impossible
    └── BadAddress       COU-004  this can be no address of the channel

No sentence holds an address, a password or what was sent: sentences end up in logs and lists.
"""

from __future__ import annotations


class CourierError(Exception):
    """Base of the room's errors, with a Chinese sentence."""

    code = "COU-000"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{self.code} {sentence}")
        self.sentence = sentence


class Undelivered(CourierError):
    """One parcel was not taken. ``temporary``: it may be taken later; otherwise it never will be."""

    code = "COU-001"

    def __init__(self, *, temporary: bool, reason: str) -> None:
        super().__init__(reason)
        self.temporary, self.reason = temporary, reason


class Unreachable(Undelivered):
    """Nobody's parcel would get through now: the server is away, or will not let us in."""

    code = "COU-002"

    def __init__(self, reason: str) -> None:
        super().__init__(temporary=True, reason=reason)


class Misconfigured(CourierError):
    """The channels of this installation cannot be known."""

    code = "COU-003"


class BadAddress(CourierError):
    """What was typed can be no address of the channel."""

    code = "COU-004"
