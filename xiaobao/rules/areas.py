"""From an address to its street and its station: by the division table of the district, never by guessing.

A street named in full decides; else a community named in full; else a place the table lists (a mall, a
market). Two different streets in one address decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xiaobao.rules.same_name import plain


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Area(_Strict):
    """One street (街道) with its communities, the office in charge, and places known to stand in it."""

    street: str = Field(min_length=2)
    office: str
    communities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an address lies. ``street`` empty: not known; ``named`` is the word that said so.

    ``several`` holds the streets when the address names more than one; ``elsewhere`` another district that it
    names instead of ours.
    """

    street: str = ""
    community: str = ""
    office: str = ""
    named: str = ""
    several: tuple[str, ...] = ()
    elsewhere: str = ""


class Areas(_Strict):
    """The division table of one district; ``others`` are the districts of the same city."""

    district: str
    others: tuple[str, ...] = ()
    streets: tuple[Area, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_word_once(self) -> Areas:
        words = [word for area in self.streets for word in (area.street, *area.communities, *area.places)]
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise ValueError(f"{'、'.join(twice)} 在街道表中出现了不止一次")
        return self

    @cached_property
    def _kinds(self) -> tuple[_Words, _Words, _Words]:
        return (
            _Words((area.street, area) for area in self.streets),
            _Words((community, area) for area in self.streets for community in area.communities),
            _Words((place, area) for area in self.streets for place in area.places),
        )

    def locate(self, *texts: str) -> Whereabouts:
        """Return where the first text that says anything lies; the others are not looked at then."""
        found = (self._locate(plain(text)) for text in texts if text)
        return next((one for one in found if one.street or one.several or one.elsewhere), Whereabouts())

    def _locate(self, text: str) -> Whereabouts:
        streets, *others = self._kinds
        if named := streets.named(text):
            return _decided(named)
        if elsewhere := self._elsewhere(text):
            # A village or a mall of the same name may stand in any district.
            return Whereabouts(elsewhere=elsewhere)
        named = next((found for kind in others if (found := kind.named(text))), {})
        return _decided(named) if named else Whereabouts()

    def _elsewhere(self, text: str) -> str:
        return "" if self.district in text else next((name for name in self.others if name in text), "")


class _Words:
    """Words of one kind, each with its street; of two that overlap the longer one is meant."""

    def __init__(self, words: Iterable[tuple[str, Area]]) -> None:
        self._areas = {plain(word): (word, area) for word, area in words}
        longest_first = sorted(self._areas, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def named(self, text: str) -> dict[str, Area]:
        """Return what a plain text names, in its order."""
        found = self._any.findall(text) if self._any else ()
        return dict(self._areas[word] for word in found)


def _decided(named: dict[str, Area]) -> Whereabouts:
    streets = tuple(dict.fromkeys(area.street for area in named.values()))
    if len(streets) > 1:
        return Whereabouts(several=streets)
    word, area = next(iter(named.items()))
    return Whereabouts(area.street, word if word in area.communities else "", area.office, word)
