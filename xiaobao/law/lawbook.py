"""The whole law we hold, asked by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from xiaobao.law.clock import ClockProvision
from xiaobao.law.duty import Duty
from xiaobao.law.errors import NotInForce, UnknownClock, UnknownRegulation
from xiaobao.law.period import Period
from xiaobao.law.regulation import Provision, Regulation

_Row = tuple[Period, ClockProvision]


@dataclass(frozen=True, eq=False)
class Lawbook:
    """All regulations and answering duties. ``version`` is a hash of the files it was read from."""

    regulations: Mapping[str, Regulation]
    duties: tuple[Duty, ...] = ()
    version: str = ""
    _rows: Mapping[str, tuple[_Row, ...]] = field(init=False, repr=False)
    _citations: dict[tuple[str, str | None], str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the clocks by id."""
        rows: dict[str, tuple[_Row, ...]] = {}
        for regulation in self.regulations.values():
            for clock in regulation.clocks:
                row = (clock.in_force or regulation.in_force, clock)
                rows[clock.id] = (*rows.get(clock.id, ()), row)
        object.__setattr__(self, "regulations", MappingProxyType(dict(self.regulations)))
        object.__setattr__(self, "_rows", MappingProxyType(rows))

    def regulation(self, regulation_id: str) -> Regulation:
        """Return one regulation; raises UnknownRegulation."""
        try:
            return self.regulations[regulation_id]
        except KeyError:
            reason = f"没有编号为“{regulation_id}”的法规，请核对 content/law 下的文件名"
            raise UnknownRegulation(reason) from None

    def in_force(self, day: date, family: str = "complaints") -> Regulation:
        """Return the regulation of a family that is law on a day; raises NotInForce."""
        for regulation in self.regulations.values():
            if regulation.family == family and day in regulation.in_force:
                return regulation
        raise NotInForce(f"{day:%Y-%m-%d}没有可适用的法规（类别：{family}），请核对日期或补充 content/law")

    def clock_ids(self) -> tuple[str, ...]:
        """List the ids of all clocks, in alphabetical order."""
        return tuple(sorted(self._rows))

    def clocks(self) -> Iterable[ClockProvision]:
        """Yield every row of every clock, by id and then by the day it became law."""
        for clock_id in self.clock_ids():
            yield from (c for _, c in sorted(self._rows[clock_id], key=lambda row: row[0].from_ or date.min))

    def clock(self, clock_id: str, *, day: date, regulation: str | None = None) -> ClockProvision:
        """Return the row of a clock that governs on ``day``.

        With ``regulation`` the bureau has chosen the version for a matter (there is no transitional article
        in 令121), so that regulation's row is returned even outside its period; where it holds several
        successive rows, the one of that day, else the nearest. Raises UnknownClock, UnknownRegulation
        or NotInForce.
        """
        rows = self._rows.get(clock_id)
        if rows is None:
            raise UnknownClock(f"没有名为“{clock_id}”的期限，可用 xiaobao clocks 查看全部期限")
        if regulation is not None:
            title = self.regulation(regulation).title
            rows = tuple(row for row in rows if row[1].regulation == regulation)
            if not rows:
                raise UnknownClock(f"《{title}》没有规定“{clock_id}”这一期限")
        for period, clock in rows:
            if day in period:
                return clock
        if regulation is None:
            raise NotInForce(f"{day:%Y-%m-%d}没有施行中的规定设定期限“{clock_id}”（{rows[0][1].name}）")
        return _nearest(rows, day)

    def governs(self, clock: ClockProvision, day: date) -> bool:
        """Tell whether a row is law on a day."""
        return day in (clock.in_force or self.regulations[clock.regulation].in_force)

    def provision(self, regulation_id: str, article: str, *, day: date) -> Provision:
        """Return what an article says on a day; raises NotInForce outside the regulation's period."""
        regulation = self.regulation(regulation_id)
        if day not in regulation.in_force:
            raise NotInForce(f"{day:%Y-%m-%d}《{regulation.title}》不在施行期间（{regulation.in_force}）")
        return regulation.provision(article)

    def cite(self, regulation_id: str, article: str | None) -> str:
        """Cite in full: 《市场监督管理投诉举报处理办法》第十五条第一款. Raises UnknownArticle."""
        key = (regulation_id, article)
        if key not in self._citations:
            self._citations[key] = self.regulation(regulation_id).cite(article)
        return self._citations[key]


def _nearest(rows: tuple[_Row, ...], day: date) -> ClockProvision:
    ordered = sorted(rows, key=lambda row: row[0].from_ or date.min)
    begun = [clock for period, clock in ordered if (period.from_ or date.min) <= day]
    return begun[-1] if begun else ordered[0][1]
