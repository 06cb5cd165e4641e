"""What the screens of rules are given as a reason, and what a person reads on them."""

from __future__ import annotations

import re
from html import unescape

WHY = "提前一天提醒，减少逾期。"


def text(answer) -> str:
    """What a person reads on a page."""
    body = re.sub(r"<(style|script|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))
