"""Who handles what, by the sample matrix of 湖里: classes, cells, and limits never longer than the law's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from pydantic import ValidationError

from xiaobao import law
from xiaobao.rules import house_limits
from xiaobao.rules.handlers import ClassFacts, HouseLimit, Matrix, cell_of, class_of, read
from xiaobao.rules.house_limits import limit_day
from xiaobao.rules.ledger import Entry, pause_entries, started
from xiaobao.rules.workdays import Calendar

MATRIX = read(law.content_dir() / "handlers" / "huli.yaml")
CALENDAR = Calendar.load()
FRUIT = ClassFacts("complaint", ("商品（产品）", "食品", "水果"), ("投诉问题类别", "质量"), sales="网购")
FIVE = HouseLimit(clock="complaint.acceptance", within=5)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (FRUIT, "食品安全"),
        (replace(FRUIT, complainants=5), "群体投诉"),
        (replace(FRUIT, track="report"), "食品安全举报"),
        (ClassFacts("report", ("商品（产品）", "通讯产品", "手机")), "其他举报"),
        (ClassFacts("complaint", ("商品（产品）", "家居用品", "家具")), "家居用品"),
        (ClassFacts("complaint", ("服务", "文化、娱乐、体育服务", "旅游服务")), "旅游服务"),
        (ClassFacts("complaint", ("服务", "互联网服务", "平台服务")), "自营平台"),
        (ClassFacts("complaint", ("商品（产品）", "通讯产品", "手机"), sales="网购"), "电商网购"),
        (ClassFacts("complaint", ("商品（产品）", "通讯产品", "手机"), sales="现场购"), "其他"),
        (ClassFacts("complaint"), "其他"),
        (replace(FRUIT, named="professional"), "职业索赔"),
        (replace(FRUIT, named="gone_since"), "食品安全"),
    ],
)
def test_the_first_class_that_fits_is_the_class_unless_a_person_has_said_another(
    facts: ClassFacts, name: str
) -> None:
    assert class_of(facts, MATRIX).matter_class.name == name


def test_nothing_ever_infers_a_class_that_only_a_person_names() -> None:
    by_person = [one for one in MATRIX.classes if one.by_person]
    assert [one.name for one in by_person] == ["职业索赔"]
    assert by_person[0].when == ()


def test_the_cell_of_the_office_goes_before_the_one_for_all() -> None:
    assert cell_of("home_goods", "jiangtou", MATRIX).posts == ("handler", "unit_head")
    assert cell_of("home_goods", "huli", MATRIX).posts == ("handler",)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told["classes"].pop(), "最后一个类别不能带条件"),
        (lambda told: told["classes"].insert(0, {"id": "all", "name": "全部"}), "没有条件"),
        (lambda told: told["cells"].pop(), "缺少适用于各单位的安排"),
        (lambda told: told["cells"].append(told["cells"][0]), "只能有一条安排"),
        (lambda told: told["cells"].append({**told["cells"][0], "matter_class": "x"}), "“x”不存在"),
        (lambda told: told["classes"][1].update(when=[{"track": "complaint"}]), "不能再写条件"),
        (lambda told: told["classes"][0].update(when=[{}]), "有一项条件是空的"),
    ],
)
def test_a_matrix_that_cannot_be_followed_is_refused(change: object, sentence: str) -> None:
    told = MATRIX.model_dump(mode="json")
    change(told)  # type: ignore[operator]
    with pytest.raises(ValidationError, match=sentence):
        Matrix.model_validate(told)


@pytest.mark.parametrize(
    ("what", "instead", "sentence"),
    [
        (
            "{clock: complaint.acceptance, within: 3}",
            "{clock: complaint.acceptance, within: 8}",
            "规定的7个工作日",
        ),
        # Over the longest holidays forty working days last longer than the sixty days of Order 121.
        (
            "{clock: complaint.mediation, within: 35}",
            "{clock: complaint.mediation, within: 40}",
            "规定的60日",
        ),
        ("{clock: report.check, within: 10}", "{clock: report.chek, within: 10}", "没有名为“report.chek”"),
        ("office: jiangtou", "office: nowhere", "没有代码为“nowhere”的单位"),
        ("posts: [handler, unit_head]", "posts: [handler, mayor]", "“mayor”不是本局能看到来件的岗位"),
        (
            "{act: accept, posts: [unit_head, section_head]}",
            "{act: accept, posts: [intake_clerk]}",
            "接收登记岗的岗位不能受理",
        ),
    ],
)
def test_the_content_check_refuses_what_the_law_or_the_bureau_does_not_bear(
    tmp_path: Path, what: str, instead: str, sentence: str
) -> None:
    content = copytree(law.content_dir(), tmp_path / "content")
    file = content / "handlers" / "huli.yaml"
    text = file.read_text(encoding="utf-8")
    assert what in text
    file.write_text(text.replace(what, instead, 1), encoding="utf-8")
    (found,) = house_limits.check(content)
    assert sentence in found.reason
    assert file.read_text(encoding="utf-8").splitlines()[found.line - 1].startswith("  - matter_class")


def test_the_shipped_matrix_is_fine() -> None:
    assert house_limits.check(law.content_dir()) == []


@pytest.mark.parametrize(
    ("ledger", "today", "last", "firm", "passed"),
    [
        # Received on a Wednesday: five working days end on the next Wednesday, which is still in time.
        (started(date(2026, 5, 13)), date(2026, 5, 20), date(2026, 5, 20), True, False),
        (started(date(2026, 5, 13)), date(2026, 5, 21), date(2026, 5, 20), True, True),
        # Done in time stays done in time.
        (
            (*started(date(2026, 5, 13)), Entry("stop", date(2026, 5, 19))),
            date(2026, 6, 30), date(2026, 5, 20), True, False,
        ),
        # What the clock leaves out, the house limit leaves out.
        (
            (*started(date(2026, 5, 13)), *pause_entries(date(2026, 5, 14), date(2026, 5, 15))),
            date(2026, 5, 21), date(2026, 5, 22), True, False,
        ),
        # Nobody knows the holidays of 2027 yet: the day is the earliest it can be, and is said to be so.
        (started(date(2026, 12, 30)), date(2027, 1, 4), date(2027, 1, 5), False, False),
    ],
)  # fmt: skip
def test_a_house_limit_counts_working_days_over_the_ledger_of_its_clock(
    ledger: tuple[Entry, ...], today: date, last: date, firm: bool, passed: bool
) -> None:
    found = limit_day(FIVE, ledger, CALENDAR, today)
    assert found is not None
    assert (found.last, found.firm, found.passed(today)) == (last, firm, passed)


def test_a_house_limit_gives_way_to_a_lawful_extension() -> None:
    ledger = (*started(date(2026, 5, 13)), Entry("extend", date(2026, 5, 20), approved_by="方舟"))
    assert limit_day(FIVE, ledger, CALENDAR, date(2026, 6, 1)) is None
