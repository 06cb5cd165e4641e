"""From an address to its street and its station: by the division table of the district, never by guessing.

A street named in full decides; else a community named in full; else a place the table lists (a mall, a
market). Two different streets in one address decide nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, model_validator


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
    def _tiers(self) -> tuple[tuple[re.Pattern[str] | None, dict[str, Area]], ...]:
        kinds = (
            {area.street: area for area in self.streets},
            {community: area for area in self.streets for community in area.communities},
            {place: area for area in self.streets for place in area.places},
        )
        return tuple((_any_of(kind), kind) for kind in kinds)

    def locate(self, *texts: str) -> Whereabouts:
        """Return where the first text that says anything lies; the others are not looked at then."""
        found = (self._locate(_plain(text)) for text in texts if text)
        return next((one for one in found if one.street or one.several or one.elsewhere), Whereabouts())

    def _locate(self, text: str) -> Whereabouts:
        for pattern, areas in self._tiers:
            words = list(dict.fromkeys(pattern.findall(text))) if pattern else []
            if words:
                return self._decided(words, areas)
        elsewhere = next((name for name in self.others if name in text), "")
        return Whereabouts(elsewhere="" if self.district in text else elsewhere)

    def _decided(self, words: list[str], areas: dict[str, Area]) -> Whereabouts:
        streets = tuple(dict.fromkeys(areas[word].street for word in words))
        if len(streets) > 1:
            return Whereabouts(several=streets)
        area, word = areas[words[0]], words[0]
        community = word if word in area.communities else ""
        return Whereabouts(area.street, community, area.office, word)


def _any_of(words: dict[str, Area]) -> re.Pattern[str] | None:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
