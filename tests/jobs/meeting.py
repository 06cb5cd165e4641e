"""How processes meet at one moment, and what each answers with: came of it, or stood in its way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def tried(work: Callable[[], dict[str, Any]], **what: Any) -> dict[str, Any]:
    """Do the work and say what came of it, or which error reached the caller, and how long it took."""
    began = time.perf_counter()
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001 (the example judges what reached the caller)
        code, sentence = getattr(error, "code", ""), getattr(error, "sentence", str(error))
        answer = {"error": type(error).__name__, "code": code, "sentence": sentence}
    return what | answer | {"seconds": round(time.perf_counter() - began, 3)}


def wait_until(moment: float) -> None:
    """Wait for a moment (seconds since the epoch), the last two milliseconds of it without sleeping."""
    time.sleep(max(0.0, moment - time.time() - 0.002))
    while time.time() < moment:
        pass
