"""What is handed over, and whoever takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one address; ``key`` is the same however often it is sent, ``at`` is when (aware).

    The address does not print itself.
    """

    key: str
    address: str = field(repr=False)
    title: str
    body: str
    at: datetime

    @property
    def text(self) -> str:
        """Title and body as one text."""
        return f"{self.title}\n{self.body}".strip()


class Channel(Protocol):
    """One way out."""

    def send(self, parcel: Parcel) -> None:
        """Hand it over; on return somebody else answers for it. Raises Undelivered."""

    def close(self) -> None:
        """Let go of the connection, where there is one."""
