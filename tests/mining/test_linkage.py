"""Who stands behind a matter: keys and reasons, and nobody's name in any table. All people are invented."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from xiaobao.mining import clean, linkage
from xiaobao.mining.engine import Embedded
from xiaobao.mining.person_keys import key
from xiaobao.mining.pipeline import Run, run
from xiaobao.mining.tables import (
    ENTERPRISES,
    MATTERS,
    PEOPLE,
    PERSON_EDGES,
    PERSONS,
    RESPONDENT_EDGES,
    RESPONDENTS,
    Tables,
)

CONTENT = Path(__file__).parents[2] / "content"
BLANK = {field.name: "" if pa.types.is_string(field.type) else None for field in MATTERS}
DAY = 86_400
AN_ID, ANOTHER_ID = "350206199003074516", "350206198801010010"


@dataclass(frozen=True)
class Told:
    """One matter and who told it: on which day, of which enterprise."""

    name: str
    phone: str
    day: int = 0
    enterprise: int | None = None
    id_number: str = ""
    address: str = ""
    role: str = "complainant"
    content: str = ""


def tables(*told: Told, first: int = 1, enterprises: pa.Table | None = None) -> Tables:
    """Return the tables linkage reads; matters are numbered from ``first`` on."""
    made = Tables()
    matters = [
        {**BLANK, "matter": number, "received": one.day * DAY, "enterprise": one.enterprise,
         "received_on": date(2021, 3, 9), "content": one.content}
        for number, one in enumerate(told, first)
    ]  # fmt: skip
    people = [
        {"matter": number, "role": one.role, "name": one.name, "phone": one.phone,
         "id_number": one.id_number, "address": one.address}
        for number, one in enumerate(told, first)
    ]  # fmt: skip
    made.put("matters", pa.Table.from_pylist(matters, schema=MATTERS))
    made.put("people", pa.Table.from_pylist(people, schema=PEOPLE))
    numbers = sorted({one.enterprise for one in told if one.enterprise is not None})
    named = [
        {"enterprise": one, "name": f"第{one}家虚构商行", "address": "", "credit_code": ""} for one in numbers
    ]
    made.put("enterprises", enterprises or pa.Table.from_pylist(named, schema=ENTERPRISES))
    return made


def linked(*told: Told, secret: bytes = b"s" * 32, first: int = 1) -> dict[str, pa.Table]:
    """Return what linkage makes."""
    engine = Embedded()
    made = linkage.make(tables(*told, first=first), Run(date(2021, 12, 31), CONTENT, engine, secret))
    engine.close()
    return made


def keys(*told: Told) -> list[str]:
    """Return the person behind each matter."""
    persons: list[str] = linked(*told)["persons"]["person"].to_pylist()
    return persons


WHOLE = Told("林晓禾", "13800001234")
SAME = [
    ("hidden name and phone, hardly anybody else's", Told("林**", "138****1234"), Told("林*", "138****1234", day=300), "遮盖后的姓名和手机号都相同，这样的组合在全部来件中预计不会有第二人"),
    ("name and phone", WHOLE, WHOLE, "姓名和手机号都相同"),
    ("spaces, country code, title", WHOLE, Told("林 晓禾女士", "+86 138-0000-1234"), "姓名和手机号都相同"),
    ("traditional", Told("陳曉禾", "13800001234"), Told("陈晓禾", "13800001234"), "姓名和手机号都相同"),
    ("identity number", Told("林晓禾", "13800001234", id_number=AN_ID), Told("林小禾", "15900005678", id_number=AN_ID), "证件号码相同"),
    ("hidden name, same phone", Told("林**", "13800001234"), Told("林*", "13800001234"), "手机号相同，姓名遮盖后露出的部分相同"),
    ("hidden name fits the only owner", WHOLE, Told("林**", "13800001234"), "手机号相同，遮盖的姓名与该号码唯一留过的姓名相符"),
    ("only a surname", WHOLE, Told("林女士", "13800001234"), "手机号相同，遮盖的姓名与该号码唯一留过的姓名相符"),
    ("nameless", WHOLE, Told("匿名", "13800001234"), "手机号相同，其中一件没有留姓名，该号码只有一人用过"),
    ("nobody named", Told("", "13800001234"), Told("市民", "13800001234"), "手机号相同，都没有留姓名"),
    ("one character, same respondent", Told("林晓禾", "13800001234", enterprise=3), Told("林小禾", "13800001234", enterprise=3), "手机号相同，姓名只差一个字，被诉对象也相同"),
    ("name and address", Told("林晓禾", "13800001234", address="兴湖路12号502室"), Told("林晓禾", "15900005678", address="兴湖路12号 502室"), "姓名和地址都相同"),
    ("one figure", WHOLE, Told("林晓禾", "13800001284"), "姓名相同，手机号只差一位"),
    ("one figure in front", WHOLE, Told("林晓禾", "13900001234"), "姓名相同，手机号只差一位"),
    ("hidden and whole, same respondent", Told("林晓禾", "13800001234", enterprise=3), Told("林**", "138****1234", enterprise=3), "遮盖的姓名、手机号与完整的一组唯一相符，被诉对象也相同，两件相隔不久"),
    ("hidden and whole, same address", Told("林晓禾", "13800001234", address="兴湖路12号502室"), Told("林**", "138****1234", address="兴湖路12号502室"), "遮盖的姓名、手机号与完整的一组唯一相符，地址也相同"),
]  # fmt: skip
APART = [
    ("namesakes", WHOLE, Told("林晓禾", "15912345678")),
    ("two people on one phone", WHOLE, Told("周喆", "13800001234")),
    ("brothers on one phone", Told("林晓明", "13800001234"), Told("林晓亮", "13800001234")),
    ("hidden and whole, nothing else", WHOLE, Told("林**", "138****1234")),
    ("hidden and whole, long after", Told("林晓禾", "13800001234", enterprise=3), Told("林**", "138****1234", day=200, enterprise=3)),
    ("hidden name that does not fit", WHOLE, Told("周**", "13800001234")),
    ("an address without a door", Told("林晓禾", "13800001234", address="湖里区"), Told("林晓禾", "15900005678", address="湖里区")),
    ("two figures", WHOLE, Told("林晓禾", "13800001289")),
    ("a wrong identity number", Told("林晓禾", "1", id_number="350206199003074515"), Told("周喆", "2", id_number="350206199003074515")),
    ("the hotline's own number", Told("林晓禾", "12345"), Told("林晓禾", "12345")),
    ("nobody at all", Told("", ""), Told("", "")),
]  # fmt: skip


SURNAMES = "赵钱孙李吴郑王冯蒋沈韩杨朱秦尤许何吕施张孔曹严金魏陶姜谢邹喻柏窦章云苏潘葛范彭鲁韦马苗方俞任袁柳"
"""So that the examples can be linked together, in one run, without one touching another."""


def of_its_own(example: int, told: Told) -> Told:
    """Return the same with surnames and figures that no other example has."""
    name = told.name.replace("林", SURNAMES[example]).replace("周", SURNAMES[-1 - example])
    return replace(told, name=name, phone=told.phone.replace("0000", f"{example * 137:04}"))


MORE = [
    (WHOLE, Told("周喆", "13800001234"), Told("林**", "13800001234")),
    (Told("林晓禾", "13800001234", enterprise=3), Told("林晓明", "13811111234", enterprise=3), Told("林**", "138****1234", enterprise=3)),
    (Told("林晓禾", "13800001234", 5), Told("林晓禾", "13800001234", 1), Told("林晓禾", "13800001234", 3)),
]  # fmt: skip
"""Three matters each."""


@pytest.fixture(scope="module")
def examples() -> dict[str, pa.Table]:
    """Return what linkage makes of all examples: 2n+1 and 2n+2 are the two of example n, MORE comes behind."""
    rows = [*((row[1], row[2]) for row in (*SAME, *APART)), *MORE]
    return linked(*(of_its_own(number, one) for number, told in enumerate(rows) for one in told))


def of_more(number: int, made: dict[str, pa.Table]) -> tuple[list[tuple[int, int]], int]:
    """Return the links of one of MORE, its matters numbered 1, 2, 3, and how many persons they are."""
    before = 2 * (len(SAME) + len(APART)) + 3 * number
    pairs = [(row["left"] - before, row["right"] - before) for row in made["person_edges"].to_pylist()]
    persons = set(made["persons"]["person"].to_pylist()[before : before + 3])
    return [pair for pair in pairs if pair[0] >= 1 and pair[1] <= 3], len(persons)


def of_example(number: int, made: dict[str, pa.Table]) -> tuple[list[dict[str, object]], int]:
    """Return the links of an example, and how many persons its two matters are."""
    first = 2 * number + 1
    edges = [
        row for row in made["person_edges"].to_pylist() if {row["left"], row["right"]} & {first, first + 1}
    ]
    return edges, len(set(made["persons"]["person"].to_pylist()[first - 1 : first + 1]))


@pytest.mark.parametrize("number", range(len(SAME)), ids=[row[0] for row in SAME])
def test_one_person_written_twice_is_one_and_it_is_said_by_what(
    number: int, examples: dict[str, pa.Table]
) -> None:
    link = {"left": 2 * number + 1, "right": 2 * number + 2, "reason": SAME[number][3], "score": None}
    assert of_example(number, examples) == ([link], 1)


@pytest.mark.parametrize("number", range(len(APART)), ids=[row[0] for row in APART])
def test_what_may_be_two_people_stays_two(number: int, examples: dict[str, pa.Table]) -> None:
    assert of_example(len(SAME) + number, examples) == ([], 2)


def test_two_people_on_one_phone_share_its_key_and_nothing_else(examples: dict[str, pa.Table]) -> None:
    first = 2 * (len(SAME) + [row[0] for row in APART].index("two people on one phone"))
    one, other = examples["persons"].slice(first, 2).to_pylist()
    assert one["phone_key"] == other["phone_key"] != ""
    assert one["person"] != other["person"]


CROWD = [Told("林**", f"138****{number:04}", day=number % 365) for number in range(1, 400)]
"""So many of one surname and one range of numbers that a second 林** 138****0005 is to be expected."""


EVERYBODY = [Told("林晓禾", f"1590{number * 37:07}") for number in range(250)]


def test_hidden_alike_among_many_alike_needs_to_be_near_or_of_one_respondent_and_a_common_name_joins_no_numbers() -> (
    None
):
    again = (
        Told("林**", "138****0005", day=5),
        Told("林**", "138****0007", day=200),
        Told("林**", "138****9999", enterprise=3),
        Told("林**", "138****9999", day=300, enterprise=3),
    )
    everybody = (*EVERYBODY, WHOLE, Told("林晓禾", "13800001284"))
    edges = linked(*CROWD, *again, *everybody)["person_edges"].to_pylist()
    assert [(row["left"], row["right"], row["reason"]) for row in edges] == [
        (5, 400, "遮盖后的姓名和手机号都相同，两件相隔很近"),
        (402, 403, "遮盖后的姓名和手机号都相同，被诉对象也相同"),
    ]


def test_a_hidden_name_on_a_phone_of_several_is_nobody_of_them(examples: dict[str, pa.Table]) -> None:
    assert of_more(0, examples) == ([], 3)


def test_a_hidden_person_who_fits_two_whole_ones_is_neither(examples: dict[str, pa.Table]) -> None:
    assert of_more(1, examples) == ([], 3)


def test_links_run_from_each_matter_to_the_next_in_time(examples: dict[str, pa.Table]) -> None:
    assert of_more(2, examples) == ([(1, 3), (2, 3)], 1)


def test_a_key_says_nothing_without_the_secret() -> None:
    assert key(b"s", "person", "林晓禾", "13800001234") != key(b"t", "person", "林晓禾", "13800001234")
    assert len(key(b"s", "person", "林晓禾", "13800001234")) == 32


def test_a_person_keeps_the_key_when_later_matters_join() -> None:
    before = keys(WHOLE)
    after = keys(WHOLE, Told("林晓禾", "13800001284", day=9), Told("林**", "13800001234", day=10))
    assert set(after) == set(before)


def test_what_the_source_hid_is_marked(examples: dict[str, pa.Table]) -> None:
    told = [row for pair in (*SAME, *APART) for row in pair[1:3]] + [row for rows in MORE for row in rows]
    hidden = ["*" in row.name + row.phone or row.name == "林女士" for row in told]
    assert examples["persons"]["masked"].to_pylist() == hidden


def test_evidence_of_a_person_is_the_links_among_that_persons_matters(examples: dict[str, pa.Table]) -> None:
    person = examples["persons"]["person"][2].as_py()
    edges, persons = examples["person_edges"], examples["persons"]
    assert linkage.evidence(edges, persons, person) == [(3, 4, "姓名和手机号都相同")]


def test_several_people_of_one_matter_have_a_row_each() -> None:
    made = tables(WHOLE, Told("周喆", "15900005678"))
    people = made["people"].to_pylist()
    people.append({**people[1], "matter": 1, "role": "agent"})
    made.put("people", pa.Table.from_pylist(people, schema=PEOPLE))
    engine = Embedded()
    persons = linkage.make(made, Run(date(2021, 12, 31), CONTENT, engine, b"s"))["persons"].to_pylist()
    engine.close()
    assert [(row["matter"], row["role"]) for row in persons] == [
        (1, "agent"),
        (1, "complainant"),
        (2, "complainant"),
    ]
    assert persons[0]["person"] == persons[2]["person"] != persons[1]["person"]


def test_tables_have_their_columns_also_where_there_is_nothing(examples: dict[str, pa.Table]) -> None:
    for made in (linked(), examples):
        assert [made[name].schema for name in ("persons", "person_edges", "respondents", "respondent_edges")] == [
            PERSONS, PERSON_EDGES, RESPONDENTS, RESPONDENT_EDGES,
        ]  # fmt: skip


def test_equal_people_give_equal_tables_in_any_order_of_rows() -> None:
    told = tables(*CROWD, *[row[1] for row in SAME], *[row[2] for row in SAME])
    engine = Embedded()
    told_run = Run(date(2021, 12, 31), CONTENT, engine, b"s")
    one = linkage.make(told, told_run)
    told.put("people", told["people"].take(list(reversed(range(told["people"].num_rows)))))
    other = linkage.make(told, told_run)
    engine.close()
    assert all(one[name].equals(other[name]) for name in one)


def test_no_name_and_no_figure_of_a_person_is_in_any_table_but_people(tmp_path: Path) -> None:
    canary = Told(
        "诸葛沐鹊", "13977776543", enterprise=3, id_number=AN_ID, address="虚构路77号6543室",
        content="我叫诸葛沐鹊，电话139 7777 6543，身份证350206199003074516，住在虚构路77号6543室，联系人诸葛沐鹊13977776543。",
    )  # fmt: skip
    made = tables(
        canary,
        canary,
        Told("诸葛**", "139****6543", enterprise=3, content="诸葛沐鹊女士来电，号码139****6543"),
    )
    made.folder = tmp_path
    engine = Embedded()
    run([clean.STEP, linkage.STEP], made, Run(date(2021, 12, 31), CONTENT, engine, b"s" * 32))
    engine.close()
    derived = [name for name in made if name not in ("people", "matters")]
    assert "texts" in derived
    assert "person_edges" in derived
    said = json.dumps([made[name].to_pylist() for name in derived], ensure_ascii=False, default=str)
    assert "〔姓名〕" in said
    for told in ("沐鹊", "7777", "6543", "350206", "4516", "77号"):
        assert told not in said
    assert not (tmp_path / "people.parquet").exists()
