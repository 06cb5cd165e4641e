"""Giving out what waits at intake: each by itself, and nothing sideways."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import xiaobao
from tests import cast
from tests.docket.test_routing_facts import key, partner
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.assign_many import Given, assign_many
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.assign_page import assign_page
from xiaobao.docket.models import Event, Matter
from xiaobao.docket.routing_page import proposed_route
from xiaobao.refusals import Refused

pytestmark = pytest.mark.usefixtures("own_home")
AT_INTAKE = "湖里区市场监管局"


@pytest.fixture
def arrive(register):
    """Register a complaint that waits at intake; returns it."""
    count = iter(range(1000))

    def arrive(**changes: object) -> Matter:
        row = cast.complaint(**{"external_id": f"A{next(count)}", "office_name": AT_INTAKE} | changes)
        return Matter.objects.get(pk=register(row))

    return arrive


def given(matter: Matter, office: str, version: int | None = None) -> Given:
    """As ticked on the page."""
    return Given(matter.pk, version or matter.version, office)


class TestAssignMany:
    """What an officer has ticked, one after the other."""

    def test_each_goes_where_it_was_ticked_for(self, arrive, officers) -> None:
        one, two = arrive(), arrive()
        found = assign_many(
            officer=officers["hemin"], at=cast.NOON, given=[given(one, "huli"), given(two, "desk")]
        )
        assert [came.result for came in found] == ["done", "done"]
        assert list(Matter.objects.order_by("pk").values_list("office__code", flat=True)) == ["huli", "desk"]

    def test_what_does_not_go_says_why_and_keeps_nobody_else(self, arrive, officers) -> None:
        moved, odd, fine = arrive(), arrive(), arrive()
        assign(matter_id=moved.pk, version=1, officer=officers["luyiheng"], at=cast.NOON, office="jiangtou")
        found = assign_many(
            officer=officers["hemin"], at=cast.NOON,
            given=[given(moved, "huli"), given(odd, "nowhere"), given(fine, "huli")],
        )  # fmt: skip
        assert [came.result for came in found] == ["changed", "refused", "done"]
        assert "陆一恒" in found[0].sentence
        assert found[1].sentence
        assert Matter.objects.get(pk=moved.pk).office.code == "jiangtou"

    def test_sent_twice_it_is_done_once(self, arrive, officers) -> None:
        matter = arrive()
        for result in ("done", "already"):
            found = assign_many(officer=officers["hemin"], at=cast.NOON, given=[given(matter, "huli", 1)])
            assert [came.result for came in found] == [result]
        assert Event.objects.filter(matter=matter, verb="assign").count() == 1

    def test_who_may_not_assign_assigns_nothing(self, arrive, officers) -> None:
        matter = arrive()
        found = assign_many(officer=officers["tangyue"], at=cast.NOON, given=[given(matter, "huli")])
        assert [came.result for came in found] == ["refused"]
        assert Matter.objects.get().office.code == "intake"


class TestThePage:
    """What waits, by where it would go."""

    def page(self, officers, rulebook, who="hemin", **asked):
        return assign_page(officers[who], rulebook, cast.TODAY, **asked)

    def test_it_is_heaped_by_office_with_what_a_person_has_to_look_at_last(
        self, arrive, officers, rulebook
    ) -> None:
        key(name="厦门重点电器有限公司")
        arrive()
        arrive(respondent_address="湖里区金山街道", place="")
        arrive(respondent_name="厦门重点电器有限公司")
        arrive(diversion="odr")
        arrive(respondent_address="厦门市思明区")
        arrive(respondent_address="厦门市湖里区", place="")
        page = self.page(officers, rulebook)
        assert [(heap.code, heap.count) for heap in page.heaps] == [
            ("desk", 1), ("huli", 1), ("heshan", 1), ("first", 1), ("out", 1), ("unknown", 1),
        ]  # fmt: skip
        sure = [row.route.sure for heap in page.shown for row in heap.rows]
        assert sure == [True, True, True, False, False, False]
        one = self.page(officers, rulebook, to="heshan")
        assert [[row.route.office_name for row in heap.rows] for heap in one.shown] == [
            ["禾山市场监督管理所"]
        ]

    def test_what_is_given_out_or_handled_at_intake_waits_no_more(self, arrive, officers, rulebook) -> None:
        out, own = arrive(), arrive()
        clerk = officers["hemin"]
        assign(matter_id=out.pk, version=1, officer=clerk, at=cast.NOON, office="huli")
        assign(matter_id=own.pk, version=1, officer=clerk, at=cast.NOON, office="intake", handler="hemin")
        assert self.page(officers, rulebook).total == 0

    def test_handed_back_it_waits_again(self, arrive, officers, rulebook) -> None:
        matter = arrive()
        assign(matter_id=matter.pk, version=1, officer=officers["hemin"], at=cast.NOON, office="huli")
        hand_back(
            matter_id=matter.pk, version=2, officer=officers["suming"], at=cast.NOON, words="经营地在江头街道"
        )
        assert self.page(officers, rulebook).total == 1

    def test_a_station_sees_nothing_of_it(self, arrive, officers, rulebook) -> None:
        arrive()
        assert self.page(officers, rulebook, who="suming").total == 0

    def test_more_that_wait_ask_the_database_no_more(self, arrive, officers, rulebook) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                self.page(officers, rulebook)
            return len(asked)

        partner()
        arrive()
        few = queries()
        for _ in range(6):
            arrive()
        assert queries() == few

    def test_whom_the_consumer_may_be_asked_about_is_said(self, arrive, rulebook) -> None:
        partner()
        route = proposed_route(arrive(), rulebook, cast.TODAY)
        assert route is not None
        assert [one.name for one in route.offered] == ["厦门青禾生鲜超市有限公司"]
        assert (route.sure, route.office) == (True, "huli")


class TestNothingGoesSideways:
    """令121 第四十一条第二款: 不得自行移送. A unit hands back to intake, with a reason, and to nobody else."""

    @pytest.mark.parametrize("who", ["hemin", "luyiheng"])
    @pytest.mark.parametrize("first", ["huli", "desk", "consumer"])
    def test_what_a_unit_has_nobody_gives_to_another(self, arrive, officers, who, first) -> None:
        matter = arrive()
        assign(matter_id=matter.pk, version=1, officer=officers[who], at=cast.NOON, office=first)
        with pytest.raises(Refused, match="不得自行移送"):
            assign(matter_id=matter.pk, version=2, officer=officers[who], at=cast.NOON, office="jiangtou")

    def test_no_other_act_writes_whose_a_matter_is(self) -> None:
        """An export may say otherwise, as long as nobody here has given the matter out (``amend``)."""
        folder = Path(xiaobao.__file__).parent
        writing = {
            path.stem
            for path in folder.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Assign)
            for target in node.targets
            for one in (target.elts if isinstance(target, ast.Tuple) else [target])
            if isinstance(one, ast.Attribute) and one.attr in ("office", "office_id")
            and isinstance(one.value, ast.Name) and one.value.id == "matter"
        }  # fmt: skip
        assert writing == {"assign", "hand_back", "amend"}
