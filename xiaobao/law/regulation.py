"""A regulation as data: when it is law, its articles in short paraphrase, its grounds, factors and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from xiaobao.law import citation
from xiaobao.law.clock import ClockProvision, Confidence
from xiaobao.law.errors import UnknownArticle
from xiaobao.law.period import STRICT, Article, Count, Period, Text
from xiaobao.law.reward import RewardScheme


def _paragraphs(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


#: The paragraphs (款) of an article, each a short paraphrase; a plain string is an article of one paragraph.
Paragraphs = Annotated[tuple[str, ...], BeforeValidator(_paragraphs), Field(min_length=1)]


#: What a ground for ending mediation (终止调解) means, the same under every regulation.
About = Literal["by_parties", "refusal", "no_agreement", "cost", "expiry", "bar", "party_gone", "other"]


@dataclass(frozen=True, config=STRICT)
class Ground:
    """A numbered ground (情形) for declining or for ending mediation; ``text`` is a paraphrase.

    ``evidence`` lists what has to be attached or stated. ``evidence_basis`` says who asks for it: the law,
    or the house (``house_practice``) where the law is silent. ``about`` is what a ground for ending mediation
    means, whatever its number: the regulations count them differently. ``refers`` names the articles whose
    situations the ground takes up.
    """

    number: Count
    text: Text
    article: Article
    evidence: tuple[str, ...] = ()
    evidence_basis: Literal["law", "house_practice"] = "house_practice"
    factors: bool = False
    confidence: Confidence = "verified"
    about: About | None = None
    refers: tuple[Article, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Factor:
    """A factor that may be considered (可以考虑的因素); never a threshold."""

    number: Count
    text: Text
    article: Article
    confidence: Confidence = "verified"


@dataclass(frozen=True, config=STRICT)
class Joint:
    """Joint complaints (共同投诉): how many ``people`` at least, how many ``representatives`` they elect."""

    article: Article
    people: Count
    representatives: Count


@dataclass(frozen=True, config=STRICT)
class Item:
    """One item (项) of a closed list; ``text`` is a paraphrase, ``code`` a name for what it means."""

    number: Count
    text: Text
    code: str = ""


@dataclass(frozen=True, config=STRICT)
class ClosedList:
    """The numbered items under an article that a decision has to choose from, such as 令2 第二十条第一款."""

    article: Article
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    def item(self, number: int) -> Item | None:
        """Return an item by its number; None when the list has no such item."""
        return next((one for one in self.items if one.number == number), None)

    def cites(self, number: int) -> str:
        """Return the article of an item: "20(1)(3)", "77[3]" where the article is one paragraph."""
        return f"{self.article}({number})" if "(" in self.article else f"{self.article}[{number}]"


@dataclass(frozen=True, config=STRICT)
class Source:
    """Where the official text was published; ``url`` only where we hold one."""

    publication: Text
    url: str = ""


@dataclass(frozen=True, config=STRICT)
class Counting:
    """The article by which days are counted."""

    article: Article


@dataclass(frozen=True, config=STRICT)
class ArticleMap:
    """Old article → new article; None where the new text has nothing in its place."""

    from_regulation: Text
    pairs: Mapping[Article, Article | None]
    added: tuple[Article, ...] = ()
    confidence: Confidence = "inferred"


@dataclass(frozen=True, slots=True)
class Provision:
    """One article or paragraph, ready to be shown: citation and short paraphrase."""

    regulation: Text
    article: str
    text: Text
    citation: str


@dataclass(frozen=True, eq=False, config=STRICT)
class Regulation:
    """One file of content/law. Compared by identity."""

    id: Text
    title: Text
    order_no: Text
    issuer: Text
    family: Text
    source: Source
    promulgated: date | None
    in_force: Period
    confidence: Confidence
    articles: Mapping[str, Paragraphs]
    counting: Counting | None = None
    supersedes: str = ""
    clocks: tuple[ClockProvision, ...] = ()
    decline_grounds: tuple[Ground, ...] = ()
    factors: tuple[Factor, ...] = ()
    termination_grounds: tuple[Ground, ...] = ()
    lists: Mapping[str, ClosedList] = field(default_factory=dict)
    joint: Joint | None = None
    reward: RewardScheme | None = None
    article_map: ArticleMap | None = None
    not_expressed: tuple[str, ...] = ()
    note: str = ""

    def provision(self, article: str) -> Provision:
        """Return what an article or paragraph says; raises UnknownArticle when it is not held."""
        try:
            where = citation.parse(article)
        except ValueError as error:
            raise UnknownArticle(str(error)) from error
        paragraphs = self.articles.get(str(where.article))
        if paragraphs is None:
            raise UnknownArticle(f"《{self.title}》的内容文件里没有{where}")
        if where.paragraph > len(paragraphs) or (where.paragraph == 1 == len(paragraphs)):
            raise UnknownArticle(
                f"《{self.title}》第{citation.numeral(where.article)}条共{len(paragraphs)}款，不能写作“{where}”"
            )
        text = paragraphs[where.paragraph - 1] if where.paragraph else "\n".join(paragraphs)
        return Provision(self.id, article, text, f"《{self.title}》{where}")

    def cite(self, article: str | None) -> str:
        """Cite in full, 《广告法》第五十三条第一款; the title alone without an article. UnknownArticle."""
        return self.provision(article).citation if article else f"《{self.title}》"

    def closed_list(self, name: str) -> ClosedList:
        """Return a closed list by its name in the file; raises UnknownArticle."""
        if name not in self.lists:
            raise UnknownArticle(f"《{self.title}》的内容文件里没有“{name}”这一组情形")
        return self.lists[name]

    def ground(self, number: int) -> Ground:
        """Return a ground for declining by its number; raises UnknownArticle."""
        for ground in self.decline_grounds:
            if ground.number == number:
                return ground
        raise UnknownArticle(f"《{self.title}》没有第{citation.numeral(number)}项不予受理情形")
