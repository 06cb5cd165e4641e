"""The steps in their order, and the settings each of them reads; one file a step."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from xiaobao.law import Finding
from xiaobao.mining import settings
from xiaobao.mining.pipeline import Step
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

NAMES = (
    "clean", "linkage", "signs", "classify", "duplicates", "groups", "claimants", "hotspots", "replies",
    "findings", "figures",
)  # fmt: skip
"""In this order each step finds the tables it reads; figures come last, for they count by the categories
that only the findings add."""
LABELS = {
    "clean": "清洗文字", "linkage": "识别同一人、同一经营者", "signs": "看出标志",
    "classify": "分类", "duplicates": "查重",
    "groups": "群体投诉", "claimants": "疑似职业索赔", "hotspots": "热点问题", "figures": "统计",
    "replies": "答复质量", "findings": "汇总发现",
}  # fmt: skip


_SETTINGS = {
    "clean": ("clean", "Clean"), "linkage": ("linkage", "Linkage"),
    "classify": ("classify_settings", "Classify"), "duplicates": ("duplicates", "Duplicates"),
    "groups": ("groups_settings", "Settings"), "claimants": ("claimant_settings", "Settings"),
    "hotspots": ("hotspots_settings", "Settings"), "replies": ("reply_settings", "Settings"),
    "findings": ("finding_settings", "Settings"),
}  # fmt: skip


def check(content: Path) -> list[Finding]:
    """Return what is wrong with the settings of the steps."""
    models = {
        step: getattr(import_module(f"xiaobao.mining.{module}"), model)
        for step, (module, model) in _SETTINGS.items()
    }
    return settings.check(content, models)


def steps(thresholds: ClaimantThresholds | None = None) -> tuple[Step, ...]:
    """Return the steps in their order; their libraries are loaded here and not before.

    ``thresholds``: what the locality says of counts (令121 第十七条第二款); off where it says nothing.
    """
    made = {name: import_module(f"xiaobao.mining.{name}").STEP for name in NAMES}
    if thresholds is not None:
        made["claimants"] = import_module("xiaobao.mining.claimants").step(thresholds)
    return tuple(made.values())
