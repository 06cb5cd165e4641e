"""Invented tables for the mining, of any size: matters, people and enterprises as the docket would give them.

    python -m bench.mining_volume FOLDER --matters 1000000 --seed 1

A year of matters on heavy-tailed respondents; some 14 % of all rows come from rings of one to six persons
with a wording of their own, 1.7 % from groups on one respondent within two weeks, 0.8 % tell a dispute again;
a third of the people stand masked. ``told`` says of each row which it is. The same seed gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import click
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.random import Generator
from numpy.typing import NDArray

from bench.mining_wording import glued, texts, word, written
from bench.sample_texts import SHOP_NAMES, STREETS, THEMES
from xiaobao.mining.tables import ENTERPRISES, MATTERS, PEOPLE

Column = NDArray[np.int64]
SHARES = {"ring": 0.14, "group": 0.017, "twin": 0.008}
ROWS_AN_ENTERPRISE, ROWS_A_PERSON = 27, 2.5
RING_SIZES, GROUP_SIZES = (60, 500), (25, 60, 120)
MASKED = 0.33
BEGINS, DAY = 1735660800, 86_400  # 2025-01-01 in Shanghai, seconds
REPLIES = (
    "调解成功，商家已退款。",
    "经核查未发现违法行为，不予立案。",
    "已联系商家，双方同意换货，请留意商家来电。",
    "经调解双方未能达成一致，依法终止调解；您可以向人民法院起诉，或者依约定申请仲裁。",
)
ENDS = ("", "settled", "settled", "settled", "failed", "withdrawn", "self_settled")
_PATHS = ("object_path", "problem", "sales_mode")
DAYS, AS_OF = 365, 1735660800 + 364 * 86_400
KINDS = ("plain", "ring", "group", "twin")
SURNAMES = "林陈黄王郑吴许叶苏洪谢蔡庄曾杨郭刘周张李赵钱孙胡朱高何罗梁宋唐韩冯于董萧程曹袁邓傅沈彭吕卢蒋"
GIVEN = "晓禾喆堃昇玥诺昕仪萱彦彤鹏远满舒望夏青知一可令梓文明建国志强秀兰美玲丽华军平海燕春红玉梅芳英杰涛磊"
TRADES = [index for index, theme in enumerate(THEMES) if theme.category != "职业索赔"]


@dataclass
class Rows:
    """One value a row of each: what is drawn before it is told in words."""

    kind: Column
    tag: Column
    person: Column
    enterprise: Column
    second: Column
    theme: Column
    report: Column
    hotline: Column
    wording: Column

    def take(self, order: Column) -> Rows:
        """Return these rows in this order."""
        return Rows(*(getattr(self, one.name)[order] for one in fields(self)))


@dataclass(frozen=True)
class Volume:
    """The three tables in the schemas of xiaobao.mining.tables, and what each matter was drawn as."""

    matters: pa.Table
    people: pa.Table
    enterprises: pa.Table
    told: pa.Table


def invent(matters: int, seed: int = 1) -> Volume:
    """Return so many matters of one year, in the order received; the same for the same seed."""
    dice = np.random.default_rng(seed)
    shops = _shops(dice, max(60, matters // ROWS_AN_ENTERPRISE))
    rows = _drawn(dice, matters, shops)
    rows = rows.take(np.argsort(rows.second, kind="stable"))
    return Volume(
        _matters(dice, rows, shops), _people(dice, rows), shops.select(ENTERPRISES.names), _told(rows)
    )


def _shops(dice: Generator, count: int) -> pa.Table:
    trade = dice.choice(TRADES, count)
    street = dice.integers(0, len(STREETS), count)
    names, places = list(STREETS), [[*communities] for _, communities in STREETS.values()]
    given = [f"{GIVEN[one]}{GIVEN[other]}" for one, other in dice.integers(0, len(GIVEN), (count, 2))]
    first = dice.integers(0, len(SHOP_NAMES), count)
    return pa.table(
        {
            "enterprise": np.arange(1, count + 1),
            "name": [
                f"厦门{SHOP_NAMES[one]}{two}{THEMES[kind].trade}"
                for one, two, kind in zip(first, given, trade, strict=True)
            ],
            "address": [
                f"福建省厦门市湖里区{names[one]}{places[one][number % 3]}样例路{number}号"
                for one, number in zip(street, dice.integers(1, 900, count), strict=True)
            ],
            "credit_code": [""] * count,
            "theme": trade,
            "street": street,
        }
    ).cast(pa.schema([*ENTERPRISES, ("theme", pa.int64()), ("street", pa.int64())]))


def _drawn(dice: Generator, count: int, shops: pa.Table) -> Rows:
    twins, members = int(count * SHARES["twin"]), _sizes(dice, count * SHARES["ring"], range(*RING_SIZES))
    groups = _sizes(dice, count * SHARES["group"], GROUP_SIZES)
    plain = _plain(dice, count - twins - int(members.sum() + groups.sum()), shops)
    people = int(plain.person.max()) + 1
    rings = _rings(dice, members, shops, people)
    alike = _groups(dice, groups, shops, people + 6 * len(members))
    return _joined([plain, rings, alike, _twins(dice, plain, twins)])


def _sizes(dice: Generator, rows: float, sizes: range | tuple[int, ...]) -> Column:
    drawn = dice.choice(np.asarray(sizes), max(1, int(rows / 25)))
    kept = drawn[np.cumsum(drawn) <= rows]
    left = int(rows) - int(kept.sum())
    return np.append(kept, left) if left > 1 else kept


def _shop_drawn(dice: Generator, shops: pa.Table, count: int) -> Column:
    weight = 1 / (np.arange(shops.num_rows) + 5.0) ** 0.9
    return np.searchsorted(np.cumsum(weight) / weight.sum(), dice.random(count))


def _plain(dice: Generator, count: int, shops: pa.Table) -> Rows:
    shop = _shop_drawn(dice, shops, count)
    second = BEGINS + dice.integers(0, DAYS * DAY, count)
    person = dice.integers(0, int(count / ROWS_A_PERSON) + 1, count)
    return Rows(
        np.zeros(count, int), np.zeros(count, int), person, shop,
        second, shops["theme"].to_numpy()[shop], (dice.random(count) < 0.24).astype(int),
        (dice.random(count) < 0.2).astype(int), dice.integers(0, 2**62, count),
    )  # fmt: skip


def _rings(dice: Generator, sizes: Column, shops: pa.Table, people: int) -> Rows:
    rows, rings = _plain(dice, int(sizes.sum()), shops), len(sizes)
    tag = np.repeat(np.arange(1, rings + 1), sizes)
    persons = dice.integers(1, 7, rings)[tag - 1]
    rows.kind[:], rows.tag[:] = KINDS.index("ring"), tag
    rows.person[:] = people + 6 * (tag - 1) + dice.integers(0, 6, len(tag)) % persons
    rows.report[:] = dice.random(len(tag)) < 0.8
    rows.theme[:] = next(index for index, theme in enumerate(THEMES) if theme.category == "职业索赔")
    # what is left of the wording is the ring's own: one of three letters it sends
    rows.wording[:] = dice.integers(0, 2**62, rings * 3)[(tag - 1) * 3 + dice.integers(0, 3, len(tag))]
    return rows


def _groups(dice: Generator, sizes: Column, shops: pa.Table, people: int) -> Rows:
    rows, groups = _plain(dice, int(sizes.sum()), shops), len(sizes)
    tag = np.repeat(np.arange(1, groups + 1), sizes)
    rows.kind[:], rows.tag[:] = KINDS.index("group"), tag
    rows.person[:] = people + np.arange(len(tag))
    rows.enterprise[:] = dice.integers(0, shops.num_rows, groups)[tag - 1]
    rows.theme[:] = shops["theme"].to_numpy()[rows.enterprise]
    begins = BEGINS + dice.integers(0, (DAYS - 15) * DAY, groups)[tag - 1]
    rows.second[:] = begins + (dice.beta(1.5, 3, len(tag)) * 14 * DAY).astype(int)
    rows.report[:] = 0
    return rows


def _twins(dice: Generator, plain: Rows, count: int) -> Rows:
    early = np.flatnonzero(plain.second < BEGINS + (DAYS - 5) * DAY)
    chosen = dice.choice(early, min(count, len(early)), replace=False)
    plain.kind[chosen], plain.tag[chosen] = KINDS.index("twin"), np.arange(1, len(chosen) + 1)
    plain.hotline[chosen], plain.report[chosen] = 0, 0
    again = plain.take(chosen)
    again.hotline[:] = 1
    again.second += dice.integers(3600, 4 * DAY, len(chosen))
    return again


def _joined(parts: list[Rows]) -> Rows:
    return Rows(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Rows)))


def _told(rows: Rows) -> pa.Table:
    matter = np.arange(1, len(rows.kind) + 1)
    kinds = pa.array(KINDS).take(pa.array(rows.kind))
    return pa.table({"matter": matter, "kind": kinds, "tag": rows.tag, "person": rows.person})


def _people(dice: Generator, rows: Rows) -> pa.Table:
    person, count = rows.person, len(rows.person)
    mixed = (person * 7_919_317) % 1_000_000_007
    names = [word(SURNAMES, mixed), word(GIVEN, mixed // 50), word(GIVEN, mixed // 2600)]
    phones = written(13_000_000_000 + (person * 7_919_317 + 104_729) % 1_000_000_000)
    masked = pa.array(dice.random(count) < MASKED)
    hidden = pc.utf8_replace_slice(phones, 3, 7, "****")
    return pa.table(
        [
            pa.array(np.arange(1, count + 1)),
            pa.array(["complainant", "reporter"]).take(pa.array(rows.report)),
            pc.if_else(masked, glued(names[0], "**"), glued(*names)),
            pc.if_else(masked, hidden, phones), *(2 * [_same("", count)]),
        ],
        schema=PEOPLE,
    )  # fmt: skip


def _matters(dice: Generator, rows: Rows, shops: pa.Table) -> pa.Table:
    count, report = len(rows.kind), rows.report.astype(bool)
    fen, content, title = texts(dice, rows, shops["name"].combine_chunks().take(pa.array(rows.enterprise)))
    closed_after = dice.integers(8, 60, count)
    day = (rows.second + 8 * 3600) // DAY
    is_open = rows.second + closed_after * DAY > AS_OF
    accepted = dice.random(count) < 0.9
    outcome = np.where(report | ~accepted | is_open, 0, dice.integers(1, 7, count))
    street = shops["street"].to_numpy()[rows.enterprise]
    number = pc.utf8_lpad(written(np.arange(1, count + 1)), 7, "0")
    theme = [pa.array([getattr(one, name) for one in THEMES]).take(pa.array(rows.theme)) for name in _PATHS]
    hotline, open_ = pa.array(rows.hotline.astype(bool)), pa.array(is_open)
    made = {
        "matter": np.arange(1, count + 1), "number": glued("湖消〔2025〕", number),
        "external_id": glued("1350206", number), "track": word(("complaint", "report"), rows.report),
        "channel": word(("12315", "12345"), rows.hotline), "received": rows.second,
        "received_on": _days(day),
        "title": pc.if_else(hotline, title, ""), "content": content,
        "requests": word(("退货退款", "更换", "修理", "赔偿损失", "", ""), dice.integers(0, 6, count)),
        "reply": pc.if_else(open_, "", word(REPLIES, dice.integers(0, len(REPLIES), count))),
        "object_path": theme[0], "problem_path": pc.if_else(hotline, "", glued("投诉->", theme[1])),
        "sales_mode": pc.if_else(hotline, "", theme[2]), "amount_fen": fen,
        "recovered_fen": pc.if_else(pa.array((outcome > 0) & (outcome < 4)), pa.array(fen // 3), None),
        "enterprise": rows.enterprise + 1,
        "office": word(("huli", "dianqian", "jiangtou", "heshan", "heshan"), street),
        "place": pc.if_else(hotline, "", word(tuple(STREETS), street)),
        "state": pc.if_else(open_, "accepted", "closed"),
        "decision": word(("declined", "accepted", "not_filed"), np.where(report, 2, accepted)),
        "outcome": word(ENDS, outcome),
        "is_open": open_,
        "closed_on": pc.if_else(open_, None, _days(day + closed_after)),
        "due_on": pc.if_else(open_, _days(day + 60), None),
        "overdue": dice.random(count) < 0.01, "orders": (dice.random(count) < 0.005).astype(int),
        "satisfaction": _same("", count),
    }  # fmt: skip
    return pa.table(made).select(MATTERS.names).cast(MATTERS)


def _days(numbers: Column) -> pa.Array:
    return pa.array(numbers.astype("int32")).cast(pa.date32())


def _same(text: str, count: int) -> pa.Array:
    return pa.repeat(text, count)


def write(folder: Path, volume: Volume) -> None:
    """Keep the tables in a folder as Parquet, for measuring alone: nobody in them exists."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in fields(volume):
        pq.write_table(getattr(volume, one.name), folder / f"{one.name}.parquet", compression="zstd")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--matters", default=44_000, show_default=True, type=click.IntRange(200))
@click.option("--seed", default=1, show_default=True)
def main(folder: Path, matters: int, seed: int) -> None:
    """Invent the tables of so many matters into FOLDER."""
    write(folder, invent(matters, seed))


if __name__ == "__main__":
    main()
