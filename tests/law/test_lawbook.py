"""The law that ships, asked by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xiaobao import law
from xiaobao.law import NotInForce, UnknownArticle, UnknownClock, UnknownRegulation

NEW_RULE = date(2026, 4, 15)
LAST_OLD_DAY = date(2026, 4, 14)


@pytest.fixture(scope="module")
def book() -> law.Lawbook:
    return law.load()


def test_order_121_takes_over_on_15_april_2026(book: law.Lawbook) -> None:
    assert book.in_force(NEW_RULE).id == "samr-order-121"
    assert book.in_force(LAST_OLD_DAY).id == "samr-order-20"
    assert book.in_force(date(2020, 1, 1)).id == "samr-order-20"


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(1999, 1, 1)])
def test_before_order_20_nothing_answers(day: date, book: law.Lawbook) -> None:
    with pytest.raises(NotInForce, match="没有可适用的法规"):
        book.in_force(day)


def test_every_day_since_2020_has_exactly_one_complaint_rule(book: law.Lawbook) -> None:
    for day in (
        date.fromordinal(n) for n in range(date(2020, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
    ):
        assert [
            r.id for r in book.regulations.values() if r.family == "complaints" and day in r.in_force
        ] == [book.in_force(day).id]


@pytest.mark.parametrize(
    ("regulation", "article", "cited"),
    [
        ("samr-order-121", "15(1)", "《市场监督管理投诉举报处理办法》第十五条第一款"),
        ("samr-order-121", "23(1)(5)", "《市场监督管理投诉举报处理办法》第二十三条第一款第五项"),
        ("samr-order-121", "16[7]", "《市场监督管理投诉举报处理办法》第十六条第七项"),
        ("samr-order-20", "14", "《市场监督管理投诉举报处理暂行办法》第十四条"),
        ("state-council-778", "46(3)", "《中华人民共和国消费者权益保护法实施条例》第四十六条第三款"),
        ("odr-enterprise-rules", None, "《全国12315互联网平台在线消费纠纷解决企业管理暂行办法》"),
    ],
)
def test_citations_in_full(regulation: str, article: str | None, cited: str, book: law.Lawbook) -> None:
    assert book.cite(regulation, article) == cited


@pytest.mark.parametrize("article", ["99", "15(3)", "14(1)", "第十五条"])
def test_a_citation_that_points_at_nothing_is_refused(article: str, book: law.Lawbook) -> None:
    with pytest.raises(UnknownArticle):
        book.cite("samr-order-121", article)


def test_provisions_are_read_with_a_day(book: law.Lawbook) -> None:
    assert "七个工作日" in book.provision("samr-order-121", "15(1)", day=NEW_RULE).text
    with pytest.raises(NotInForce, match="不在施行期间"):
        book.provision("samr-order-121", "15(1)", day=LAST_OLD_DAY)
    with pytest.raises(UnknownRegulation):
        book.provision("samr-order-9999", "1", day=NEW_RULE)


def test_seven_grounds_now_and_six_before(book: law.Lawbook) -> None:
    new, old = book.regulation("samr-order-121"), book.regulation("samr-order-20")
    assert [ground.number for ground in new.decline_grounds] == [1, 2, 3, 4, 5, 6, 7]
    assert [ground.number for ground in old.decline_grounds] == [1, 2, 3, 4, 5, 6]
    assert (len(new.termination_grounds), len(old.termination_grounds)) == (8, 7)
    assert new.ground(6).article == "16[6]"
    with pytest.raises(UnknownArticle):
        old.ground(7)


def test_every_ground_asks_for_evidence_and_says_it_is_house_practice(book: law.Lawbook) -> None:
    for regulation in (book.regulation("samr-order-121"), book.regulation("samr-order-20")):
        for ground in (*regulation.decline_grounds, *regulation.termination_grounds):
            assert ground.evidence
            assert ground.evidence_basis == "house_practice"


def test_the_five_factors_belong_to_ground_three(book: law.Lawbook) -> None:
    new = book.regulation("samr-order-121")
    assert len(new.factors) == 5
    assert [ground.number for ground in new.decline_grounds if ground.factors] == [3]
    assert book.regulation("samr-order-20").factors == ()


def test_the_article_map_covers_every_old_article(book: law.Lawbook) -> None:
    mapping = book.regulation("samr-order-121").article_map
    assert mapping is not None
    old = {article.split("(")[0] for article in mapping.pairs}
    assert old == set(book.regulation("samr-order-20").articles)
    assert mapping.pairs["31(2)"] is None


@pytest.mark.parametrize(
    ("clock", "day", "regulation", "length"),
    [
        ("complaint.acceptance", NEW_RULE, "samr-order-121", "7个工作日"),
        ("complaint.acceptance", LAST_OLD_DAY, "samr-order-20", "7个工作日"),
        ("complaint.mediation", NEW_RULE, "samr-order-121", "60日"),
        ("complaint.mediation", LAST_OLD_DAY, "samr-order-20", "45个工作日"),
        ("report.filing_notice", LAST_OLD_DAY, "samr-order-20", "5个工作日"),
        ("report.check", NEW_RULE, "samr-order-2", "15个工作日"),
        ("report.check", date(2021, 3, 1), "samr-order-2-2018", "15个工作日"),
        ("case.decision", NEW_RULE, "samr-order-2", "90日"),
        ("case.public_notice_service", date(2022, 10, 31), "samr-order-2", "60日"),
        ("case.public_notice_service", date(2022, 11, 1), "samr-order-2", "30日"),
        ("report.answer.advertising", NEW_RULE, "advertising-law", "7个工作日"),
        ("report.answer.enterprise_information", NEW_RULE, "enterprise-information-publicity", "20个工作日"),
        ("odr.settlement", NEW_RULE, "odr-enterprise-rules", "10个工作日"),
    ],
)
def test_which_row_governs_a_day(
    clock: str, day: date, regulation: str, length: str, book: law.Lawbook
) -> None:
    row = book.clock(clock, day=day)
    assert (row.regulation, row.measure) == (regulation, length)


def test_the_filing_notice_ended_with_the_old_rule(book: law.Lawbook) -> None:
    with pytest.raises(NotInForce, match="没有施行中的规定"):
        book.clock("report.filing_notice", day=NEW_RULE)


def test_the_bureau_may_choose_a_version_for_a_matter(book: law.Lawbook) -> None:
    assert book.clock("complaint.mediation", day=LAST_OLD_DAY, regulation="samr-order-121").amount == 60
    assert book.clock("complaint.mediation", day=NEW_RULE, regulation="samr-order-20").amount == 45
    row = book.clock("case.public_notice_service", day=date(2021, 1, 1), regulation="samr-order-2")
    assert row.amount == 60


def test_a_clock_a_regulation_does_not_hold_is_refused(book: law.Lawbook) -> None:
    with pytest.raises(UnknownClock):
        book.clock("report.filing_notice", day=NEW_RULE, regulation="samr-order-121")
    with pytest.raises(UnknownRegulation):
        book.clock("report.check", day=NEW_RULE, regulation="samr-order-9999")


def test_extensions_say_who_approves(book: law.Lawbook) -> None:
    assert book.clock("complaint.acceptance", day=NEW_RULE).extension is None
    assert book.clock("complaint.mediation", day=NEW_RULE).extension is None
    check = book.clock("report.check", day=NEW_RULE).extension
    assert check is not None
    assert (check.amount, check.approved_by, check.once) == (15, "市场监督管理部门负责人", True)
    old = book.clock("complaint.lead_check", day=LAST_OLD_DAY).extension
    assert old is not None
    assert old.approved_by == ""


def test_no_result_notice_without_a_law_that_says_so(book: law.Lawbook) -> None:
    by_id = {duty.id: duty for duty in book.duties}
    assert by_id["advertising"].clock == "report.answer.advertising"
    assert (by_id["advertising"].named_only, by_id["unfair_competition"].named_only) == (False, True)
    assert by_id["food"].hand_over
    assert [duty.id for duty in book.duties if not duty.answer] == [
        "pyramid_selling", "direct_selling", "price", "special_equipment",
    ]  # fmt: skip


def test_the_law_is_read_once_until_a_file_changes(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    source = law.content_dir() / "law" / "consumer-protection-law.yaml"
    (folder / source.name).write_text(source.read_text("utf-8"), encoding="utf-8")
    first = law.load(tmp_path)
    assert law.load(tmp_path) is first
    (folder / source.name).write_text(
        source.read_text("utf-8").replace("七个工作日", "7个工作日"), encoding="utf-8"
    )
    assert law.load(tmp_path).version != first.version


def test_content_can_be_kept_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIAOBAO_CONTENT", str(tmp_path))
    assert law.content_dir() == tmp_path
    with pytest.raises(law.MalformedContent, match="没有任何法规文件"):
        law.load()
