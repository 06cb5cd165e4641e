"""The register of other regulations: laws of which we hold an article or two, all in one file.

They say who is competent for what is not ours, and who is answered. Each becomes a ``Regulation`` of the
lawbook like any other, of a family of its own, its paraphrases no more than what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from pydantic.dataclasses import dataclass

from xiaobao.law.clock import Confidence
from xiaobao.law.period import STRICT, Period, Text
from xiaobao.law.regulation import Paragraphs, Regulation, Source
from xiaobao.law.source import Trail

REGISTER = "other-regulations.yaml"
FAMILY = "other:"
"""What the family of a regulation of the register begins with."""
_HELD = "只收录引用到的条文，转述职责分工，未收录全文；施行日期未收录，故不设起日。以官方文本为准。"
_OLDER = "读到的是{version}，其后是否修改未核对。"
_UNREAD = "条文未核实，引用前请向法制部门确认。"


@dataclass(frozen=True, config=STRICT)
class Listed:
    """One regulation of the register; ``version`` says which text was read, empty for the one in force.

    ``articles`` is empty where no article was read: the regulation is then cited as a whole.
    """

    id: Text
    title: Text
    confidence: Confidence
    version: str = ""
    articles: Mapping[str, Paragraphs] = field(default_factory=dict)

    def regulation(self) -> Regulation:
        """Return it as the lawbook holds regulations."""
        remarks = (_HELD, _OLDER.format(version=self.version) if self.version else "", self._doubt)
        return Regulation(
            id=self.id,
            title=self.title,
            order_no="文号未收录",
            issuer="制定机关未收录",
            family=f"{FAMILY}{self.id}",
            source=Source("国家法律法规数据库"),
            promulgated=None,
            in_force=Period(),
            confidence=self.confidence,
            articles=self.articles,
            note="".join(remarks),
        )

    @property
    def _doubt(self) -> str:
        return _UNREAD if self.confidence == "unverified" else ""


@dataclass(frozen=True, config=STRICT)
class Register:
    """The whole file. ``note`` is for whoever keeps it."""

    id: Text
    regulations: tuple[Listed, ...]
    note: str = ""

    def complaints(self) -> Iterator[tuple[Trail, str]]:
        """Yield where and why the file is wrong: an id used twice, a number that is none, nothing read."""
        seen: set[str] = set()
        for index, listed in enumerate(self.regulations):
            where: Trail = ("regulations", index)
            if listed.id in seen:
                yield (*where, "id"), f"编号“{listed.id}”重复"
            seen.add(listed.id)
            for article in listed.articles:
                if not article.isdecimal():
                    yield (*where, "articles", article), f"条号“{article}”应为阿拉伯数字"
            if not listed.articles and listed.confidence != "unverified":
                yield where, f"《{listed.title}》没有收录条文，应标明 confidence: unverified"
