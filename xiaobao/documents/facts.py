"""The facts a notice prints: what form each must be in, and what is cleaned away first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from xiaobao.documents import glyphs
from xiaobao.documents.errors import BadFact, MissingFact, UnknownFact, Unprintable

LONGEST = 8_000  # characters of one fact; a letter that needs more belongs in an enclosure
YES, NO = "是", "否"
TICKED, BOX = "☑", "□"
# What the bureau says of a matter in nearly every letter; a notice without a place for one leaves it out.
OFFERED = frozenset({"bureau", "issued_on", "contact", "contact_phone", "matter", "received_on", "basis"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a notice prints: ``name`` in the template, ``label`` for the officer, its ``kind``.

    Kinds: "line" (one line), "lines" (paragraphs), "date" (2026年4月5日), "number" (a document number
    with its year in 〔〕), "item" (the number of a ground in Chinese: 三), "count" (3), "flag" (是, 否 or
    nothing; only for conditions), "choice" (one of ``options``, printed as boxes, ticked or not).
    """

    name: str
    label: str
    kind: str = "line"
    optional: bool = False
    options: tuple[str, ...] = ()


def settle(known: tuple[Fact, ...], given: Mapping[str, str]) -> dict[str, str]:
    """Return every fact of the notice as it will be printed; an absent optional fact is "".

    The facts of ``OFFERED`` may be given to any notice. Raises UnknownFact, MissingFact, BadFact or
    Unprintable, each naming all the facts concerned.
    """
    strangers = tuple(sorted(set(given) - {fact.name for fact in known} - OFFERED))
    if strangers:
        raise UnknownFact(f"文书没有这些栏目：{'、'.join(strangers)}。", strangers)
    values = {fact.name: _clean(fact, given.get(fact.name, "")) for fact in known}
    blank = [fact for fact in known if not fact.optional and not values[fact.name]]
    if blank:
        raise MissingFact(f"文书缺少：{_labels(blank)}。请补全后再制作。", tuple(fact.name for fact in blank))
    wrong = [fact for fact in known if values[fact.name] and not _is_written_well(fact, values[fact.name])]
    if wrong:
        raise BadFact(f"文书栏目的写法不对：{_labels(wrong)}。", tuple(fact.name for fact in wrong))
    _printable(known, values)
    # 否 on a flag is no answer to print: conditions take it as absent.
    unset = {fact.name: "" for fact in known if fact.kind == "flag" and values[fact.name] == NO}
    return values | unset


def printed(known: tuple[Fact, ...], values: Mapping[str, str]) -> dict[str, str]:
    """Return the settled facts as the page shows them: a choice as ☑是　□否, everything else as it is."""
    return {**values, **{fact.name: _boxes(fact, values[fact.name]) for fact in known if fact.options}}


def _boxes(fact: Fact, chosen: str) -> str:
    return "\u3000".join(f"{TICKED if option == chosen else BOX}{option}" for option in fact.options)


def _is_written_well(fact: Fact, value: str) -> bool:
    return value in fact.options if fact.kind == "choice" else KINDS[fact.kind](value)


def _printable(known: tuple[Fact, ...], values: Mapping[str, str]) -> None:
    lost = {fact: glyphs.missing(values[fact.name]) for fact in known}
    wrong = [fact for fact in known if lost[fact]]
    if wrong:
        chars = "、".join(f"{char}（U+{ord(char):04X}）" for fact in wrong for char in lost[fact][:5])
        sentence = f"{_labels(wrong)}中有无法印制的字符：{chars}。请改写。"
        raise Unprintable(sentence, tuple(fact.name for fact in wrong))


def _labels(facts: list[Fact]) -> str:
    return "、".join(f"{fact.label}（{fact.name}）" for fact in facts)


def _clean(fact: Fact, value: str) -> str:
    """Drop what cannot be seen and join what should be one line.

    Control and direction characters go (a right-to-left override turns a number round for the reader
    while its text stays), and half surrogate pairs, which no file can hold. A line break survives only
    in facts of kind "lines": elsewhere it could pretend to be a paragraph of the bureau.
    """
    lines = [_visible(line) for line in value.splitlines()]
    joint = "\n" if fact.kind == "lines" else " "
    return joint.join(line for line in lines if line)


def _visible(line: str) -> str:
    kept = (
        " " if unicodedata.category(char) == "Zs" and char != "\u3000" else char
        for char in line.replace("\t", " ")
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} and not _is_noncharacter(char)
    )
    return re.sub(r" +", " ", "".join(kept)).strip()


def _is_noncharacter(char: str) -> bool:
    # Not the whole of category Cn: the newest characters of rare names are "unassigned" to an older Python.
    point = ord(char)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def _fits(value: str) -> bool:
    return len(value) <= LONGEST


def _is_date(value: str) -> bool:
    # GB/T 9704-2012, 7.3.5.4: Arabic numerals, months and days without leading zeros.
    parts = re.fullmatch(r"([1-9]\d{3})年([1-9]\d?)月([1-9]\d?)日", value, re.ASCII)
    if not parts:
        return False
    try:
        date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return False
    return True


def _is_number(value: str) -> bool:
    # GB/T 9704-2012, 7.2.5: the year in full, in hexagonal brackets; no leading zero in the sequence.
    return bool(re.fullmatch(r"[^〔〕]{1,40}〔[12]\d{3}〕第?[1-9]\d*号", value, re.ASCII))


def _is_item(value: str) -> bool:
    return bool(re.fullmatch(r"[一二三四五六七八九十]{1,3}", value))


def _is_count(value: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{0,3}", value, re.ASCII))


KINDS: Mapping[str, Callable[[str], bool]] = {
    "line": _fits,
    "lines": _fits,
    "date": _is_date,
    "number": _is_number,
    "item": _is_item,
    "count": _is_count,
    "flag": lambda value: value in {YES, NO},
    "choice": _fits,
}
