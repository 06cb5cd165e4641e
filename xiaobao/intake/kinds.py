"""Complaint or report: by the column that says so, or by the word the text opens with; else a person."""

from __future__ import annotations

from collections.abc import Sequence

from xiaobao.intake import registration as codes
from xiaobao.intake import text
from xiaobao.intake.columns import Columns, Reader, Unfit
from xiaobao.intake.spreadsheet import Row

_OPENING = 60  # characters in which a work order states what it is


def kind_reader(columns: Columns) -> Reader[str]:
    """A function from a row to "complaint" or "report".

    It raises Unfit for a blank or unknown type, for other business (咨询, 求助, 建议), and for a type that
    does not tell the two apart (投诉举报类) when the text does not either: the two have different clocks
    and answers, so neither is assumed.
    """
    mapped = columns.mapped("kind")
    index = columns.single("kind")
    said = columns.named(mapped.said_in)
    shown = "" if index is None else columns.shown[index]

    def read(row: Row) -> str:
        word = "" if index is None else text.token(row[index])
        code = "undivided" if index is None else _code(word, shown, mapped.values.get(word))
        return said_kind(word, [text.clean(row[one]) for one in said]) if code == "undivided" else code

    return read


def _code(word: str, shown: str, code: str | None) -> str:
    if not word:
        raise Unfit(codes.NO_KIND, f"“{shown}”是空的，无法确定是投诉还是举报")
    if code is None:
        asked = "不在对照表内，请改正，或请管理员补充对照后再导入"
        raise Unfit(codes.UNKNOWN_KIND, f"“{shown}”写的是“{word}”，{asked}")
    if code == "other":
        raise Unfit(codes.NOT_COMPLAINT_OR_REPORT, f"“{shown}”为“{word}”，不是投诉或举报，未登记")
    return code


def said_kind(word: str, openings: Sequence[str]) -> str:
    """The kind a title or text states at its opening: one of 投诉 and 举报, not both. Else raises Unfit."""
    for opening in openings:
        head = opening[:_OPENING]
        complaint, report = "投诉" in head, "举报" in head
        if complaint != report:
            return "complaint" if complaint else "report"
        if complaint:
            break
    stated = f"类型只写“{word}”" if word else "表中没有类型列"
    asked = "标题和内容也分不清，请由人判定，填明“投诉”或“举报”后再导入"
    raise Unfit(codes.UNDIVIDED_KIND, f"{stated}，{asked}")
