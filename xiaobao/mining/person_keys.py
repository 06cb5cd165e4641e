"""Who stands behind each matter, as keys: the same for the same person, mute without the secret."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xiaobao.mining.person_forms import HIDDEN, WHOLE
from xiaobao.mining.person_rules import PersonRules
from xiaobao.mining.tables import PERSON_EDGES, PERSONS
from xiaobao.mining.union import clusters

Rows = npt.NDArray[np.int64]
_LENGTH = 32
_AND = "；"


def persons(told: pa.Table, linked: pa.Table, secret: bytes) -> pa.Table:
    """Return ``persons``: a key for whoever stands behind each row, a key for the phone.

    A person's key is an HMAC-SHA256 (the first 32 hexadecimal figures) over the strongest thing that the
    earliest matter of the cluster tells: the identity number, else name and whole phone, else that matter
    itself. So it stays when later matters join, and changes only when an earlier one does.
    """
    order = np.lexsort((told["row"].to_numpy(), told["received"].to_numpy()))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    earliest = order[
        clusters(len(order), place[linked["left"].to_numpy()], place[linked["right"].to_numpy()])[place]
    ]
    rows = told.select(("matter", "role", "name", "phone", "phone_kind", "id_number")).to_pylist()
    keys = {row: key(secret, *_strongest(rows[row])) for row in np.unique(earliest).tolist()}
    phones = {
        phone: key(secret, "phone", phone) if phone else "" for phone in told["phone"].unique().to_pylist()
    }
    hidden = [
        HIDDEN in kinds
        for kinds in zip(told["name_kind"].to_pylist(), told["phone_kind"].to_pylist(), strict=True)
    ]
    return pa.table(
        [
            told["matter"], told["role"], pa.array([keys[row] for row in earliest.tolist()], pa.string()),
            pa.array([phones[row["phone"]] for row in rows], pa.string()), pa.array(hidden, pa.bool_()),
        ],
        schema=PERSONS,
    )  # fmt: skip


def _strongest(row: dict[str, str | int]) -> tuple[str, ...]:
    if row["id_number"]:
        return "id", str(row["id_number"])
    if row["phone_kind"] == WHOLE:
        return "person", str(row["name"]), str(row["phone"])
    return "matter", str(row["matter"]), str(row["role"]), str(row["name"]), str(row["phone"])


def key(secret: bytes, *told: str) -> str:
    """Return the key of what is told: nobody without the secret can tell what it stands for."""
    return hmac.new(secret, "\x1f".join(told).encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def edges(told: pa.Table, linked: pa.Table, rules: PersonRules) -> pa.Table:
    """Return ``person_edges``: pairs of matters with their reasons in the order of the rules; no scores."""
    matters = told["matter"].to_numpy()
    left, right = matters[linked["left"].to_numpy()], matters[linked["right"].to_numpy()]
    pairs = np.stack([np.minimum(left, right), np.maximum(left, right)])
    rank = {rule: number for number, rule in enumerate(rules.reasons)}
    mask = np.left_shift(1, np.array([rank[rule] for rule in linked["rule"].to_pylist()], dtype=np.int64))
    order = np.lexsort((pairs[1], pairs[0]))
    order = order[pairs[0, order] != pairs[1, order]]
    pairs, mask = pairs[:, order], mask[order]
    starts = np.flatnonzero(np.any(np.diff(pairs, axis=1, prepend=-1) != 0, axis=0))
    masks = np.bitwise_or.reduceat(mask, starts) if starts.size else mask
    said = {one: _reasons(one, rules) for one in np.unique(masks).tolist()}
    return pa.table(
        [
            pairs[0, starts], pairs[1, starts], pa.array([said[one] for one in masks.tolist()], pa.string()),
            pa.nulls(starts.size, pa.float64()),
        ],
        schema=PERSON_EDGES,
    )  # fmt: skip


def _reasons(mask: int, rules: PersonRules) -> str:
    """Return the reasons of the rules whose place in the list is a bit of the mask."""
    return _AND.join(reason for place, reason in enumerate(rules.reasons.values()) if mask >> place & 1)
