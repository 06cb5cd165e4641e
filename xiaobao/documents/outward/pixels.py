"""How large a picture may be, judged by its header before anybody opens it."""

from __future__ import annotations

from xiaobao.documents.outward.refusal import broken, too_much

# The largest sensors of phones make 200 million pixels; a picture of 50,000 by 50,000 is made to do harm.
_LONGEST_SIDE, _MOST = 32_000, 220_000_000


def check(width: int, height: int, what: str) -> None:
    """Raise NotCleaned for a picture without pixels, TooMuch for one with more than a machine should open."""
    if not width or not height:
        raise broken(what)
    if max(width, height) > _LONGEST_SIDE or width * height > _MOST:
        raise too_much(what, f"尺寸过大（{width}×{height} 像素）")
