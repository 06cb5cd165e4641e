"""What every page promises a strict browser: nothing inline, nothing from elsewhere, nothing heavy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "xiaobao" / "desk"
TEMPLATES = sorted((DESK / "templates").rglob("*.html"))
ASSETS = DESK / "static" / "desk"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("asset", sorted(ASSETS.rglob("*.*")), ids=lambda path: path.name)
def test_no_asset_reaches_beyond_the_server(asset: Path) -> None:
    text = asset.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?://|@import", text)


def test_the_style_sheets_of_every_page_stay_small() -> None:
    base = (DESK / "templates" / "desk" / "base.html").read_text(encoding="utf-8")
    everywhere = re.findall(r"'desk/(\w+\.css)'", base)
    assert sum((ASSETS / sheet).stat().st_size for sheet in everywhere) <= 49_152


def test_no_page_loads_much_style_of_its_own() -> None:
    assert all(sheet.stat().st_size <= 26_624 for sheet in ASSETS.glob("*.css"))


def test_every_icon_named_in_a_template_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (ASSETS / "icons.svg").read_text(encoding="utf-8")))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "(\w+)" %}', path.read_text(encoding="utf-8"))
    }
    assert named - drawn == set()


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (*TEMPLATES, *DESK.rglob("*.py"))]
    settings = (DESK.parent / "settings.py").read_text(encoding="utf-8")
    names = {path.relative_to(DESK / "templates").as_posix() for path in TEMPLATES}
    unused = {name for name in names if not any(f'"{name}"' in source for source in (*sources, settings))}
    assert unused == set()
