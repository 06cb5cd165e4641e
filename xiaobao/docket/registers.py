"""Whom of the bureau's registers a respondent is on a day: ODR enterprise, service point, key enterprise.

By credit code, else by a name written alike; a service point also where its name stands in the address. The
registers are read whole, in two queries: they hold dozens, and are asked about thousands of matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from xiaobao.docket.models import KeyEnterprise, Partner, PartnerKind
from xiaobao.rules.routing import Listed
from xiaobao.rules.same_name import plain

_BY_CODE, _BY_NAME, _BY_ADDRESS = "统一社会信用代码", "名称", "地址"
_SHORTEST = 4
"""Characters of a name that says something where it stands inside an address."""
_PARTNERS = ("pk", "name", "names", "credit_code", "opened_on", "closed_on")
_KEYS = ("pk", "name", "names", "credit_code", "since", "until")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a register; it counts from ``since``, and on ``until`` no longer."""

    key: int
    name: str
    since: date | None
    until: date | None

    def counts(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


class Register:
    """One kind of entries, by code and by name; of several that fit the one listed first."""

    def __init__(self, rows: Iterable[tuple[int, str, list[str], str, date | None, date | None]]) -> None:
        self._codes: dict[str, list[Entry]] = defaultdict(list)
        self._names: dict[str, list[Entry]] = defaultdict(list)
        for key, name, names, code, since, until in rows:
            entry = Entry(key, name, since, until)
            if code:
                self._codes[plain(code)].append(entry)
            for one in dict.fromkeys(map(plain, (name, *names))):
                self._names[one].append(entry)
        long_enough = sorted((one for one in self._names if len(one) >= _SHORTEST), key=len, reverse=True)
        self._in_address = re.compile("|".join(map(re.escape, long_enough))) if long_enough else None

    def find(self, day: date, *, name: str, code: str, address: str = "") -> Listed | None:
        """Return who of the register this is on a day; texts are written plainly already."""
        named = ((self._codes, code, _BY_CODE), (self._names, name, _BY_NAME))
        for entries, wanted, by in named:
            found = _first(entries.get(wanted, ()), day) if wanted else None
            if found:
                return Listed(found.key, found.name, by)
        for word in self._in_address.findall(address) if self._in_address and address else ():
            if found := _first(self._names[word], day):
                return Listed(found.key, found.name, _BY_ADDRESS)
        return None


@dataclass(frozen=True, slots=True)
class Known:
    """Whom of each register a respondent is; None where of none."""

    odr: Listed | None = None
    point: Listed | None = None
    key: Listed | None = None


@dataclass(frozen=True)
class Registers:
    """The three registers as they are kept, with every period."""

    odr: Register
    points: Register
    keys: Register

    @classmethod
    def read(cls) -> Self:
        """Read them; two queries."""
        kinds: dict[str, list[tuple[int, str, list[str], str, date | None, date | None]]] = defaultdict(list)
        for kind, *row in Partner.objects.order_by("pk").values_list("kind", *_PARTNERS):
            kinds[kind].append(tuple(row))
        keys = KeyEnterprise.objects.order_by("pk").values_list(*_KEYS)
        return cls(Register(kinds[PartnerKind.ODR]), Register(kinds[PartnerKind.POINT]), Register(keys))

    def of(self, day: date, *, name: str, code: str = "", address: str = "") -> Known:
        """Return whom a respondent is on a day."""
        name, code, address = plain(name), plain(code), plain(address)
        return Known(
            odr=self.odr.find(day, name=name, code=code),
            point=self.points.find(day, name=name, code=code, address=address),
            key=self.keys.find(day, name=name, code=code),
        )


def _first(entries: Iterable[Entry], day: date) -> Entry | None:
    return next((entry for entry in entries if entry.counts(day)), None)
