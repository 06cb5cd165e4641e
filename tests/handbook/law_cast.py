"""A law book of the examples: Order 121 as it is shipped, then otherwise; and a text to be loaded."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CONTENT
from xiaobao.docket.rulebook import local_laws
from xiaobao.law.citation import numeral

TITLE = "市场监督管理投诉举报处理办法"
_SHIPPED = "自收到投诉之日起七个工作日内决定是否受理并告知投诉人"
_LISTS = {16: 7, 23: 8}


def change_order_121() -> Path:
    """Put Order 121 in place with other words for its Art. 15."""
    text = (CONTENT / "law" / "samr-order-121.yaml").read_text("utf-8")
    assert _SHIPPED in text
    local_laws().mkdir(parents=True, exist_ok=True)
    file = local_laws() / "samr-order-121.yaml"
    file.write_text(text.replace(_SHIPPED, _SHIPPED.replace("七", "八")), "utf-8")
    return file


def published(folder: Path, name: str = "办法.txt", *, fifteen: str = "虚构的一款。 虚构的二款。") -> Path:
    """Write an invented text of Order 121, every article of it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("\n".join(published_lines(fifteen=fifteen)), "utf-8")
    return file


def published_lines(*, fifteen: str = "虚构的一款。 虚构的二款。") -> list[str]:
    """Return its lines: the title, then an article a line."""
    return [TITLE, *(f"第{numeral(n)}条　{_article(n, fifteen)}" for n in range(1, 47))]


def _article(number: int, fifteen: str) -> str:
    if number == 15:
        return fifteen
    listed = "； ".join(f"（{numeral(n)}）虚构情形{n}" for n in range(1, _LISTS.get(number, 0) + 1))
    return f"有下列情形之一的： {listed}。" if listed else "虚构条文。"
