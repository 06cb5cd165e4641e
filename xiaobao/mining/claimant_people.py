"""The rows of the step as arrays: who stands behind which matter on which track, with which signs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.claimant_rows import COMPLAINT, codes
from xiaobao.mining.ring_ties import Nodes, nodes

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class People:
    """``rows`` as ``claimant_rows`` gives them, with node and report; the arrays have one place a row.

    ``keys`` are the persons' keys by code; ``phone`` is a code or -1; ``text`` the row in ``texts``;
    ``shown`` is false where every row of a phone had something hidden by its source.
    """

    rows: pa.Table
    nodes: Nodes
    keys: list[str]
    phone: Whole
    shown: Flags
    text: Whole
    texts: pa.ChunkedArray
    copied: Flags
    household: int

    @classmethod
    def of(cls, rows: pa.Table, texts: pa.Table, household: int) -> People:
        """Return the arrays of these rows; ``texts`` has matter and text."""
        person, keys = codes(rows["person"])
        phone, numbers = codes(pc.fill_null(rows["phone"], ""))
        phone = np.where(np.array(numbers)[phone] == "", -1, phone) if rows.num_rows else phone
        report = pc.not_equal(rows["track"], COMPLAINT).to_numpy().astype(np.int64)
        told = nodes(person, report)
        text = pc.index_in(rows["matter"], texts["matter"]).to_numpy().astype(np.int64)
        with_nodes = rows.append_column("node", pa.array(told.of)).append_column("report", pa.array(report))
        shown = _shown(phone, rows["hidden"].to_numpy())
        copied = np.zeros(rows.num_rows, np.bool_)
        return cls(with_nodes, told, keys, phone, shown, text, texts["text"], copied, household)

    def numbers(self, name: str) -> Whole:
        """Return a column of whole numbers, null as 0."""
        found: Whole = pc.fill_null(self.rows[name], 0).to_numpy()
        return found

    @property
    def bulk(self) -> Flags:
        """Where more was bought at once than a family uses."""
        found: Flags = self.numbers("quantity") >= self.household
        return found

    def in_order(self, whose: Whole) -> tuple[Whole, Whole, Whole, Whole]:
        """Return the counted rows in order of whose they are and of time: place, whose, text, respondent.

        A row whose ``whose`` is negative is nobody's.
        """
        places = np.flatnonzero((whose >= 0) & (self.numbers("counted") == 1))
        order = np.lexsort([self.numbers("matter")[places], self.numbers("day")[places], whose[places]])
        places = places[order]
        return places, whose[places], self.text[places], self.numbers("respondent")[places]

    def with_copies(self, places: Whole, copied: Flags) -> People:
        """Return the same with these places marked as worded like another."""
        marked = self.copied.copy()
        marked[places] |= copied
        return replace(self, copied=marked)

    def signed(self, share: float) -> Flags:
        """Return of each node whether that share of what it filed bears a sign."""
        signs = (self.numbers("demand") + self.numbers("flaw") > 0) | self.bulk | self.copied
        counted = self.numbers("counted")
        n = len(self.nodes.person)
        filed = np.bincount(self.nodes.of, counted, minlength=n)
        bearing = np.bincount(self.nodes.of, counted * signs, minlength=n)
        found: Flags = (filed > 0) & (bearing >= share * filed)
        return found

    def measured(self, subject: Whole, kept: Flags) -> dict[str, Whole]:
        """Return the rows of ``claimant_measures.measures`` for the kept rows that count."""
        places = np.flatnonzero(kept & (self.numbers("counted") == 1))
        day, matter = self.numbers("day"), self.numbers("matter")
        places = places[np.lexsort([matter[places], day[places], subject[places]])]
        rows = self.rows.take(pa.array(places))
        again = np.zeros(len(places), np.bool_)
        again[1:] = (np.diff(subject[places]) == 0) & (np.diff(matter[places]) == 0)
        names = ("day", "demand", "flaw", "withdrawn", "respondent")
        return {
            "subject": subject[places], "once": (~again).astype(np.int64),
            "person": self.nodes.person[self.nodes.of[places]], "phone": self.phone[places],
            **{name: self.numbers(name)[places] for name in names},
            "bulk": self.bulk[places].astype(np.int64), "copied": self.copied[places].astype(np.int64),
            "quantity": _or_unknown(rows["quantity"]), "gap": _gap(rows),
            "goods": _classes(rows["object_path"]), "kind": _classes(rows["kind"]),
        }  # fmt: skip


def _shown(phone: Whole, hidden: Whole) -> Flags:
    """Return of each row whether its phone is whole for certain: somewhere nothing of it was hidden."""
    if not len(phone):
        return np.zeros(0, np.bool_)
    known = np.zeros(phone.max() + 2, np.bool_)
    known[phone[hidden == 0]] = True
    known[-1] = False
    return known[phone]


def _or_unknown(column: pa.ChunkedArray) -> Whole:
    found: Whole = pc.fill_null(column, -1).to_numpy()
    return found


def _classes(column: pa.ChunkedArray) -> Whole:
    """Return a number for each path, -1 where no class is said."""
    said = pc.not_equal(pc.replace_substring(column, "｜", ""), "")
    known = pc.if_else(said, column, pa.scalar(None, pa.string()))
    return _or_unknown(pc.index_in(known, pc.unique(known.drop_null())).cast(pa.int64()))


def _gap(rows: pa.Table) -> Whole:
    """Return the days from purchase to matter, -1 where it is unknown or would be negative."""
    return np.maximum(_or_unknown(pc.subtract(rows["day"], rows["bought"])), -1)
