"""Addresses that carry the inbox filter along, so that "back" and "next" mean the same list."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from xiaobao.docket.filters import Filter


def inbox_address(chosen: Filter) -> str:
    """Return the address of the inbox under this filter."""
    query = chosen.to_query()
    return reverse("inbox") + (f"?{query}" if query else "")


def matter_address(matter_id: int, chosen: Filter) -> str:
    """Return the address of a matter's page that remembers the filter in ``in``."""
    query = chosen.to_query()
    return reverse("matter", args=[matter_id]) + ("?" + urlencode({"in": query}) if query else "")
