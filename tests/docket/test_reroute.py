"""What other rules of routing would have done to past matters, proposed, signed and in service."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.conftest import CONTENT
from tests.docket.rule_cast import acts
from tests.docket.rule_cast import sign as sign
from tests.docket.test_routing_facts import key
from xiaobao.docket.actions.export_moves import export_moves
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.actions.relist_rules import relist_rules
from xiaobao.docket.models import Matter, RuleChange, RuleKind
from xiaobao.docket.reroute import reroute
from xiaobao.docket.reroutes import Reroutes, Span, Way
from xiaobao.docket.reroutes_page import reroute_part
from xiaobao.docket.routing_file import text_of
from xiaobao.docket.rule_files import RuleFile, recognised
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused
from xiaobao.rules import routing_files
from xiaobao.rules.routing import Routing, Tier
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")
TEXT = (CONTENT / "routing" / "huli.yaml").read_text(encoding="utf-8")
JIANGTOU = (
    "    - street: 湖里街道\n      office: huli\n",
    "    - street: 湖里街道\n      office: jiangtou\n",
)
WEEK = Span(date(2026, 5, 13), date(2026, 5, 19))


def table(*changes: tuple[str, str]) -> RuleFile:
    """The bureau's rules with some lines put otherwise."""
    text = TEXT
    for before, after in changes or (JIANGTOU,):
        assert before in text, before
        text = text.replace(before, after)
    return RuleFile(RuleKind.ROUTING, "huli.yaml", text)


@pytest.fixture
def past(register):
    """Three of 湖里街道 and one of 金山街道 within the month, one of 湖里街道 long before."""
    for number in range(3):
        register(cast.complaint(external_id=f"H{number}"))
    register(cast.complaint(external_id="J", respondent_address="湖里区金山街道"))
    register(cast.complaint(external_id="O", received_at=cast.at("2026-04-16")))


@pytest.fixture
def propose(officers, past):
    """The head of the consumer section proposes that 江头所 takes 湖里街道."""

    def propose(span=None, file=None):
        return propose_rules(
            file=file or table(), reason="管辖调整。", officer=officers["luyiheng"], at=cast.NOON, span=span
        )

    return propose


class TestTheList:
    """Which matters, from where to where."""

    def list(self, file=None, span=None) -> Reroutes:
        return reroute(file or table(), rulebook=current(), at=cast.NOON, span=span)

    def test_it_says_from_where_to_where_over_the_thirty_days_before(self, past) -> None:
        found = self.list()
        assert found.span == Span(date(2026, 4, 20), date(2026, 5, 19))
        assert found.counts() == {"matters": 3, "looked": 4}
        (group,) = found.groups
        assert (group.before, group.after) == (Way(Tier.STATION, "huli"), Way(Tier.STATION, "jiangtou"))

    def test_other_days_are_another_list(self, past) -> None:
        found = self.list(span=Span(date(2026, 4, 1), date(2026, 5, 19)))
        assert found.counts() == {"matters": 4, "looked": 5}
        assert found.digest != self.list().digest

    def test_kept_and_read_back_it_is_the_same_list(self, past) -> None:
        found = self.list()
        again = Reroutes.unpacked(found.packed())
        assert (again.digest, again.counts(), again.span) == (found.digest, found.counts(), found.span)

    def test_each_is_looked_at_by_the_registers_of_its_day(self, past) -> None:
        key(since=date(2026, 5, 19))
        without = table(
            (
                (
                    "- id: key_enterprises\n    name: 重点企业由区局投诉台办理\n    when: {key_enterprise: true}\n"
                    "    tier: desk\n    office: desk\n  - "
                ),
                "- ",
            )
        )
        assert self.list(without).counts()["matters"] == 0
        key(since=date(2026, 5, 18))
        assert self.list(without).counts()["matters"] == 4

    def test_an_insiders_report_is_in_no_list(self, past, register) -> None:
        guarded = register(cast.report(external_id="I"))
        Matter.objects.filter(pk=guarded).update(guarded=True)
        assert self.list().counts() == {"matters": 3, "looked": 4}

    @pytest.mark.parametrize(
        ("first", "last", "field"),
        [
            ("2026-05-19", "2026-05-18", "first"),
            ("2025-05-01", "2026-05-19", "first"),
            ("2026-05-19", "2026-05-20", "last"),
        ],
    )
    def test_days_that_cannot_be_looked_at_are_refused(self, past, first, last, field) -> None:
        with pytest.raises(Refused) as refused:
            self.list(span=Span(date.fromisoformat(first), date.fromisoformat(last)))
        assert list(refused.value.fields) == [field]

    def test_many_take_as_many_queries_as_few(self, past, register) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                self.list()
            return len(asked)

        few = queries()
        for number in range(6):
            register(cast.complaint(external_id=f"M{number}"))
        assert queries() == few == 4

    def test_numbers_out_of_reach_are_counted_and_not_shown(self, past, officers, rulebook) -> None:
        part = reroute_part(self.list(), officers["suming"], rulebook)
        assert [(one.before, one.after, one.count, len(one.numbers)) for one in part.lines] == [
            ("湖里市场监督管理所", "江头市场监督管理所", 3, 3)
        ]
        (line,) = reroute_part(self.list(), officers["lian"], rulebook).lines
        assert (line.numbers, line.out_of_reach) == ((), 3)


class TestInService:
    """Two persons, and nothing that has been given out moves."""

    def test_signed_by_another_it_is_what_is_gone_by(self, propose, sign) -> None:
        before = dict(Matter.objects.values_list("pk", "office__code"))
        change = sign(propose())
        assert (change.kind, change.state) == ("routing", "applied")
        assert current().routing.areas.locate("湖里街道").office == "jiangtou"
        assert dict(Matter.objects.values_list("pk", "office__code")) == before
        assert acts() == [("rules.proposed", "陆一恒"), ("rules.signed", "方舟"), ("rules.applied", "系统")]
        told = AuditEntry.objects.get(act="rules.signed").detail
        assert told == {
            "kind": "routing", "file": "huli.yaml", "sha256": change.digest, "list": change.moves_digest,
            "matters": 3, "looked": 4,
        }  # fmt: skip

    def test_signed_days_later_the_days_are_those_of_the_list(self, propose, sign) -> None:
        change = propose(WEEK)
        assert sign(change, at=cast.NOON + timedelta(days=5)).state == "applied"

    def test_a_matter_that_came_in_late_makes_another_list(self, propose, sign, register) -> None:
        change = propose()
        register(cast.complaint(external_id="late", received_at=cast.at("2026-05-17")))
        with pytest.raises(Refused, match="与清单不同的1件，清单上不再改变的0件"):
            sign(change)
        change.refresh_from_db()
        assert change.counts["matters"] == 4
        assert sign(change).state == "applied"

    def test_listed_once_more_the_days_stay(self, propose, officers) -> None:
        change = propose(WEEK)
        later = cast.NOON + timedelta(days=9)
        again = relist_rules(change_id=change.pk, officer=officers["luyiheng"], at=later)
        assert Reroutes.unpacked(bytes(again.moves)).span == WEEK

    def test_the_same_in_another_layout_is_no_change(self, propose) -> None:
        with pytest.raises(Refused, match="没有需要变更的内容"):
            propose(file=RuleFile(RuleKind.ROUTING, "huli.yaml", text_of(current().routing)))

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (("office: desk", "office: nowhere"), "“nowhere”不是本局的单位"),
            (("    when: {street_known: true}\n", ""), "它后面的规则永远用不上"),
            (("tier: desk", "tier: court"), "不在允许之列|不合要求"),
        ],
    )
    def test_what_cannot_be_followed_is_not_proposed(self, propose, change, sentence) -> None:
        with pytest.raises(Refused, match=sentence):
            propose(file=table(change))
        assert not RuleChange.objects.exists()

    def test_a_file_is_told_by_what_it_holds(self) -> None:
        assert recognised("huli.yaml", TEXT.encode()).kind is RuleKind.ROUTING

    def test_the_whole_list_is_a_table(self, propose, officers) -> None:
        change = propose()
        file = export_moves(change_id=change.pk, form="csv", officer=officers["fangzhou"], at=cast.NOON)
        head, *rows = file.data.decode("utf-8-sig").splitlines()
        assert head == "来件编号,现行去处,变更以后"
        assert [row.split(",")[1:] for row in rows] == [["湖里市场监督管理所", "江头市场监督管理所"]] * 3


def test_what_is_put_together_reads_back_the_same(tmp_path) -> None:
    routing: Routing = current().routing
    file = tmp_path / "huli.yaml"
    file.write_text(text_of(routing), encoding="utf-8")
    assert routing_files.read(file).version == routing.version
