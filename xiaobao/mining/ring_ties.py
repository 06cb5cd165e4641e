"""What ties persons into one ring: a phone, or answering one another with one wording at several respondents.

A node is a person on one track. Complaints are tied by what complaints show alone, so that a ring shown
beside a complaint lets nobody infer a report (令121 第三十七条); reports then join the complaints of the same
person or phone. Only nodes that bear signs are tied: the family on a claimant's phone is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.claimant_settings import Together
from xiaobao.mining.engine import Engine
from xiaobao.mining.union import clusters

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Nodes:
    """The nodes in order: ``person`` (a code) and ``report`` (0 or 1) of each; ``of`` is each row's node."""

    person: Whole
    report: Whole
    of: Whole


def nodes(person: Whole, report: Whole) -> Nodes:
    """Return the nodes of rows; a node's number is its place by person, complaints before reports."""
    both, of = np.unique(person * 2 + report, return_inverse=True)
    return Nodes(both // 2, both % 2, of.astype(np.int64))


def together(rows: pa.Table, pairs: pa.Table, engine: Engine, told: Together) -> pa.Table:
    """Return (left, right, respondents): nodes of one track that answer one another, left below right.

    ``rows`` has matter, node, report, respondent, day. Star links of near-copies give each wording a number;
    who used one wording against one respondent within ``told.days`` natural days met there.
    """
    worded = engine.table(_worded(rows, pairs))
    one = worded.view()
    few = worded.group_by(["wording", "respondent", "report"]).agg(crowd=worded.node.nunique())
    kept = worded.inner_join(few.filter(few.crowd <= told.crowd), ["wording", "respondent", "report"])
    met = kept.inner_join(
        one.rename(other="node", other_day="day", other_matter="matter"),
        ["wording", "respondent", "report"],
    )
    near = met.filter((met.node < met.other) & ((met.day - met.other_day).abs() <= told.days))
    often = near.group_by(["node", "other"]).agg(
        respondents=near.respondent.nunique(), left=near.matter.nunique(), right=near.other_matter.nunique()
    )
    found = engine.collect(often.filter(often.respondents >= told.respondents), by=["node", "other"])
    return _weighty(found, np.bincount(rows["node"].to_numpy()), told.share)


def _weighty(found: pa.Table, matters: npt.NDArray[np.int64], share: float) -> pa.Table:
    """Keep those where the meetings are so large a part of what one of the two has filed."""
    left, right = found["node"].to_numpy(), found["other"].to_numpy()
    of_left = found["left"].to_numpy() / np.maximum(matters[left], 1)
    of_right = found["right"].to_numpy() / np.maximum(matters[right], 1)
    kept = np.maximum(of_left, of_right) >= share
    return pa.table(
        {"left": left[kept], "right": right[kept], "respondents": found["respondents"].filter(kept)}
    )


def _worded(rows: pa.Table, pairs: pa.Table) -> pa.Table:
    """Return the rows whose text others have used too, with the number of its wording."""
    near = pairs.filter(pc.and_(pc.equal(pairs["kind"], "near_copy"), pc.invert(pairs["same_person"])))
    ends = np.concatenate([near["left"].to_numpy(), near["right"].to_numpy()])
    matters, places = np.unique(ends, return_inverse=True)
    wording = clusters(len(matters), places[: near.num_rows], places[near.num_rows :])
    mine = rows["matter"].to_numpy()
    at = np.minimum(np.searchsorted(matters, mine), max(len(matters) - 1, 0))
    known = matters[at] == mine if len(matters) else np.zeros(len(mine), np.bool_)
    kept = rows.filter(pa.array(known)).select(["matter", "node", "report", "respondent", "day"])
    return kept.append_column("wording", pa.array(wording[at[known]] if len(matters) else [], pa.int64()))


def rings(told: Nodes, signed: npt.NDArray[np.bool_], phones: Whole, links: pa.Table) -> Whole:
    """Return of each node the smallest node of its ring; -1 for one without signs.

    ``phones`` is the phone's code of each row, -1 for none; ``links`` as ``together`` gives them.
    """
    node, phone = _pairs(told.of, phones, signed)
    within = _within_track(told, node, phone, signed, links)
    root = clusters(len(told.person), *within)
    joined = _joined(told, signed, node, phone, root)
    return np.where(signed, joined, -1)


def _pairs(of: Whole, phones: Whole, signed: npt.NDArray[np.bool_]) -> tuple[Whole, Whole]:
    """Return each node and phone once, by phone and then by node."""
    useful = (phones >= 0) & signed[of]
    both = np.unique(phones[useful] * len(signed) + of[useful])
    return both % len(signed), both // len(signed)


def _within_track(
    told: Nodes, node: Whole, phone: Whole, signed: npt.NDArray[np.bool_], links: pa.Table
) -> tuple[Whole, Whole]:
    order = np.lexsort([node, told.report[node], phone])
    before, after = node[order][:-1], node[order][1:]
    same = (phone[order][:-1] == phone[order][1:]) & (told.report[before] == told.report[after])
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    both = signed[left] & signed[right]
    return np.concatenate([before[same], left[both]]), np.concatenate([after[same], right[both]])


def _joined(told: Nodes, signed: npt.NDArray[np.bool_], node: Whole, phone: Whole, root: Whole) -> Whole:
    """Put each report with the complaints of its person, else of its phone, else of those it hangs with."""
    complaints = signed & (told.report == 0)
    by_person = dict(zip(told.person[complaints].tolist(), root[complaints].tolist(), strict=True))
    by_phone: dict[int, int] = {}
    for mine, number in zip(node.tolist(), phone.tolist(), strict=True):
        if complaints[mine]:
            by_phone[number] = min(by_phone.get(number, root[mine]), root[mine])
    numbers: dict[int, list[int]] = {}
    for mine, number in zip(node.tolist(), phone.tolist(), strict=True):
        numbers.setdefault(mine, []).append(number)
    own: dict[int, int] = {}
    for mine in np.flatnonzero(signed & (told.report == 1)).tolist():
        known = [by_phone[number] for number in numbers.get(mine, ()) if number in by_phone]
        goes = by_person.get(int(told.person[mine]), min(known, default=None))
        if goes is not None:
            own[mine] = goes
    return _following(root, own)


def _following(root: Whole, own: dict[int, int]) -> Whole:
    least: dict[int, int] = {}
    for mine, goes in own.items():
        hangs = int(root[mine])
        least[hangs] = min(least.get(hangs, goes), goes)
    joined = np.array([least.get(one, one) for one in root.tolist()], np.int64)
    for mine, goes in own.items():
        joined[mine] = goes
    return joined
