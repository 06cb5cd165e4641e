"""The file of rules of routing put together on screen: the same table always gives the same text."""

from __future__ import annotations

from typing import Any

import yaml

from xiaobao.rules.routing import Industry, Routing, Rule

_HEAD = "# 分办规则（本局要求）：由两人在屏幕上制定。规则从上到下逐条比对，第一条符合的起作用。\n"


def text_of(routing: Routing) -> str:
    """Return the text of a file that reads back to this table."""
    whole: dict[str, Any] = {
        "id": routing.id,
        "note": routing.note,
        "areas": routing.areas.model_dump(mode="json"),
        "industries": [_industry(one) for one in routing.industries],
        "rules": [_rule(rule) for rule in routing.rules],
    }
    return _HEAD + yaml.safe_dump(
        whole, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )


def _industry(one: Industry) -> dict[str, Any]:
    return one.model_dump(mode="json")


def _rule(rule: Rule) -> dict[str, Any]:
    told: dict[str, Any] = {"id": rule.id, "name": rule.name}
    if asked := rule.when.model_dump(mode="json", exclude_defaults=True):
        told["when"] = asked
    return told | {"tier": rule.tier.value, "office": rule.office}
