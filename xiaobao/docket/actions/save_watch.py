"""Save a search that tells its owner past a threshold (订阅预警), for the officer's own eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import Watch
from xiaobao.docket.people import one_line
from xiaobao.docket.watches_page import MOST, asked_of, standing
from xiaobao.refusals import Refused
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 60
"""So many characters of a name."""
MOST_DAYS, MOST_MATTERS, MOST_GROWTH = 90, 100_000, 1000.0


def save_watch(
    *, name: str, asked: Mapping[str, str], days: int, least: int, growth: float | None = None,
    officer: Authority, at: datetime, address: str = "",
) -> Watch:  # fmt: skip
    """Save a search; ``asked`` is a query of the inbox, of which what does not apply is left out.

    ``days`` are natural days (1 to 90), ``least`` a number of matters (from 1), ``growth`` so many times the
    days before (from 1.0) or None. The trail holds the numbers, never name or words. Raises NotAllowed,
    Refused (fields name, days, least, growth).
    """
    insist(officer)
    name = one_line(name)
    _check(name, days, least, growth)
    with writing():
        # The row of the owner stands for the number of searches: two saved at once wait for each other.
        User.objects.select_for_update().get(pk=officer.user.pk)
        if standing(officer).count() >= MOST:
            raise Refused(f"每人最多{MOST}项预警订阅；请先取消不用的。")
        watch = Watch.objects.create(
            name=name, asked=asked_of(asked), days=days, least=least, growth=growth, owner=officer.user, at=at
        )
        record(
            act="watch.saved", subject=f"watch:{watch.pk}", at=at, actor=officer.user, post=officer.post,
            detail={"days": days, "least": least} | ({"growth": growth} if growth else {}), address=address,
        )  # fmt: skip
    return watch


def _check(name: str, days: int, least: int, growth: float | None) -> None:
    wrong = {}
    if not 0 < len(name) <= LONGEST:
        wrong["name"] = f"请给订阅起一个名称，最多{LONGEST}字。"
    if not 1 <= days <= MOST_DAYS:
        wrong["days"] = f"天数从1到{MOST_DAYS}。"
    if not 1 <= least <= MOST_MATTERS:
        wrong["least"] = f"件数从1到{MOST_MATTERS}。"
    if growth is not None and not 1.0 <= growth <= MOST_GROWTH:
        wrong["growth"] = f"倍数从1到{MOST_GROWTH:.0f}；不比较的请留空。"
    if wrong:
        raise Refused("".join(wrong.values()), fields=wrong)
