"""How a file that cannot be cleaned is told of: one sentence for the officer, with the way that remains."""

from __future__ import annotations

from xiaobao.documents.errors import NotCleaned, TooMuch

_INSTEAD = "系统不提供未经清理的副本；确需查看的，请按查阅原件的程序办理。"


def broken(what: str, why: str = "已经损坏或者不完整") -> NotCleaned:
    """Return the refusal of a file that does not hold what its kind promises."""
    return NotCleaned(f"这份{what}{why}，不能清除其中的作者、位置等附带信息。{_INSTEAD}")


def too_much(what: str, why: str = "展开后过大") -> TooMuch:
    """Return the refusal of a file that would cost too much to open."""
    return TooMuch(f"这份{what}{why}，为保护系统没有打开。{_INSTEAD}")
