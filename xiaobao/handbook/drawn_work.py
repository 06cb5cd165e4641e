"""What the work draws in the handbook: flowcharts, the documents that can be made, who handles what."""

from __future__ import annotations

from collections.abc import Iterator

from xiaobao.documents import flow_svg
from xiaobao.documents.notices import Notice
from xiaobao.handbook.drawn import Drawn, Figure, Row, Table
from xiaobao.handbook.material import Handled, Handling, Material
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook import flow

_OWN = "本局自制文书"


def flowchart(track: str, material: Material) -> Iterator[Drawn]:
    """Draw the flowchart of a procedure, as vectors."""
    if track in set(Track):
        chart = flow.flowchart(Track(track), material.law)
        yield Figure(flow_svg.svg(chart, material.notices), f"{Track(track).label}处置流程图")


def documents(_argument: str, material: Material) -> Iterator[Drawn]:
    """Draw the documents of the rule in force, then those of the bureau's own making, with what they need."""
    regulation = material.law.in_force(material.day).id
    here = [notice for notice in material.notices.values() if notice.governs(regulation)]
    head = ("文书", "式样", "依据", "必须填写", "可以填写")
    groups = {"法定和统一式样的文书": False, "本局自制的文书": True}
    for caption, own in groups.items():
        rows = tuple(_document(notice) for notice in here if (notice.form == _OWN) is own)
        if rows:
            yield Table(caption, head, (7, 6, 8, 11, 7), rows)


def handlers(_argument: str, material: Material) -> Iterator[Drawn]:
    """Draw who handles what, a table a class of matters."""
    for one in material.handlers:
        rows = tuple(_handling(cell) for cell in one.cells)
        yield Table(
            one.name, ("单位", "处置岗位", "本局时限", "步骤", "签批"), (5, 5, 9, 9, 6), rows, _about(one)
        )


def _document(notice: Notice) -> Row:
    cites = "、".join(f"[[{regulation}:{article}]]" for regulation, article in notice.cites)
    needed = "、".join(fact.label for fact in notice.facts if not fact.optional)
    others = "、".join(fact.label for fact in notice.facts if fact.optional and fact.kind != "flag")
    return Row((notice.title, notice.form, cites or "—", needed or "—", others or "—"))


def _handling(cell: Handling) -> Row:
    limits = [f"{one.clock}：{one.within}个工作日（法定{one.law}，{one.basis}）" for one in cell.limits]
    steps = [f"{number}. {step}" for number, step in enumerate(cell.steps, 1)]
    signs = [f"{one.act}：{'或者'.join(one.posts)}" for one in cell.signs]
    cells = (cell.office, "、".join(cell.posts), "\n".join(limits) or "按法定期限", "\n".join(steps) or "—")
    return Row((*cells, "\n".join(signs) or "—"))


def _about(one: Handled) -> str:
    return "　".join(
        filter(None, (f"包括：{'；或者'.join(one.when)}", f"注意：{one.note}" if one.note else ""))
    )
