"""What a decision needs to know about a complaint. Unknown is None and is never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EarlierMatter:
    """A matter by the same person against the same respondent: its number, day and state.

    ``same_dispute`` is True only where a person has said so.
    """

    number: str
    received_on: date
    state: str
    same_dispute: bool | None = None


@dataclass(frozen=True, slots=True)
class ConsumerSignals:
    """What 令121 第十七条第一款 says may be considered, as far as it is known.

    Each is a sentence for a person to weigh, never a threshold: the article gives no number. Empty
    means nothing was noticed.
    """

    out_of_proportion: str = ""  # 第一项: quantity, times, frequency against shelf life or usual habits
    many_alike: str = ""  # 第二项: many alike by one person, or concerted ones by several
    no_real_purchase: str = ""  # 第三项: purchase or harm cannot be shown
    shared_contact: str = ""  # 第四项: several people with one phone or address
    other: str = ""  # 第五项

    def by_item(self) -> tuple[tuple[int, str], ...]:
        """Return the noticed ones with the number of their item in the article."""
        texts = (
            self.out_of_proportion,
            self.many_alike,
            self.no_real_purchase,
            self.shared_contact,
            self.other,
        )
        return tuple((item, text) for item, text in enumerate(texts, start=1) if text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the complainant was asked to hand in, by when, and what came of it.

    ``complete`` is None until an answer is recorded; ``nothing_came`` says that one was, with nothing in it.
    """

    asked_on: date
    due_on: date
    answered_on: date | None = None
    complete: bool | None = None
    nothing_came: bool = False

    def overdue(self, today: date) -> bool:
        """Tell whether the date has passed and not everything is there."""
        return not self.complete and today > self.due_on


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """A complaint as far as it bears on acceptance. Booleans: True, False or None (not known).

    ``regulation`` is the id of the regulation the matter is under; ``knew_on`` the day the complainant
    knew or should have known of the harm; ``in_district`` whether this bureau is competent;
    ``within_duties`` whether the matter is the market regulators' at all; ``competent_elsewhere`` names
    who is competent instead, where known; ``recent_count`` is how many matters the person brought
    lately: shown, never a threshold. ``material`` and ``identity`` are what was asked for once (第十条).
    """

    regulation: str
    received_on: date
    has_name: bool | None = None
    has_phone: bool | None = None
    has_address: bool | None = None
    respondent_name: str | None = None
    respondent_address: str | None = None
    has_request: bool | None = None
    has_facts: bool | None = None
    by_agent: bool | None = None
    has_authorisation: bool | None = None
    within_duties: bool | None = None
    in_district: bool | None = None
    competent_elsewhere: str = ""
    same_dispute_elsewhere: bool | None = None
    handled_by: str = ""
    for_daily_consumption: bool | None = None
    knew_on: date | None = None
    false_material: bool | None = None
    identity_refused: bool | None = None
    other_bar: str = ""
    earlier: tuple[EarlierMatter, ...] = ()
    recent_count: int | None = None
    signals: ConsumerSignals = ConsumerSignals()
    material: Asked | None = None
    identity: Asked | None = None
