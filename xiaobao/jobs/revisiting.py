"""Listing for another look (复核) what cites a changed regulation, as the clock and the commands begin it."""

from __future__ import annotations


def raise_now() -> int:
    """List it under the law in service at this moment; returns how many were listed. Raises Unavailable."""
    from django.utils import timezone

    from xiaobao.docket.law_proposers import proposers
    from xiaobao.docket.rulebook import current
    from xiaobao.handbook.actions.raise_revisits import raise_revisits

    return raise_revisits(current(), at=timezone.now(), proposers=proposers())
