"""Bring into the docket which complaints come from one person and which enterprises are one, and by what.

A person is a key that names nobody. Of a report none is kept, and no complaint is said to be linked with one
(令121 第三十七条).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from xiaobao.docket import bulk
from xiaobao.docket.models import LinkedEnterprise, LinkedPerson
from xiaobao.mining.tables import Tables


def keep_persons(tables: Tables, complaints: Collection[int], *, most: int) -> dict[str, int]:
    """Keep the person behind each of these complaints, with at most so many reasons.

    The caller holds the transaction, as for all here.
    """
    persons = tables["persons"].sort_by([("matter", "ascending"), ("person", "ascending")]).to_pylist()
    keys: dict[int, str] = {}
    for row in persons:
        if row["matter"] in complaints and row["person"]:
            keys.setdefault(row["matter"], row["person"])
    reasons = _reasons(tables, keys, most)
    wanted = {matter: (person, reasons.get(matter, [])) for matter, person in keys.items()}
    rows = LinkedPerson.objects.values_list("matter_id", "person", "reasons")
    there = {matter: (person, told) for matter, person, told in rows.iterator(chunk_size=5000)}
    _drop(LinkedPerson, [matter for matter in there if matter not in wanted])
    new = [(matter, *told) for matter, told in wanted.items() if matter not in there]
    bulk.insert(LinkedPerson, ("matter_id", "person", "reasons"), new)
    changed = [(*told, matter) for matter, told in wanted.items() if there.get(matter, told) != told]
    bulk.update(LinkedPerson, ("person", "reasons"), changed)
    return {"persons": len(set(keys.values()))}


def keep_enterprises(tables: Tables) -> dict[str, int]:
    """Keep which enterprise stands for which others."""
    why: dict[int, str] = {}
    for row in (
        tables["respondent_edges"].sort_by([("left", "ascending"), ("right", "ascending")]).to_pylist()
    ):
        why.setdefault(row["right"], row["reason"])
        why.setdefault(row["left"], row["reason"])
    wanted = {
        row["enterprise"]: (row["respondent"], why.get(row["enterprise"], "")[:200])
        for row in tables["respondents"].to_pylist()
        if row["enterprise"] != row["respondent"]
    }
    there = {one: told for one, *told in LinkedEnterprise.objects.values_list("pk", "stands_for_id", "why")}
    _drop(LinkedEnterprise, [one for one in there if one not in wanted])
    new = [(one, *told) for one, told in wanted.items() if one not in there]
    bulk.insert(LinkedEnterprise, ("enterprise_id", "stands_for_id", "why"), new)
    changed = [(*told, one) for one, told in wanted.items() if one in there and tuple(there[one]) != told]
    bulk.update(LinkedEnterprise, ("stands_for_id", "why"), changed)
    return {"enterprises": len(wanted)}


def _reasons(tables: Tables, keys: dict[int, str], most: int) -> dict[int, list[dict[str, Any]]]:
    beside: dict[int, list[dict[str, Any]]] = defaultdict(list)
    edges = tables["person_edges"].sort_by([("left", "ascending"), ("right", "ascending")])
    for row in edges.to_pylist():
        if row["left"] in keys and row["right"] in keys:
            for one, other in ((row["left"], row["right"]), (row["right"], row["left"])):
                if len(beside[one]) < most:
                    beside[one].append({"matter": other, "why": row["reason"]})
    return beside


def _drop(model: Any, keys: list[int]) -> None:
    for first in range(0, len(keys), 500):
        model.objects.filter(pk__in=keys[first : first + 500]).delete()
