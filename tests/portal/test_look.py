"""What every page of the portal promises a strict browser, and that it stays light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[2] / "xiaobao" / "portal"
TEMPLATES = sorted((PORTAL / "templates").rglob("*.html"))
ASSETS = PORTAL / "static" / "portal"
OFFICIAL = "https://www.12315.cn/"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script_or_leads_elsewhere_but_to_the_official_platform(
    template: Path,
) -> None:
    text = template.read_text(encoding="utf-8").replace(OFFICIAL, "")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_the_sheets_are_small_and_reach_nowhere() -> None:
    for sheet in ASSETS.glob("*.*"):
        assert sheet.stat().st_size <= 16_384
        assert not re.search(r"https?://|@import", sheet.read_text(encoding="utf-8"))


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (*TEMPLATES, *PORTAL.rglob("*.py"))]
    names = {path.relative_to(PORTAL / "templates").as_posix() for path in TEMPLATES}
    cases = {f"portal/partner/{name}.html" for name in ("case", "act", "contact")}  # named by CaseScreen.show
    assert {name for name in names if not any(f'"{name}"' in source for source in sources)} == cases
