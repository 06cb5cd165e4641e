"""The rules of routing in service as their form sends them."""

from __future__ import annotations

from typing import Any

from django.utils.datastructures import MultiValueDict

from xiaobao.rules.routing import Industry, Routing, Rule

Data = MultiValueDict[str, Any]
_YES_NO = {True: "yes", False: "no"}


def data_of(routing: Routing) -> Data:
    """Return the table as a form that was sent."""
    data: Data = MultiValueDict()
    areas = routing.areas
    _put(
        data, "", {"district": [areas.district], "others": ["、".join(areas.others)], "note": [routing.note]}
    )
    for name, letter, parts in (
        ("rules", "r", [_rule(one) for one in routing.rules]),
        ("streets", "a", [
            {
                "name": [one.street], "office": [one.office], "communities": ["、".join(one.communities)],
                "places": ["、".join(one.places)],
            }
            for one in areas.streets
        ]),
        ("industries", "i", [_industry(one) for one in routing.industries]),
    ):  # fmt: skip
        data.setlist(name, [f"{letter}{number}" for number in range(len(parts))])
        for number, fields in enumerate(parts):
            _put(data, f"{letter}{number}-", fields)
    return data


def _rule(rule: Rule) -> dict[str, list[str]]:
    told = {"id": [rule.id], "name": [rule.name], "tier": [rule.tier.value], "office": [rule.office]}
    for name, value in rule.when:
        if isinstance(value, tuple):
            ticked = name in ("chosen", "industries", "streets", "channels")
            told[name] = list(value) if ticked else ["、".join(value)]
        else:
            told[name] = [_YES_NO.get(value, value) or ""]
    return told


def _industry(one: Industry) -> dict[str, list[str]]:
    return {
        "id": [one.id], "name": [one.name], "office": [one.office], "scale": [one.scale],
        "categories": ["、".join(one.categories)], "words": ["、".join(one.words)],
        "principles": ["\n".join(one.principles)], "procedure": ["\n".join(one.procedure)],
    }  # fmt: skip


def _put(data: Data, prefix: str, fields: dict[str, list[str]]) -> None:
    for name, values in fields.items():
        data.setlist(f"{prefix}{name}", values)
