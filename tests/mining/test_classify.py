"""The step: what is said of each matter, by what, in which band, and which category is the chief one."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from tests.mining.learning_cast import CONTENT
from xiaobao.mining import classify, signs
from xiaobao.mining.engine import connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import ENTERPRISES, LABELS, MATTERS, RESPONDENTS, TEXTS, Tables

FRUIT, SHAMPOO = "商品（产品）->食品->水果", "商品（产品）->日用百货->洗发用品"
BRIEF = "市场监管->日用百货"
SHOP, AGENCY = 7, 8


@pytest.fixture(scope="module")
def engine():
    connected = connect()
    yield connected
    connected.close()


def _classified(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """What the step makes of the tables, the signs of each matter first."""
    tables.put("signs", signs.make(tables, run)["signs"])
    return classify.make(tables, run)


def _run(engine, models=None):
    return Run(on=date(2026, 12, 1), content=CONTENT, engine=engine, secret=b"", models=models)


def _matter(text="", *, objects="", problems="投诉问题类别->质量", sales="", enterprise=None, paid=None):
    return {
        "text": text,
        "objects": objects,
        "problems": problems,
        "sales": sales,
        "at": enterprise,
        "paid": paid,
    }


def _tables(*told):
    empty = {name: "" for name in MATTERS.names if pa.types.is_string(MATTERS.field(name).type)}
    matters = [
        {**empty, "matter": row, "object_path": one["objects"], "problem_path": one["problems"],
         "sales_mode": one["sales"], "enterprise": one["at"]}
        for row, one in enumerate(told)
    ]  # fmt: skip
    texts = [{"matter": row, "text": one["text"], "paid_fen": one["paid"]} for row, one in enumerate(told)]
    names = {SHOP: "湖滨日化商行", AGENCY: "湖畔国际旅行社有限公司"}
    tables = Tables()
    tables.put("matters", pa.Table.from_pylist(matters, schema=MATTERS))
    tables.put("texts", pa.Table.from_pylist(texts, schema=TEXTS))
    whom = [{"enterprise": one, "name": name} for one, name in names.items()]
    tables.put("enterprises", pa.Table.from_pylist(whom, schema=ENTERPRISES))
    same = [{"enterprise": one, "respondent": one} for one in names]
    tables.put("respondents", pa.Table.from_pylist(same, schema=RESPONDENTS))
    return tables


def _said(engine, *told, scheme):
    labels = _classified(_tables(*told), _run(engine))["labels"]
    return [
        (row["matter"], row["label"], row["band"], row["by"])
        for row in labels.to_pylist()
        if row["scheme"] == scheme
    ]


def test_several_categories_apply_where_food_is_bought_online(engine):
    told = _matter("苹果烂了", objects=FRUIT, sales="网购")
    assert _said(engine, told, scheme="hot") == [
        (0, "电商网购", "propose", "rule"),
        (0, "食品安全", "propose", "rule"),
    ]


def test_a_group_by_its_wording_is_asked_about_and_never_proposed(engine):
    told = _matter("健身房人去楼空，会员卡不退", objects="服务->教育、培训服务", sales="现场购")
    assert _said(engine, told, scheme="hot") == [(0, "群体投诉", "ask", "rule")]


def test_the_respondents_other_matters_speak_where_a_work_order_says_little(engine):
    others = [_matter("洗发水", objects=SHAMPOO, sales="网购", enterprise=SHOP)] * 4
    others += [_matter("洗发水", objects=SHAMPOO, sales="现场购", enterprise=SHOP)]
    labels = _classified(_tables(*others, _matter("瓶子漏了", objects=BRIEF, enterprise=SHOP)), _run(engine))[
        "labels"
    ]
    row = next(one for one in labels.to_pylist() if one["matter"] == 5 and one["scheme"] == "hot")
    assert (row["label"], row["band"], row["by"], row["score"]) == ("电商网购", "propose", "history", 0.8)
    assert row["why"] == "该企业其他写明客体类别、销售方式的5件中4件属于“电商网购”"


@pytest.mark.parametrize(
    ("online", "offline", "band"), [(2, 0, None), (3, 0, "propose"), (3, 2, "ask"), (1, 4, None)]
)
def test_few_or_mixed_other_matters_say_less_or_nothing(engine, online, offline, band):
    others = [_matter(objects=SHAMPOO, sales="网购", enterprise=SHOP)] * online
    others += [_matter(objects=SHAMPOO, sales="现场购", enterprise=SHOP)] * offline
    said = _said(engine, *others, _matter("漏了", objects=BRIEF, enterprise=SHOP), scheme="hot")
    by_history = [one[2] for one in said if one[0] == online + offline and one[3] == "history"]
    assert by_history == ([band] if band else [])


def test_a_typed_in_matter_is_told_by_the_shipped_model_with_its_passages(engine):
    labels = _classified(_tables(_matter("上个月订的沙发，板材有刺鼻味道，一坐就塌")), _run(engine))["labels"]
    said = {row["scheme"]: row for row in labels.to_pylist()}
    assert (said["hot"]["label"], said["hot"]["by"]) == ("家居用品", "model")
    assert said["object"]["label"] == "商品（产品）->家居用品->家具"
    assert 0.5 <= said["hot"]["score"] <= 1
    assert "把握" in said["hot"]["why"]


def test_where_the_file_gives_the_path_the_models_are_silent(engine):
    told = _matter("沙发一坐就塌", objects="商品（产品）->交通工具->家用汽车", sales="现场购")
    assert [one for one in _said(engine, told, scheme="hot") if one[3] == "model"] == []
    assert _said(engine, told, scheme="object") == []


def test_where_the_file_gives_the_first_classes_the_model_only_asks_and_agrees_with_them(engine):
    told = _matter("上个月订的沙发，板材有刺鼻味道，一坐就塌", objects="市场监管->家用电器")
    assert {one[1].split("->")[1] for one in _said(engine, told, scheme="object")} <= {"家用电器"}


def test_one_cue_of_a_topic_outside_is_asked_two_are_proposed(engine):
    said = _said(engine, _matter("话费太贵"), _matter("话费太贵，宽带也慢"), scheme="outside")
    assert [(matter, band) for matter, _, band, _ in said] == [(0, "ask"), (1, "propose")]
    assert said[0][1].startswith("电信")


def test_what_stays_the_regulators_keeps_a_topic_from_being_proposed(engine):
    labels = _classified(_tables(_matter("话费太贵，宽带虚假宣传")), _run(engine))["labels"].to_pylist()
    row = next(one for one in labels if one["scheme"] == "outside")
    assert row["band"] == "ask"
    assert "“虚假宣传”" in row["why"]
    assert "话费" in row["why"]


def test_a_hot_category_or_a_name_keeps_a_topic_from_being_proposed(engine):
    travel = "服务->文化、娱乐、体育服务->旅游服务"
    ours = _matter("旅行社低价游，强迫购物", objects=travel, enterprise=AGENCY)
    name = _matter("在湖畔国际旅行社有限公司报名，他们不回电话", objects="", enterprise=AGENCY)
    assert [(one[0], one[2]) for one in _said(engine, ours, name, scheme="outside")] == [(0, "ask")]


@pytest.mark.parametrize(
    ("text", "scheme", "said"),
    [
        ("已经多次投诉，再不管就找媒体", "urgency", [("反复投诉", "propose"), ("可能升级", "propose")]),
        ("买到跳楼价的衣服", "urgency", []),
        ("我不想活了", "urgency", [("言语轻生", "ask")]),
        ("吃完当晚就腹泻", "harm", [("食后不适", "ask")]),
        ("宠物腹泻", "harm", []),
        (
            "热水器漏电，老人家被烫伤",
            "harm",
            [("人身受伤", "propose"), ("漏电触电", "propose"), ("老年人", "ask")],
        ),
        ("差点烫伤", "harm", []),
    ],
)
def test_urgency_and_harm_are_seen_by_their_words(engine, text, scheme, said):
    assert sorted(one[1:3] for one in _said(engine, _matter(text), scheme=scheme)) == sorted(said)


def test_a_large_amount_is_told_with_the_amount(engine):
    tables = _tables(_matter("买车", paid=5_000_000), _matter("买车", paid=4_999_999))
    rows = [row for row in _classified(tables, _run(engine))["labels"].to_pylist() if row["scheme"] == "harm"]
    assert [(row["matter"], row["label"], row["why"]) for row in rows] == [
        (0, "金额较大", "金额50000元，达到50000元")
    ]


def test_the_problem_is_asked_by_its_words_only_where_the_file_gives_none(engine):
    said = _said(engine, _matter("买到假货", problems=""), _matter("买到假货"), scheme="problem")
    assert said == [(0, "假冒", "ask", "rule")]


def test_matters_without_a_word_say_nothing_and_none_at_all_give_no_row(engine):
    assert _classified(_tables(_matter("")), _run(engine))["labels"].num_rows == 0
    assert _classified(_tables(), _run(engine))["labels"].schema == LABELS


def test_equal_matters_give_equal_rows(engine):
    told = [_matter("话费太贵，吃完腹泻", objects=FRUIT, enterprise=SHOP)] * 3
    once, again = (_classified(_tables(*told), _run(engine))["labels"] for _ in range(2))
    assert once == again


def _labels(*told):
    rows = [
        {"matter": matter, "scheme": scheme, "label": label, "band": band, "by": "rule", "why": ""}
        for matter, scheme, label, band in told
    ]
    return pa.Table.from_pylist(rows, schema=LABELS)


@pytest.mark.parametrize(
    ("labels", "chief"),
    [
        (["电商网购", "食品安全"], "食品安全"),
        (["电商网购", "自营平台"], "自营平台"),
        (["食品安全", "职业索赔", "群体投诉"], "职业索赔"),
        (["家居用品", "群体投诉"], "群体投诉"),
        (["电商网购"], "电商网购"),
    ],
)
def test_the_chief_category_goes_by_who_then_what_then_where(labels, chief):
    told = _labels(*((1, "hot", label, "propose") for label in labels))
    assert classify.primary(told) == {1: chief}


def test_what_is_only_asked_or_of_another_scheme_makes_no_chief_category():
    told = _labels((1, "hot", "食品安全", "ask"), (2, "object", "食品安全", "propose"))
    assert classify.primary(told) == {}


def test_a_model_nobody_has_measured_on_real_texts_only_asks(engine):
    told = _matter("上个月订的沙发，板材有刺鼻味道，一坐就塌，木头开裂", problems="")
    said = _said(engine, told, scheme="object")
    assert [(one[1], one[2]) for one in said] == [("商品（产品）->家居用品->家具", "ask")]
