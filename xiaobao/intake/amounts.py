"""Cells to yuan, exact to the fen."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from xiaobao.intake.moments import Unreadable
from xiaobao.intake.text import Cell, clean

LIMIT = Decimal(10) ** 12
_FEN = Decimal("0.01")
_WRITTEN = re.compile(
    r"(?:人民币|RMB|CNY)?¥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万)?(?:元|圆|块|人民币|RMB)?整?", re.IGNORECASE
)


def yuan(cell: Cell) -> Decimal | None:
    """¥1,234.50, 1234.5元 or 1.2万元 as Decimal yuan with two places; None when blank.

    Raises Unreadable for words (三百元, 约300), negative sums and sums of a trillion and more.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _within(Decimal(repr(cell)), cell)
    text = "".join(unicodedata.normalize("NFKC", clean(cell)).split())
    if not text:
        return None
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise Unreadable(text)
    whole, fraction, ten_thousand = found.groups()
    amount = Decimal(whole.replace(",", "") + (fraction or ""))
    return _within(amount * 10_000 if ten_thousand else amount, cell)


def _within(amount: Decimal, cell: Cell) -> Decimal:
    if not amount.is_finite() or not 0 <= amount < LIMIT:
        raise Unreadable(str(cell))
    return amount.quantize(_FEN)
