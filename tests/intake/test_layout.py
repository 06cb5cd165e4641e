from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.conftest import CONTENT, hotline, platform, read, table, write_book
from xiaobao.intake import Registration, mapping
from xiaobao.intake.errors import AmbiguousLayout, DoubledColumn, UnknownLayout

# headers of each public shape of these tables, as column lists found in published code show them
SHAPES = {
    "12315 work list": (
        "platform_12315",
        """
        登记编号 类型 登记时间 提供方 涉及主体 登记部门 登记人 登记内容 处理部门 业务编码 分流类型 催办次数
        督办次数 初步排查期限 办结期限
    """,
    ),
    "12315 results": (
        "platform_12315",
        """
        登记编号 类型 登记日期 提供方姓名 提供方联系方式 接收方式 企业名称 客体类别 问题类别 具体问题
        诉求内容 办理期限 初查反馈时间 不受理原因 详细情况说明 办结 办结日期 处理人 反馈内容 登记部门
        处理部门
    """,
    ),
    "city hotline 2025": (
        "hotline_12345",
        """
        12345工单编号 12345受理时间 12345工单来源 12345诉求地址 12345工单类型 12345内容描述 主办单位
        答复市民要点 年 月份 街道 一级业务分类 二级业务分类 三级业务分类 四级业务分类 五级业务分类
    """,
    ),
    "city hotline July 2026": (
        "hotline_12345",
        """
        工单编号 受理时间 工单来源 诉求地址 工单类型 内容描述 主办单位 答复市民要点 月份 街道 一级分类
    """,
    ),
    "district hotline": (
        "hotline_12345",
        """
        序号 办件编号 办件来源 市级编号 诉求主题 诉求内容 办理单位 办理科室 诉求人 诉求人电话 处理结果
        事项大类 事项小类 派发时间 承诺完成时间 办件状态 派单员 预警状态
    """,
    ),
    "assigned orders": (
        "hotline_12345",
        """
        工单编号 工单标题 诉求内容 诉求类型 区交办时间 区交办办结期限 诉求渠道 诉求归口 紧急程度 工单状态
        求助人员 求助号码 性别 事件发生地 诉求详细地址 是否疑难 是否协办 市交办主办单位 市交办协办单位
        市交办时间 市交办办结期限
    """,
    ),
    "service platform form": (
        "hotline_12345",
        """
        工单号 交办时间 姓名 性别 区域 来电号码 联系电话 反映类型 回复方式 企业全称 企业经营地址 工单类型
        问题描述 政务标签
    """,
    ),
}


@pytest.mark.parametrize(("system", "headers"), SHAPES.values(), ids=SHAPES)
def test_every_public_shape_is_recognised_with_no_column_unknown(
    tmp_path: Path, system: str, headers: str
) -> None:
    reading = read(write_book(tmp_path / "表.xlsx", [headers.split()]))
    assert reading.system == system
    assert reading.unknown_headers == []


def test_grid_data_without_kind_or_content_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    headers = [
        "任务编号",
        "渠道来源",
        "反映人",
        "来电号码",
        "接单时间",
        "受理时间",
        "市民满意度",
        "催办过的次数",
        "网格员",
    ]
    with pytest.raises(UnknownLayout, match="类型") as caught:
        read(write_book(tmp_path / "网格.xlsx", [headers]))
    assert caught.value.unknown_headers == ["网格员"]
    assert "网格员" in caught.value.message


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    straight = list(read(write_book(tmp_path / "一.xlsx", table(platform()))))
    turned = list(read(write_book(tmp_path / "二.xlsx", [row[::-1] for row in table(platform())])))
    assert straight == turned


def test_headers_are_found_below_a_title_and_despite_width_blanks_and_stars(tmp_path: Path) -> None:
    headers, row = table(platform())
    headers = [f" ＊{name}　".replace("(", "（").replace(":", "：") for name in headers]
    rows = [["2026年11月12315业务信息统计表"], [], ["导出单位：样例"], headers, row]
    reading = read(write_book(tmp_path / "带标题.xlsx", rows))
    (found,) = reading
    assert isinstance(found, Registration)
    assert (reading.header_row, found.row, str(found.amount)) == (4, 5, "128.50")


def test_the_first_sheet_that_fits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "多表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "本表由样例导出")
        sheet = book.add_worksheet("数据")
        for line, row in enumerate(table(hotline())):
            sheet.write_row(line, 0, row)
    reading = read(path)
    assert (reading.sheet, len(list(reading))) == ("数据", 1)


def test_unknown_columns_are_listed_and_kept_with_the_matter(tmp_path: Path) -> None:
    reading = read(write_book(tmp_path / "新列.xlsx", table(platform(平台新增字段="某值", 处理人="何敏"))))
    (found,) = reading
    assert isinstance(found, Registration)
    assert reading.unknown_headers == ["平台新增字段"]
    assert found.extra == {"平台新增字段": "某值", "处理人": "何敏"}


def test_a_renamed_required_column_is_asked_about_and_nothing_is_read(tmp_path: Path) -> None:
    record = platform()
    record["工单登记流水"] = record.pop("登记编号")
    with pytest.raises(UnknownLayout) as caught:
        read(write_book(tmp_path / "改名.xlsx", table(record)))
    assert caught.value.unknown_headers == ["工单登记流水"]
    assert "登记编号" in caught.value.message
    assert "工单登记流水" in caught.value.message


def test_a_table_of_something_else_is_refused_with_its_headers(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match="认不出") as caught:
        read(write_book(tmp_path / "别的.xlsx", [["姓", "名", "分数"], ["林", "晓禾", 90]]))
    assert caught.value.unknown_headers == ["姓", "名", "分数"]


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout):
        read(write_book(tmp_path / "空.xlsx", []))


def test_a_table_that_fits_two_systems_alike_asks_for_the_system(tmp_path: Path) -> None:
    both = [["登记编号", "工单编号", "类型", "诉求类型", "登记时间", "交办时间"]]
    path = write_book(tmp_path / "两可.xlsx", both)
    with pytest.raises(AmbiguousLayout, match="指明来源"):
        read(path)
    assert read(path, system="hotline_12345").system == "hotline_12345"


def test_a_named_system_is_held_to_its_required_columns(tmp_path: Path) -> None:
    path = write_book(tmp_path / "业务信息.xlsx", table(platform()))
    with pytest.raises(UnknownLayout, match="缺少必需的列"):
        read(path, system="hotline_12345")
    with pytest.raises(UnknownLayout, match="不认得的来源"):
        read(path, system="12366")


def test_a_required_column_that_occurs_twice_is_refused_not_chosen(tmp_path: Path) -> None:
    headers, row = table(platform())
    with pytest.raises(DoubledColumn, match="登记时间"):
        read(write_book(tmp_path / "两列.xlsx", [[*headers, "登记时间"], [*row, "2026-11-01"]]))


def test_of_two_columns_with_one_name_both_contents_are_kept(tmp_path: Path) -> None:
    headers, row = table(platform())
    (found,) = read(
        write_book(tmp_path / "备注.xlsx", [[*headers, "备注", "备注", ""], [*row, "甲", "乙", "丙"]])
    )
    assert isinstance(found, Registration)
    assert found.extra == {"备注": "甲", "备注(2)": "乙", f"第{len(headers) + 3}列（无列名）": "丙"}


def test_each_mapping_names_its_required_fields() -> None:
    for system in mapping.load(CONTENT).values():
        assert {"external_id", "kind", "received_at"} <= system.fields.keys()
