from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.intake.conftest import hotline, platform, read, table, write_book
from xiaobao.intake import Registration, Rejection
from xiaobao.intake.moments import SHANGHAI

ReadOne = Callable[..., Registration | Rejection]


def taken(found: Registration | Rejection) -> Registration:
    assert isinstance(found, Registration), found
    return found


def returned(found: Registration | Rejection) -> Rejection:
    assert isinstance(found, Rejection), found
    return found


def test_a_new_complaint_arrives_with_every_field_in_its_place(one: ReadOne) -> None:
    found = taken(one(platform()))
    assert (found.system, found.channel, found.kind) == ("platform_12315", "12315", "complaint")
    assert found.received_at == datetime(2026, 11, 16, 10, 47, 39, tzinfo=SHANGHAI)
    assert found.object_path == ("商品（产品）", "食品", "水果")
    assert found.problem_path == ("投诉问题类别", "食品安全")
    assert found.requests == ("退货", "退赔费用")
    assert (found.amount, found.decision, found.closed) == (Decimal("128.50"), "", False)
    assert (found.place, found.office_name, found.route) == (
        "湖里街道",
        "湖里市场监督管理所",
        "全国12315平台APP",
    )
    assert (found.row, len(found.digest), found.extra) == (2, 16, {})


def test_a_finished_complaint_arrives_finished(one: ReadOne) -> None:
    found = taken(
        one(
            platform(
                **{
                    "初查受理状态": "已受理",
                    "初查反馈时间": "2026-11-17 09:00:00",
                    "办理情况状态": "已办结",
                    "办结日期": "2026-11-19",
                    "调解结果": "调解成功",
                    "分流类型": "ODR企业",
                    "挽回经济损失(单位:元)": 100,
                    "反馈内容": "调解成功",
                }
            )
        )
    )
    assert (found.decision, found.outcome, found.diversion, found.closed) == (
        "accepted",
        "settled",
        "odr",
        True,
    )
    assert found.decided_at == datetime(2026, 11, 17, 9, tzinfo=SHANGHAI)
    assert found.closed_at == datetime(2026, 11, 19, tzinfo=SHANGHAI)
    assert (found.recovered, found.reply) == (Decimal("100.00"), "调解成功")


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        ("投诉", "已受理", "accepted"),
        ("投诉", "不受理", "declined"),
        ("投诉", "不予受理", "declined"),
        ("举报", "立案", "filed"),
        ("举报", "已立案", "filed"),
        ("举报", "不立案", "not_filed"),
        ("举报", "不予立案", "not_filed"),
        ("投诉", "", ""),
        ("举报", "待核查", ""),
    ],
)
def test_the_words_for_a_decision_are_known(one: ReadOne, kind: str, word: str, code: str) -> None:
    assert taken(one(platform(类型=kind, 初查受理状态=word))).decision == code


def test_a_hotline_order_carries_the_deadlines_of_city_and_district(one: ReadOne) -> None:
    found = taken(one(hotline()))
    assert (found.system, found.channel, found.kind) == ("hotline_12345", "12345", "report")
    assert found.external_due == (
        ("hotline.city", datetime(2026, 11, 23, 10, 47, tzinfo=SHANGHAI)),
        ("hotline.district", datetime(2026, 11, 21, 10, 47, tzinfo=SHANGHAI)),
    )


@pytest.mark.parametrize(
    ("kind", "title", "read_as"),
    [
        ("投诉举报类", "投诉厦门青禾生鲜超市有限公司", "complaint"),
        ("投诉举报类", "来电人举报某超市卖过期牛奶", "report"),
    ],
)
def test_a_type_that_names_both_is_settled_by_the_word_the_title_states(
    one: ReadOne, kind: str, title: str, read_as: str
) -> None:
    assert taken(one(hotline(诉求类型=kind, 诉求标题=title))).kind == read_as


def test_a_type_that_names_both_is_left_to_a_person_when_the_text_does_not_tell(one: ReadOne) -> None:
    found = returned(one(hotline(诉求类型="投诉举报类", 诉求标题="投诉并举报某超市", 诉求内容="卖过期牛奶")))
    assert found.code == "INT-407"
    assert "由人判定" in found.reason


def test_the_district_shape_without_a_type_column_is_read_by_what_the_subject_states(tmp_path: Path) -> None:
    base = {
        "办件编号": "B1",
        "派发时间": 44362.5,
        "诉求主题": "投诉某健身房",
        "诉求内容": "不退费",
        "事项小类": "12.消费维权",
    }
    rows = table(base, {**base, "办件编号": "B2", "诉求主题": "关于某健身房的情况"})
    first, second = read(write_book(tmp_path / "区级.xlsx", rows))
    assert (taken(first).kind, taken(first).object_path) == ("complaint", ("消费维权",))
    assert returned(second).code == "INT-407"


@pytest.mark.parametrize(
    ("record", "code", "word"),
    [
        (platform(登记编号=" "), "INT-401", "登记编号"),
        (platform(登记编号=1350206202611160000001.0), "INT-402", "末几位已丢失"),
        (platform(登记编号="1.3502E+21"), "INT-402", "文本格式"),
        (platform(登记时间="上周三"), "INT-403", "上周三"),
        (platform(登记时间=""), "INT-403", "空的"),
        (platform(登记时间="06/15/2026"), "INT-403", "06/15/2026"),
        (platform(登记时间="2026-11-21 00:00:00"), "INT-404", "在将来"),
        (platform(登记时间="1999-12-31"), "INT-404", "早于2000年"),
        (platform(初查反馈时间="改天"), "INT-403", "初查反馈时间"),
        (platform(办结日期="2027-01-01"), "INT-404", "办结日期"),
        (platform(类型=""), "INT-405", "空的"),
        (platform(类型="咨询"), "INT-406", "不是投诉或举报"),
        (hotline(诉求类型="求助类"), "INT-406", "求助类"),
        (hotline(诉求类型="建议"), "INT-406", "不是投诉或举报"),
        (platform(类型="行政复议"), "INT-408", "不在对照表内"),
        (platform(类型="投诉", 初查受理状态="立案"), "INT-409", "请核对"),
        (platform(类型="举报", 初查受理状态="已受理"), "INT-409", "请核对"),
        (platform(初查受理状态="已受理", 初查反馈时间="2026-11-10"), "INT-409", "早于收到时间"),
    ],
)
def test_a_row_that_cannot_be_taken_over_comes_back_with_its_place_and_reason(
    one: ReadOne, record: dict[str, Any], code: str, word: str
) -> None:
    found = returned(one(record))
    assert (found.row, found.code) == (2, code)
    assert word in found.reason
    assert found.values["企业名称" if "企业名称" in record else "被反映单位"] == "厦门青禾生鲜超市有限公司"


def test_every_fault_of_a_row_is_named_at_once(one: ReadOne) -> None:
    found = returned(one(platform(登记编号="", 类型="", 登记时间="改天", 办结日期="不详")))
    assert [word in found.reason for word in ("登记编号", "类型", "改天", "不详")] == [True] * 4


def test_words_without_a_code_are_kept_and_reported_never_guessed(tmp_path: Path) -> None:
    record = platform(**{"初查受理状态": "研究中", "消费金额(单位:元)": "三百元左右", "办理情况状态": "挂起"})
    reading = read(write_book(tmp_path / "新词.xlsx", table(record)))
    (found,) = map(taken, reading)
    assert (found.decision, found.amount, found.closed) == ("", None, False)
    assert found.extra == {
        "初查受理状态": "研究中",
        "消费金额(单位:元)": "三百元左右",
        "办理情况状态": "挂起",
    }
    assert reading.unknown_values == {
        "初查受理状态": {"研究中": 1},
        "消费金额(单位:元)": {"三百元左右": 1},
        "办理情况状态": {"挂起": 1},
    }


def test_masked_names_and_phones_stay_as_they_are(one: ReadOne) -> None:
    found = taken(one(platform(提供方姓名="叶**", 提供方联系方式="139****0001", 企业地址="*****")))
    assert (found.person_name, found.person_phone, found.respondent_address) == ("叶**", "139****0001", "")


def test_full_width_digits_are_narrowed_where_they_are_numbers(one: ReadOne) -> None:
    found = taken(
        one(
            platform(
                登记编号="１３５０２０６",
                提供方联系方式="１３９０００００００１",
                登记时间="２０２６－１１－１６ ０８：００",
            )
        )
    )
    assert (found.external_id, found.person_phone) == ("1350206", "13900000001")
    assert found.received_at.hour == 8


def test_a_blank_first_column_is_filled_from_the_next_which_is_kept_besides(one: ReadOne) -> None:
    found = taken(one(platform(处理机构="", 处理部门="消保科")))
    assert (found.office_name, found.extra) == ("消保科", {"处理部门": "消保科"})


def test_the_received_moment_is_never_filled_from_another_column(one: ReadOne) -> None:
    assert returned(one(hotline(交办时间="", 受理时间="2026-11-10"))).code == "INT-403"


@pytest.mark.parametrize("as_words", [False, True])
@pytest.mark.parametrize("date1904", [False, True])
def test_serials_count_from_the_epoch_of_their_workbook(one: ReadOne, date1904: bool, as_words: bool) -> None:
    when = datetime.fromisoformat("2026-11-16 10:47:39")
    serial = (
        when - (datetime.fromisoformat("1904-01-01") if date1904 else datetime.fromisoformat("1899-12-30"))
    ) / timedelta(days=1)
    record = platform(登记时间=f"{serial:.8f}" if as_words else serial)
    assert taken(one(record, date_1904=date1904)).received_at == when.replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("date1904", [False, True])
def test_date_cells_mean_the_day_they_show_in_either_epoch(one: ReadOne, date1904: bool) -> None:
    when = datetime.fromisoformat("2026-11-16 10:47:39")
    assert taken(one(platform(登记时间=when), date_1904=date1904)).received_at == when.replace(
        tzinfo=SHANGHAI
    )


def test_text_and_serial_may_mix_in_one_column(tmp_path: Path) -> None:
    rows = table(hotline(交办时间=46342.5), hotline(工单编号="XM2", 交办时间="2026/11/16 12:00"))
    first, second = map(taken, read(write_book(tmp_path / "混.xlsx", rows)))
    assert first.received_at == second.received_at


def test_repeated_headers_and_blank_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    headers, row = table(platform())
    rows = [headers, row, [], ["　"] * 3, headers, ["1350206202611160000002", *row[1:]]]
    reading = read(write_book(tmp_path / "拼接.xlsx", rows))
    assert [found.row for found in reading] == [2, 6]
    assert (reading.rows, reading.repeated_headers) == (2, 1)


def test_hidden_rows_are_read_like_others(tmp_path: Path) -> None:
    rows = table(platform(), platform(登记编号="2"))
    assert len(list(read(write_book(tmp_path / "隐藏.xlsx", rows, hidden=(2,))))) == 2


def test_an_identical_row_is_a_duplicate_and_another_with_the_same_number_goes_to_a_person(
    tmp_path: Path,
) -> None:
    rows = table(platform(), platform(提供方姓名=" 林晓禾 "), platform(提供方姓名="叶喆"))
    reading = read(write_book(tmp_path / "重号.xlsx", rows))
    first, other = reading
    assert taken(first).row == 2
    assert (returned(other).row, returned(other).code) == (4, "INT-410")
    assert "第2行" in returned(other).reason
    assert (reading.rows, reading.duplicates) == (3, 1)


def test_the_digest_ignores_place_and_empty_columns_and_sees_every_content(tmp_path: Path) -> None:
    def digest(name: str, *records: dict[str, Any]) -> bytes:
        return taken(list(read(write_book(tmp_path / name, table(*records))))[-1]).digest

    plain = digest("一.xlsx", platform())
    assert digest("二.xlsx", platform(登记编号="1"), platform()) == plain
    assert digest("三.xlsx", platform(新列="")) == plain
    assert digest("四.xlsx", platform(新列="有")) != plain
    assert digest("五.xlsx", platform(具体问题="草莓发霉，商家不退！")) != plain


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write_book(tmp_path / "业务信息.xlsx", table(platform(), platform(登记编号="2", 类型="咨询")))
    assert list(read(path)) == list(read(path))


def test_iterating_a_reading_again_starts_afresh(tmp_path: Path) -> None:
    reading = read(write_book(tmp_path / "业务信息.xlsx", table(platform(), platform())))
    assert list(reading) == list(reading)
    assert (reading.rows, reading.duplicates) == (2, 1)
