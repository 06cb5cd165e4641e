"""Which matter a number of the enforcement system, or one of ours, leads to."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from xiaobao.docket.models import Case, Matter
from xiaobao.intake.case_reading import CaseRow
from xiaobao.rules.workflow import Track

CONTRADICTION = "INT-426"
NOT_FOUND = "INT-427"
_BRACKETS = str.maketrans("[]【】﹝﹞()（）", "〔〕〔〕〔〕〔〕〔〕")
_BLANKS = re.compile(r"\s+")


class Contradiction(Exception):
    """A row cannot be applied; ``reason`` says why, for the workbook of rejected rows."""

    def __init__(self, reason: str, code: str = CONTRADICTION) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def plain(number: str) -> str:
    """Write a number one way: no blanks, one kind of bracket, narrow digits."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", number).translate(_BRACKETS))


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same however they are written."""
    return bool(one) and plain(one) == plain(other)


class KnownNumbers:
    """The numbers of every case, and of the reports a file speaks of."""

    def __init__(self, rows: Iterable[CaseRow]) -> None:
        self._cases: dict[str, set[int]] = defaultdict(set)
        for key, *numbers in Case.objects.values_list("matter_id", "number", "enforcement_number"):
            for number in filter(None, numbers):
                self._cases[plain(number)].add(key)
        self._reports = _reports({row.matter_number for row in rows if row.matter_number})

    def matter_of(self, row: CaseRow) -> int:
        """Return the id of the matter a row is about; raises Contradiction when there is none, or two."""
        found = self._cases.get(plain(row.case_number), set()) if row.case_number else set()
        told = self._reports.get(plain(row.matter_number), set()) if row.matter_number else set()
        # 登记编号 may be that of the case too.
        told = told or self._cases.get(plain(row.matter_number), set())
        both = found & told if found and told else found | told
        if len(both) == 1:
            return next(iter(both))
        said = "、".join(one for one in (row.case_number, row.matter_number) if one)
        if found and told:
            raise Contradiction(f"“{said}”在本系统中不是同一件，请核对编号。")
        if both:
            raise Contradiction(f"“{said}”在本系统中对应不止一件，请核对编号。")
        raise Contradiction(f"本系统中没有编号为“{said}”的案件或者举报，请核对编号。", NOT_FOUND)


def _reports(numbers: set[str]) -> dict[str, set[int]]:
    """Find reports by our number or by that of the system they came from."""
    wanted = {form for number in numbers for form in (number, plain(number))}
    reports = Matter.objects.filter(kind=Track.REPORT.value)
    found: dict[str, set[int]] = defaultdict(set)
    for name in ("number", "external_id"):
        for key, number in reports.filter(**{f"{name}__in": wanted}).values_list("pk", name):
            found[plain(number)].add(key)
    return found
