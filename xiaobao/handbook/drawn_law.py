"""What the law files draw in the handbook: clocks, grounds, the articles cited, the map of old to new."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from xiaobao.handbook.cited import PARAPHRASE
from xiaobao.handbook.drawn import Drawn, Row, Table
from xiaobao.handbook.material import Material
from xiaobao.law import ClockProvision, Ground, LawError, Regulation, citation, measure, official
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook.entry import Citation

_OF_TRACK = MappingProxyType(
    {
        Track.COMPLAINT: ("complaint", "consumer", "odr", "jurisdiction"),
        Track.REPORT: ("report", "case", "crime_transfer", "hearing", "publicity", "remedy"),
    }
)
"""Which clocks belong to which procedure, by the first word of their ids."""
_PROCEDURES = ("complaints", "penalty")
"""The families of the rules by which complaints and cases are handled."""
_DOUBT = {"unverified": "未核实", "inferred": "推定", "single_source": "核对过一个来源"}
_BINDS = {"party": "约束当事人", "other_authority": "约束其他机关"}
NOT_OFFICIAL = f"标“※”的条文为{PARAPHRASE}。"
"""What stands below articles that are only paraphrased."""


def clocks(track: str, material: Material) -> Iterator[Drawn]:
    """Draw the clocks in force of a procedure, all clocks without one: the procedure's own first."""
    first = [word for one, words in _OF_TRACK.items() if one == (track or one) for word in words]
    held = [
        clock
        for clock in material.law.clocks()
        if _word(clock) in first and material.law.governs(clock, material.day)
    ]
    held.sort(key=lambda clock: (first.index(_word(clock)), *_rank(clock, material)))
    if held:
        head = ("期限", "长度", "从何时起", "到何时止", "不计入与延长", "依据")
        name = Track(track).label if track else "投诉举报"
        rows = tuple(_clock(clock, material) for clock in held)
        yield Table(f"{name}期限表", head, (5, 5, 5, 5, 8, 7), rows, _counting(material))


def grounds(kind: str, material: Material) -> Iterator[Drawn]:
    """Draw the grounds in force for declining (``decline``) or for ending mediation (``terminate``)."""
    regulation = material.law.in_force(material.day)
    of_kind = {"decline": regulation.decline_grounds, "terminate": regulation.termination_grounds}
    named = {"decline": "不予受理的情形", "terminate": "终止调解的情形"}
    if held := of_kind.get(kind):
        rows = tuple(_ground(ground, held, regulation, material) for ground in held)
        yield Table(named[kind], ("项", "情形", "应当写明或者附上", "依据"), (2, 14, 10, 8), rows)


def laws(regulation: str, material: Material) -> Iterator[Drawn]:
    """Draw every article the shown entries cite, a table a regulation; of one regulation if it is named."""
    cited: dict[str, set[str]] = {}
    named = (cite for entry in material.entries for cite in entry.citations)
    for cite in dict.fromkeys((*named, *material.also)):
        if not regulation or cite.regulation == regulation:
            cited.setdefault(cite.regulation, set()).add(cite.article)
    for held in material.law.regulations.values():
        if held.id in cited:
            yield _articles(held, sorted(cited[held.id] - {""}, key=_place), material)


def article_map(_argument: str, material: Material) -> Iterator[Drawn]:
    """Draw the map of the articles of the rule before to those of the rule in force."""
    new = material.law.in_force(material.day)
    if new.article_map is None:
        return
    old = material.law.regulation(new.article_map.from_regulation)
    added = [(None, after) for after in new.article_map.added]
    pairs: list[tuple[str | None, str | None]] = [*new.article_map.pairs.items(), *added]
    rows = tuple(
        Row((_short(before), _said(old, before), _short(after), _said(new, after))) for before, after in pairs
    )
    head = ("原条", f"《{old.title}》", "现条", f"《{new.title}》")
    note = (
        f"对应关系由本局比对得出（{_DOUBT.get(new.article_map.confidence, '已核对')}）；条文为{PARAPHRASE}。"
    )
    yield Table(f"{old.order_no}与{new.order_no}条文对照", head, (4, 12, 4, 12), rows, note)


def anchor(cite: Citation) -> str:
    """Return the name a citation is linked to: the row of the article, or the table of the regulation."""
    plain = cite.article.replace("(", "-").replace("[", "-").replace(")", "").replace("]", "")
    return f"law-{cite.regulation}-{plain}" if plain else f"law-{cite.regulation}"


def _rank(clock: ClockProvision, material: Material) -> tuple[bool, str, tuple[int, int, int]]:
    """Return what a clock is ordered by: the rules of procedure before all others, then by article."""
    family = material.law.regulation(clock.regulation).family
    article = _place(clock.article) if clock.article else (0, 0, 0)
    return family not in _PROCEDURES, clock.regulation, article


def _word(clock: ClockProvision) -> str:
    return clock.id.partition(".")[0]


def _clock(clock: ClockProvision, material: Material) -> Row:
    basis = _cite(clock.regulation, clock.article, material)
    aside = [word for word in (_DOUBT.get(clock.confidence), _BINDS.get(clock.binds)) if word]
    cells = (
        clock.name,
        clock.measure,
        clock.start.label,
        "、".join(stop.label for stop in clock.stops),
        "\n".join(_left_out(clock, material)) or "无",
        basis + (f"（{'，'.join(aside)}）" if aside else ""),
    )
    return Row(cells, under=clock.note)


def _left_out(clock: ClockProvision, material: Material) -> Iterator[str]:
    """Say which time is not counted, and what may be added."""
    by_article: dict[str, list[str]] = {}
    for pause in clock.pauses:
        where = _cite(pause.regulation or clock.regulation, pause.article, material)
        by_article.setdefault(where, []).append(pause.label)
    for where, labels in by_article.items():
        yield f"不计入：{'、'.join(labels)}（{where}）"
    for extension in clock.extensions:
        amount = measure(extension.amount, extension.unit) if extension.amount else "由决定写明天数"
        by = f"经{extension.approved_by}批准" if extension.approved_by else ""
        where = _cite(clock.regulation, extension.article, material)
        yield f"延长：{by}{amount}（{where}）"
    if clock.restart:
        where = _cite(clock.restart.regulation, clock.restart.article, material)
        yield f"重新计算：{clock.restart.label}（{where}）"


def _cite(regulation: str, article: str | None, material: Material) -> str:
    try:
        material.law.cite(regulation, article)
    except LawError:
        article = None
    return f"[[{Citation(regulation, article or '')}]]"


def _counting(material: Material) -> str:
    counted = material.law.in_force(material.day).counting
    return (
        f"期间的计算见{_cite(material.law.in_force(material.day).id, counted.article, material)}。"
        if counted
        else ""
    )


def _ground(ground: Ground, held: tuple[Ground, ...], regulation: Regulation, material: Material) -> Row:
    number = str(citation.parse(ground.article).article)
    words = official.items(material.official, regulation.id, number)
    text = words[ground.number - 1] if len(words) == len(held) else f"{ground.text}※"
    evidence = "；".join(ground.evidence)
    cells = (citation.numeral(ground.number), text, evidence, _cite(regulation.id, ground.article, material))
    return Row(cells)


def _articles(held: Regulation, articles: list[str], material: Material) -> Table:
    cites = [Citation(held.id, one) for one in articles]
    told = any(map(material.paraphrased, cites))
    rows = tuple(_article(cite, material) for cite in cites)
    note = f"官方文本：{held.source.publication}。{NOT_OFFICIAL if told else ''}"
    caption = f"《{held.title}》（{held.order_no}，{_in_force(held)}）"
    rows = rows or (Row(("全文", "（只引用了这部法规，没有引用哪一条）")),)
    return Table(caption, ("条款", "内容"), (6, 26), rows, note, anchor(Citation(held.id)))


def _article(cite: Citation, material: Material) -> Row:
    mark = "※" if material.paraphrased(cite) else ""
    return Row((_short(cite.article), material.cited(cite).words + mark), anchor=anchor(cite))


def _in_force(held: Regulation) -> str:
    day = held.in_force.from_
    told = f"{day.year}年{day.month}月{day.day}日起施行" if day else "施行日未核实"
    until = held.in_force.to
    ended = f"，{until.year}年{until.month}月{until.day}日起不再施行" if until else ""
    doubt = f"，内容{_DOUBT['unverified']}" if held.confidence == "unverified" else ""
    return told + ended + doubt


def _short(article: str | None) -> str:
    return str(citation.parse(article)) if article else "—"


def _said(regulation: Regulation, article: str | None) -> str:
    return regulation.provision(article).text if article else "（没有对应的规定）"


def _place(article: str) -> tuple[int, int, int]:
    where = citation.parse(article)
    return where.article, where.paragraph, where.item
