"""Whether the audit trail holds: every row, the rows that are not there, the anchors, and the guards.

What is looked at, row by row: that the number follows the one before; that the digest before is named; that
the digest is the row's own; that the mark is ours. Then what only something outside the table can tell: that
the rows fit the anchors, and that none is gone from the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from xiaobao.vault import anchors, guards
from xiaobao.vault.anchors import Anchor
from xiaobao.vault.audit_key import known_key, marked_since
from xiaobao.vault.chain import GENESIS, HASHINGS, Row, digest_of, mac_of
from xiaobao.vault.rows import Unreadable, rows

ANCHORED, ANEW = "audit.anchored", "audit.anchors_anew"
"""The acts by which the trail itself remembers that a line was written, and that the lines begin anew."""
MOST = 1000
"""So many flaws are listed; a tail worked out anew may have a million."""
_EDITED = "记录内容被改动"
_UNLINKED = "与前一条记录不相衔接"


@dataclass(frozen=True)
class Flaw:
    """A place where the trail does not hold: the row's number and what is wrong, in Chinese.

    Number 0 is the table itself.
    """

    entry: int
    reason: str


@dataclass
class Verification:
    """What came of one look at the trail: ``entries`` rows, ``found`` flaws, the first thousand listed."""

    entries: int = 0
    found: int = 0
    flaws: list[Flaw] = field(default_factory=list)
    anchors: int = 0
    last_anchor: Anchor | None = None
    head: Anchor | None = None

    @property
    def first(self) -> Flaw | None:
        """The first bad place in the order of the rows; the table itself comes last."""
        return min(self.flaws, key=lambda flaw: flaw.entry or 2**63, default=None)


def verified() -> Verification:
    """Look at the whole trail and say what was found."""
    told = Verification(head=anchors.head())
    walk = _Walk()
    for flaw in walk.flaws():
        told.found += 1
        if len(told.flaws) < MOST:
            told.flaws.append(flaw)
    told.entries, told.anchors = walk.count, len(walk.lines)
    told.last_anchor = walk.lines[-1] if walk.lines else None
    return told


def verify() -> Iterator[Flaw]:
    """Yield every place where the trail does not hold: the anchors' own, the rows in order, the table."""
    return _Walk().flaws()


class _Walk:
    """One walk along the rows: what has been seen so far, and what the files outside have to say."""

    def __init__(self) -> None:
        # Read before the rows: whatever these speak of was committed by then.
        self.given, self.head, self.lines = guards.highest_given(), anchors.head(), anchors.lines()
        self.key, self.since = known_key(), marked_since()
        self.previous, self.last, self.count, self.marked = GENESIS, 0, 0, False
        self.keyless = False
        self.fitting = 0
        self.waiting: dict[int, list[Anchor]] = defaultdict(list)
        self.remembered: dict[int, int] = {}
        for anchor in [*self.lines, *([self.head] if self.head else [])]:
            self.waiting[anchor.entry].append(anchor)

    def flaws(self) -> Iterator[Flaw]:
        yield from self._files()
        for row in rows():
            self.count += 1
            if row.id != self.last + 1:
                yield Flaw(row.id, f"第 {self.last} 条之后缺少记录")
            self.last = row.id
            if isinstance(row, Unreadable):
                self.previous = ""
                yield Flaw(row.id, "记录无法读取")
            else:
                yield from self._row(row)
            yield from self._anchored(row)
        yield from self._ending()
        yield from (Flaw(0, f"审计表失去保护：{name}") for name in guards.missing())

    def _row(self, row: Row) -> Iterator[Flaw]:
        # After a row that cannot be read there is nothing to compare with; that row is named already.
        if row.previous != self.previous and self.previous:
            yield Flaw(row.id, _UNLINKED)
        self.previous = row.digest
        yield from self._marks(row) if row.hashing else self._as_before(row)
        anchored = row.detail.get("entry") if row.act == ANCHORED else None
        if isinstance(anchored, int):
            self.remembered[anchored] = row.id
        elif row.act == ANEW:
            self.remembered.clear()

    def _marks(self, row: Row) -> Iterator[Flaw]:
        self.marked = True
        if row.hashing not in HASHINGS:
            yield Flaw(row.id, f"没有“{row.hashing}”这种摘要算法")
            return
        if row.digest != digest_of(row):
            yield Flaw(row.id, _EDITED)
        if self.key is None:
            if not self.keyless:
                yield Flaw(row.id, "没有找到审计密钥（keys/audit-key），自这一条起不能核对鉴别码")
            self.keyless = True
        elif row.mac != mac_of(row.digest, row.hashing, self.key):
            yield Flaw(row.id, "鉴别码不符，不是本系统写入的记录")

    def _as_before(self, row: Row) -> Iterator[Flaw]:
        if self.marked or (self.since is not None and row.id >= self.since):
            yield Flaw(row.id, "没有鉴别码的旧式记录出现在有鉴别码之后")
        if row.digest != digest_of(row) or row.post or row.result or row.mac:
            yield Flaw(row.id, _EDITED)

    def _anchored(self, row: Row | Unreadable) -> Iterator[Flaw]:
        for anchor in self.waiting.pop(row.id, []):
            digest = row.digest if isinstance(row, Row) else ""
            if (digest, self.count) == (anchor.digest, anchor.count):
                self.fitting = row.id
            else:
                told = f"第 {self.fitting} 条之后有记录被改写、删除或者插入"
                yield Flaw(row.id, f"与{_called(anchor)}不符：{told}")

    def _ending(self) -> Iterator[Flaw]:
        lost = max(self.waiting, default=0)
        if max(self.given, lost) > self.last:
            yield Flaw(self.last, f"第 {self.last} 条之后缺少记录")
        for entry in sorted(self.waiting):
            for anchor in self.waiting[entry]:
                yield Flaw(min(entry, self.last), f"{_called(anchor)}所记的第 {entry} 条已经不在")
        written = {anchor.entry for anchor in self.lines}
        for entry in sorted(self.remembered.keys() - written):
            yield Flaw(self.remembered[entry], f"锚点文件中缺少记到第 {entry} 条的那一行")
        if self.lines and self.head is None:
            yield Flaw(self.last, "锚点文件 head 不在了")

    def _files(self) -> Iterator[Flaw]:
        if self.key is None:
            return
        before = GENESIS
        for anchor in self.lines:
            if not anchors.holds(anchor, before=before, key=self.key):
                yield Flaw(anchor.entry, f"{_called(anchor)}被改动，或者前一行被删除")
            before = anchor.mac
        if self.head and not anchors.holds(self.head, before=anchors.HEAD, key=self.key):
            yield Flaw(self.head.entry, f"{_called(self.head)}被改动")


def _called(anchor: Anchor) -> str:
    return f"{anchor.when} 的锚点"
