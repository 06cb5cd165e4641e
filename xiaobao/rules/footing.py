"""On what law an accepted complaint stands while it is mediated: regulation, day of acceptance, today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.law import ClockProvision, Ground, Lawbook
from xiaobao.law.citation import numeral
from xiaobao.law.regulation import About
from xiaobao.rules.decision import Reason
from xiaobao.rules.steps import ORDER_121

CONSUMER_RULES = "state-council-778"
"""《消费者权益保护法实施条例》: it ranks above 令20 and governs beside it what was accepted under it."""
MEDIATION_CLOCK = "complaint.mediation"


@dataclass(frozen=True, slots=True)
class Footing:
    """The law an act of mediation is judged by.

    ``accepted_on`` is None where the source gives no day; then the law of today decides whether the
    《实施条例》 applies beside 令20.
    """

    law: Lawbook
    regulation: str
    today: date
    accepted_on: date | None = None

    @property
    def new(self) -> bool:
        """Tell whether 令121 governs."""
        return self.regulation == ORDER_121

    @property
    def consumer_rules(self) -> bool:
        """Tell whether the 《实施条例》 was law on the day of acceptance."""
        return (self.accepted_on or self.today) in self.law.regulation(CONSUMER_RULES).in_force

    @property
    def clock(self) -> ClockProvision:
        """Return the row of the mediation clock that governs the complaint."""
        day = self.accepted_on or self.today
        return self.law.clock(MEDIATION_CLOCK, day=day, regulation=self.regulation)

    @property
    def clock_basis(self) -> str:
        """Return the citation of the article that limits mediation."""
        return self.cite(self.clock.article or "")

    def cite(self, article: str, regulation: str = "") -> str:
        """Cite an article of the governing regulation, or of another one."""
        return self.law.cite(regulation or self.regulation, article)

    def ending(self, about: About) -> Ground:
        """Return a ground for ending mediation by what it is about: the regulations number them apart."""
        grounds = self.law.regulation(self.regulation).termination_grounds
        return next(ground for ground in grounds if ground.about == about)

    def way_out(self, about: About, fact: str) -> Reason:
        """Say that a ground for ending mediation may be met. A person decides; nothing ends by itself."""
        ground = self.ending(about)
        item = numeral(ground.number)
        text = f"{fact}，请核对是否属于终止调解的第{item}项情形（{ground.text}）；不自动终止。"
        return Reason(text, self.cite(ground.article))
