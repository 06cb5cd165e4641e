"""What can stand in the way of an act, on a matter or on the handbook.

    Obstacle
    ├── NotFound      DKT-001  no such matter, or none this officer may see (the two look the same)
    ├── NotAllowed    DKT-002  the posts held do not allow the act
    ├── Refused       DKT-003  the rule says no, or something is missing; ``fields`` says where
    ├── Changed       DKT-004  another officer acted first; ``by``, ``at`` and ``what`` say who, when, what
    ├── BadFile       DKT-005  an uploaded file cannot be taken in
    └── Unavailable   DKT-006  the machine cannot do it now; a Refused, so that forms keep what was typed

Each carries a sentence in Chinese an officer can act on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


class Obstacle(Exception):
    """Base of what an act may meet, in whichever room."""

    code = "DKT-000"

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        self.code = code or self.code
        self.sentence = sentence
        super().__init__(f"{self.code} {sentence}")


class NotFound(Obstacle):
    """Absent and hidden objects answer alike, so that nobody learns what exists."""

    code = "DKT-001"


class NotAllowed(Obstacle):
    """The officer's posts do not allow the act."""

    code = "DKT-002"


class Refused(Obstacle):
    """The act is not lawful now, or what it needs is missing; ``fields`` maps a form field to a sentence."""

    code = "DKT-003"

    def __init__(
        self, sentence: str, *, code: str | None = None, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence, code=code)
        self.fields = dict(fields or {})


class Changed(Obstacle):
    """Somebody acted on the matter since this officer opened it."""

    code = "DKT-004"

    def __init__(self, *, by: str, at: datetime, what: tuple[str, ...]) -> None:
        self.by, self.at, self.what = by, at, what
        done = "、".join(what) or "作了改动"
        super().__init__(
            f"{by}已于 {at:%Y-%m-%d %H:%M} 对此件{done}。您填写的内容仍保留在页面上，请核对后再提交。"
        )


class BadFile(Obstacle):
    """An uploaded file cannot be taken in; the original is kept."""

    code = "DKT-005"


class Unavailable(Refused):
    """The machine cannot do it just now: the database is busy, the disk full, a stored file damaged.

    Nothing was written. ``code`` is that of the room below where it gives one (DOC-0xx, VLT-0xx).
    """

    code = "DKT-006"
