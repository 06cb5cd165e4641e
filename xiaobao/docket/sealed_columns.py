"""Everything that is sealed, in one place: which column, and what its envelopes are bound to.

Whoever seals something new adds it here; then it is counted, sealed anew after a rotation, and keeps its
key from being retired. An example holds every binary column and every stored file of the models against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from django.db.models import BinaryField, Count, F, Func, Model, QuerySet, Value

from xiaobao.docket.models import (
    Attachment,
    ContactPoint,
    Document,
    Draft,
    ImportBatch,
    Look,
    RegisterPaper,
    Reward,
    TeamMember,
)
from xiaobao.vault import identities, texts
from xiaobao.vault.models import Identity, SealedText
from xiaobao.vault.sealing import HEADER

Beside = Callable[[bytes], Mapping[str, bytes]]


@dataclass(frozen=True)
class Sealed:
    """A column of one model that holds envelopes, or with ``in_archive`` the digest of a sealed file.

    ``about`` is what the envelopes are bound to, with ``{column}`` for a value of the same row. ``beside``
    works out other columns of the row from the plain words, where they follow from them.
    """

    model: type[Model]
    column: str
    about: str
    in_archive: bool = False
    beside: Beside | None = None

    @property
    def name(self) -> str:
        """Return what the column is called in counts and messages: ``docket.Draft.sealed``."""
        return f"{self.model._meta.label}.{self.column}"

    def rows(self) -> QuerySet[Any]:
        """Return the rows in which anything is sealed, those of a column with its first bytes: ``header``."""
        empty = "" if self.in_archive else b""
        rows: QuerySet[Any] = self.model._default_manager.exclude(**{self.column: empty}).order_by()
        return (
            rows
            if self.in_archive
            else rows.annotate(header=_FirstBytes(F(self.column), Value(1), Value(HEADER)))
        )

    def beginnings(self) -> Iterator[tuple[bytes, int]]:
        """Yield each first bytes that occur in the column, and how often."""
        for header, count in self.rows().values_list("header").annotate(Count("pk")):
            yield bytes(header), count

    def digests(self) -> list[str]:
        """Return the digest of every file that a row names, each once."""
        return sorted(self.rows().values_list(self.column, flat=True).distinct())

    @property
    def told_by(self) -> tuple[str, ...]:
        """Return the columns that ``about`` names."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.about) if name)

    def about_row(self, row: Mapping[str, Any]) -> bytes:
        """Return what the envelope of a row is bound to; ``row`` maps the names of columns to values."""
        return self.about.format_map(row).encode()


class _FirstBytes(Func):
    function = "SUBSTR"
    output_field = BinaryField()


SEALED = (
    Sealed(Identity, "sealed", identities.ABOUT.decode(), beside=identities.beside),
    Sealed(SealedText, "sealed", texts.ABOUT.decode()),
    Sealed(Attachment, "file_name", "attachment-name"),
    Sealed(RegisterPaper, "file_name", "attachment-name"),
    Sealed(Document, "paper", "paper"),
    Sealed(Draft, "sealed", "draft/{officer_id}/{form}/{subject}"),
    Sealed(Reward, "code", "reward-code"),
    Sealed(Look, "sealed", "look"),
    Sealed(ContactPoint, "address", "contact-point"),
    Sealed(TeamMember, "sealed", "team-member"),
    Sealed(Attachment, "stored", "attachment", in_archive=True),
    Sealed(RegisterPaper, "stored", "attachment", in_archive=True),
    Sealed(Document, "docx_stored", "document", in_archive=True),
    Sealed(Document, "pdf_stored", "document", in_archive=True),
    Sealed(ImportBatch, "stored", "upload", in_archive=True),
    Sealed(ImportBatch, "rejects_stored", "rejects", in_archive=True),
)
COLUMNS = tuple(sealed for sealed in SEALED if not sealed.in_archive)
FILES = tuple(sealed for sealed in SEALED if sealed.in_archive)

NOT_SEALED = {
    "vault.Identity.person_index": "a keyed index",
    "vault.Identity.phone_index": "a keyed index",
    "docket.Diversion.code_index": "a keyed index",
    "docket.Reward.code_index": "a keyed index",
    "docket.Submission.digest": "a digest of a source row, to tell whether it has changed",
    "docket.HeldChange.digest": "the same",
    "docket.RuleChange.moves": "a list of clocks and dates that is signed, with nobody in it",
}
"""Binary columns that hold no envelope, and what they hold."""
