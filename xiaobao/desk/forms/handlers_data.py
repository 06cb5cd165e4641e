"""Who handles what, in service, as its form sends it."""

from __future__ import annotations

from typing import Any

from django.utils.datastructures import MultiValueDict

from xiaobao.desk.forms.handlers_parts import EVERY, limit_field, sign_field
from xiaobao.rules.handlers import Cell, Condition, Matrix

Data = MultiValueDict[str, Any]


def data_of(matrix: Matrix) -> Data:
    """Return the matrix as a form that was sent."""
    data: Data = MultiValueDict()
    data.setlist("note", [matrix.note])
    data.setlist("classes", [f"c{number}" for number in range(len(matrix.classes))])
    for number, one in enumerate(matrix.classes):
        place = f"c{number}"
        cells = [cell for cell in matrix.cells if cell.matter_class == one.id]
        ticked = {"by_person": ["on"]} if one.by_person else {}
        _put(data, place, {"id": [one.id], "name": [one.name], "note": [one.note], **ticked})
        for name, letter, parts in (
            ("whens", "w", [_when(when) for when in one.when]),
            ("cells", "x", [_cell(cell) for cell in cells]),
        ):
            data.setlist(f"{place}-{name}", [f"{letter}{n}" for n in range(len(parts))])
            for n, fields in enumerate(parts):
                _put(data, f"{place}-{letter}{n}", fields)
    return data


def _when(when: Condition) -> dict[str, list[str]]:
    return {
        "track": [when.track or ""],
        "complainants": [str(when.complainants or "")],
        "channels": list(when.channels),
        **{
            name: ["、".join(values)]
            for name, values in (
                ("categories", when.categories), ("problems", when.problems), ("sales", when.sales),
                ("words", when.words),
            )
        },
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, list[str]]:
    return {
        "office": [cell.office or EVERY],
        "posts": list(cell.posts),
        "steps": ["\n".join(cell.steps)],
        **{limit_field(limit.clock): [str(limit.within)] for limit in cell.limits},
        **{sign_field(one.act): list(one.posts) for one in cell.sign_off},
    }


def _put(data: Data, place: str, fields: dict[str, list[str]]) -> None:
    for name, values in fields.items():
        data.setlist(f"{place}-{name}", values)
