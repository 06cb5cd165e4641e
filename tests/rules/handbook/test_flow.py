"""The flowcharts say what the table of steps and the clocks say, and change when these do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from xiaobao import law
from xiaobao.documents import notices
from xiaobao.documents.flow_svg import Target, svg
from xiaobao.law import Lawbook
from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.handbook.flow import flowchart
from xiaobao.rules.steps import ORDER_121, TABLE
from xiaobao.rules.transition import DESKS, HERE, Transition, by

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def lawbook() -> Lawbook:
    """The law that ships."""
    return law.load()


@pytest.mark.parametrize("track", list(Track))
def test_every_lawful_change_of_state_is_drawn_and_nothing_else(track: Track, lawbook: Lawbook) -> None:
    chart = flowchart(track, lawbook)
    moves = {(row.state, row.act, row.to) for row in TABLE if row.track is track and row.state is not row.to}
    leads = {arrow.tail: arrow.head for arrow in chart.arrows if arrow.tail in {s.id for s in chart.steps}}
    drawn = {
        (None if arrow.tail == "start" else State(arrow.tail), Act(arrow.head.split("-")[0]), State(leads[arrow.head]))
        for arrow in chart.arrows
        if arrow.head in leads
    }  # fmt: skip
    assert drawn == moves


def test_a_step_names_its_article_its_time_and_a_state_the_clock_that_begins(lawbook: Lawbook) -> None:
    chart = flowchart(Track.COMPLAINT, lawbook)
    accept = next(step for step in chart.steps if step.act is Act.ACCEPT)
    accepted = next(state for state in chart.states if state.state is State.ACCEPTED)
    assert accept.article == "第十五条第一款"
    assert [clock.length for clock in accept.clocks] == ["7个工作日"]
    assert [(clock.id, clock.length) for clock in accepted.clocks] == [("complaint.mediation", "60日")]
    assert Act.INVITE in accepted.meanwhile
    assert Act.NOTE in chart.always


def test_a_new_row_in_the_table_is_a_new_box_in_the_picture(lawbook: Lawbook) -> None:
    row = Transition(Track.COMPLAINT, State.DECLINED, Act.RESUME, State.ACCEPTED, by("5", "5"), DESKS, HERE)
    before, after = picture(lawbook, TABLE), picture(lawbook, (*TABLE, row))
    assert len(arrows(after)) == len(arrows(before)) + 1
    without = picture(lawbook, [one for one in TABLE if one.act is not Act.RECUSE])
    assert "登记回避申请" in words(before)
    assert "登记回避申请" not in words(without)


def test_a_changed_clock_is_a_changed_picture(lawbook: Lawbook) -> None:
    order = lawbook.regulation(ORDER_121)
    clocks = tuple(replace(c, amount=9) if c.id == "complaint.acceptance" else c for c in order.clocks)
    other = Lawbook({**lawbook.regulations, ORDER_121: replace(order, clocks=clocks)})
    assert "9个工作日" not in words(picture(lawbook, TABLE))
    assert "◎ 9个工作日内" in words(picture(other, TABLE))


def test_every_article_clock_document_and_state_is_a_link(lawbook: Lawbook) -> None:
    asked: list[Target] = []
    drawn = svg(flowchart(Track.REPORT, lawbook), shipped(), href=lambda target: asked.append(target) or "#x")
    kinds = {target.kind for target in asked}
    assert kinds == {"article", "clock", "form", "phrases"}
    assert len(etree.fromstring(drawn).findall(f"{SVG}a")) == len(asked)


def picture(lawbook: Lawbook, table: object) -> str:
    """Draw the complaint track."""
    return svg(flowchart(Track.COMPLAINT, lawbook, table=table), shipped())  # type: ignore[arg-type]


def shipped() -> dict[str, notices.Notice]:
    """The documents that ship."""
    return notices.load(Path(law.content_dir()))


def words(drawn: str) -> str:
    """Everything written in a picture."""
    return "".join(etree.fromstring(drawn).itertext())


def arrows(drawn: str) -> list[object]:
    """The arrows of a picture."""
    return etree.fromstring(drawn).findall(f"{SVG}path")
