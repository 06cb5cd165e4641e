"""A change of rules takes two persons, and a list that still holds; whatever is killed is made good."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, notices_2027
from tests.docket import rule_cast
from tests.docket.rule_cast import EARLIER_REMINDER, LATER, WHY, acts, in_service
from tests.docket.rule_cast import propose as propose
from tests.docket.rule_cast import sign as sign
from xiaobao.docket import rule_files
from xiaobao.docket.actions import apply_rules
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.load_calendar import BY_COMMAND, load_calendar
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.actions.refuse_rules import refuse_rules
from xiaobao.docket.actions.relist_rules import relist_rules
from xiaobao.docket.actions.withdraw_rules import withdraw_rules
from xiaobao.docket.liveness import TICK
from xiaobao.docket.models import Clock, Event, Heartbeat, Matter, RuleChange
from xiaobao.docket.moves import Moves
from xiaobao.docket.rulebook import current, local_ladders
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry


class TestTwoPersons:
    """Who proposes does not sign."""

    def test_proposed_nothing_is_in_service_yet(self, propose) -> None:
        change = propose()
        assert (change.state, change.proposed_by.name, change.reason) == ("proposed", "陆一恒", WHY)
        assert change.counts | {"listed_at": ""} == {
            "clocks": 0, "at_once": 0, "new": 0, "earlier": 1, "later": 0, "no_more": 0, "listed_at": "",
        }  # fmt: skip
        assert in_service() == [3, 1, 0, None]
        assert acts() == [("rules.proposed", "陆一恒")]

    def test_signed_by_another_it_is(self, propose, sign) -> None:
        change = sign(propose())
        assert (change.state, change.decided_by.name, change.words) == ("applied", "方舟", "同意。")
        assert change.applied_at == LATER
        assert in_service() == [4, 1, 0, None]
        assert acts() == [("rules.proposed", "陆一恒"), ("rules.signed", "方舟"), ("rules.applied", "系统")]

    def test_the_trail_names_file_and_list_by_their_digests(self, propose, sign) -> None:
        change = sign(propose())
        told = AuditEntry.objects.get(act="rules.signed").detail
        assert told == {
            "kind": "ladder", "file": "huli.yaml", "sha256": change.digest, "list": change.moves_digest,
            "clocks": 0, "warnings": 1,
        }  # fmt: skip

    def test_nobody_signs_what_they_proposed_themselves(self, propose, sign) -> None:
        change = propose(who="fangzhou")
        with pytest.raises(Refused, match="要由另一个人签署"):
            sign(change)
        assert in_service() == [3, 1, 0, None]

    def test_who_may_propose_may_not_therefore_sign(self, propose, sign) -> None:
        with pytest.raises(NotAllowed):
            sign(propose(who="admin"), who="luyiheng")

    def test_a_handler_proposes_nothing(self, propose) -> None:
        with pytest.raises(NotAllowed):
            propose(who="chensiyuan")

    def test_a_reason_is_asked_for(self, propose, officers) -> None:
        with pytest.raises(Refused) as refused:
            propose_rules(
                file=rule_cast.ladder(EARLIER_REMINDER),
                reason=" ",
                officer=officers["luyiheng"],
                at=cast.NOON,
            )
        assert list(refused.value.fields) == ["reason"]

    def test_signed_once_it_is_not_signed_again(self, propose, sign) -> None:
        change = sign(propose())
        with pytest.raises(Changed, match="方舟已于 2026-05-20 15:00 对此件签署"):
            sign(change)

    def test_one_that_is_not_there_cannot_be_signed(self, propose, sign) -> None:
        change = propose()
        change.pk = 999
        with pytest.raises(NotFound):
            sign(change)


class TestRefusedOrWithdrawn:
    """A change may come to nothing."""

    def test_refused_it_needs_a_reason_and_changes_nothing(self, propose, officers) -> None:
        change = propose()
        given = {"change_id": change.pk, "officer": officers["fangzhou"], "at": LATER}
        with pytest.raises(Refused) as refused:
            refuse_rules(words="", **given)
        assert list(refused.value.fields) == ["words"]
        change = refuse_rules(words="提醒过多。", **given)
        assert (change.state, change.words, in_service()) == ("refused", "提醒过多。", [3, 1, 0, None])
        assert acts()[-1] == ("rules.refused", "方舟")

    def test_withdrawn_by_who_proposed_it_alone(self, propose, officers) -> None:
        change = propose()
        with pytest.raises(NotAllowed):
            withdraw_rules(change_id=change.pk, officer=officers["fangzhou"], at=LATER)
        assert (
            withdraw_rules(change_id=change.pk, officer=officers["luyiheng"], at=LATER).state == "withdrawn"
        )
        assert acts()[-1] == ("rules.withdrawn", "陆一恒")

    def test_who_proposed_it_does_not_refuse_it(self, propose, officers) -> None:
        change = propose(who="fangzhou")
        with pytest.raises(Refused, match="请撤回"):
            refuse_rules(change_id=change.pk, words="不变更了。", officer=officers["fangzhou"], at=LATER)

    def test_a_second_change_of_the_same_file_waits_for_the_first(self, propose, officers) -> None:
        first = propose()
        with pytest.raises(Refused, match=f"已有第{first.pk}号变更等待签署"):
            propose(rule_cast.ladder(("left: 3\n", "left: 5\n")))
        withdraw_rules(change_id=first.pk, officer=officers["luyiheng"], at=LATER)
        assert propose(rule_cast.ladder(("left: 3\n", "left: 5\n"))).state == "proposed"


class TestAList:
    """It applies only as the list that was shown."""

    def test_another_matter_meanwhile_and_the_list_no_longer_holds(self, propose, sign, register) -> None:
        change = propose()
        shown = change.moves_digest
        register(cast.complaint(external_id="E2"))
        with pytest.raises(Refused, match="与清单不同的1个期限，清单上不再变动的0个期限"):
            sign(change)
        change.refresh_from_db()
        assert (change.state, change.counts["earlier"], in_service()) == ("proposed", 2, [3, 1, 0, None])
        assert change.moves_digest != shown
        assert acts()[-1] == ("rules.listed", "方舟")

    def test_the_fresh_list_can_be_signed(self, propose, sign, register) -> None:
        change = propose()
        register(cast.complaint(external_id="E2"))
        with pytest.raises(Refused):
            sign(change)
        change.refresh_from_db()
        assert sign(change).state == "applied"

    def test_a_matter_that_is_decided_meanwhile_is_on_the_list_no_more(self, propose, sign, officers) -> None:
        change = propose()
        accept(matter_id=Matter.objects.get().pk, version=1, officer=officers["chensiyuan"], at=cast.NOON)
        with pytest.raises(Refused, match="清单上不再变动的1个期限"):
            sign(change)

    def test_a_warning_whose_moment_passes_meanwhile_makes_it_another_list(self, propose, sign) -> None:
        with pytest.raises(Refused, match="不再是会发生的情况"):
            sign(propose(), at=cast.at("2026-05-21", "10:00"))
        assert RuleChange.objects.get().counts["at_once"] == 1

    def test_an_older_page_cannot_sign_the_list_that_stands_now(
        self, propose, sign, officers, register
    ) -> None:
        change = propose()
        register(cast.complaint(external_id="E2"))
        relist_rules(change_id=change.pk, officer=officers["luyiheng"], at=LATER)
        with pytest.raises(Refused, match="打开页面之后更新过"):
            sign(change)

    def test_what_is_in_service_has_changed_meanwhile(self, propose, sign, own_home) -> None:
        change = propose()
        local_ladders().mkdir()
        file = rule_cast.ladder(("请抓紧办理。", "请尽快办理。"))
        rule_files.put(file)
        with pytest.raises(Refused, match="现行的文件在此期间变更过"):
            sign(change)

    def test_what_is_in_service_already_cannot_be_signed(self, propose, sign) -> None:
        change = propose()
        rule_files.put(apply_rules.file_of(change))
        with pytest.raises(Refused, match="完全相同"):
            sign(change)

    def test_a_calendar_moves_the_listed_clocks_and_says_so_on_each_matter(
        self, propose, sign, register, officers
    ) -> None:
        key = register(cast.complaint(external_id="E2", received_at=cast.at("2026-12-25")))
        at = cast.at("2026-12-28")
        change = propose(rule_cast.notice(), at=at)
        listed = {(number, group.clock) for group, number in Moves.unpacked(bytes(change.moves)).clocks()}
        sign(change, at=at)
        event = Event.objects.get(verb="recompute")
        assert (event.matter_id, event.data) == (
            key, {"cause": "calendar:2027", "moved": {"complaint.acceptance": ["2027-01-04", "2027-01-06"]}},
        )  # fmt: skip
        assert listed == {(event.matter.number, "complaint.acceptance")}
        clock = Clock.objects.get(matter=key)
        assert (clock.due_on, clock.provisional) == (date(2027, 1, 6), False)
        assert clock.watch_at == cast.at("2026-12-31", "09:00")
        assert AuditEntry.objects.get(act="clocks.recomputed").detail == {"moved": 1}
        assert "besides" not in AuditEntry.objects.get(act="rules.applied").detail

    def test_what_begins_while_it_is_signed_is_counted_anew_and_told_apart(
        self, propose, sign, register, monkeypatch
    ) -> None:
        at = cast.at("2026-12-28")
        change = propose(rule_cast.notice(), at=at)

        def put_meanwhile(file):
            register(cast.complaint(external_id="E3", received_at=cast.at("2026-12-25")))
            rule_files.put(file)

        monkeypatch.setattr(apply_rules, "put", put_meanwhile)
        sign(change, at=at)
        assert AuditEntry.objects.get(act="rules.applied").detail["besides"] == 1
        assert set(Clock.objects.values_list("calendar", flat=True)) == {current().calendar.version}

    def test_a_regulation_moves_its_clocks_and_has_every_moment_derived_anew(self, propose, sign) -> None:
        Heartbeat.objects.create(job=TICK, started_at=cast.NOON, derived_with="as before")
        change = sign(propose(rule_cast.order_121("complaint.acceptance", 5)))
        assert (change.state, Clock.objects.get().due_on) == ("applied", date(2026, 5, 25))
        assert Event.objects.get(verb="recompute").data["cause"] == "law:samr-order-121"
        assert Matter.objects.get().next_due == date(2026, 5, 25)
        assert Heartbeat.objects.get().derived_with == ""


class TestWrongFiles:
    """What cannot be read is refused with the line."""

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ("left: 3\n", "left: 3\n        overdue: 1\n", "第15行：“ladders.0.stages.0”"),
            ("to: [handler]", "to: []", "至少要有一项"),
            ("channels: [email, sms]", "channels: [fax]", "不在允许之列"),
            ("to: [bureau_leader]", "to: [minister]", "“minister”不是本局能看到来件的岗位"),
            (
                "clocks: [complaint.mediation",
                "clocks: [complaint.meditation",
                "没有名为“complaint.meditation”的期限",
            ),
            ("{number}的", "{name}的", "用语里不能写 name"),
        ],
    )
    def test_a_ladder_that_is_none(self, propose, before, after, said) -> None:
        with pytest.raises(Refused) as refused:
            propose(rule_cast.ladder((before, after)))
        assert said in refused.value.sentence
        assert list(refused.value.fields) == ["text"]
        assert RuleChange.objects.count() == 0

    def test_a_notice_that_forgets_a_holiday(self, propose) -> None:
        line = "  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}\n"
        with pytest.raises(Refused, match=r"2027.yaml 第\d+行：法定节假日中秋节"):
            propose(rule_cast.notice((line, "")))

    def test_the_file_in_service_changes_nothing(self, propose) -> None:
        with pytest.raises(Refused, match="与现行的完全相同"):
            propose(rule_cast.ladder())

    @pytest.mark.parametrize("name", ["../huli.yaml", "jimei.yaml", ".huli.yaml", "huli.txt"])
    def test_a_name_that_does_not_belong_there(self, propose, name) -> None:
        file = rule_files.RuleFile(rule_cast.RuleKind.LADDER, name, rule_cast.LADDER)
        with pytest.raises(Refused):
            propose(file)


class TestOneWay:
    """The command line takes the way of the screens."""

    def test_a_notice_loaded_by_command_is_a_change_like_any_other(
        self, own_home, register, tmp_path
    ) -> None:
        register(cast.complaint(received_at=cast.at("2026-12-25")))
        load_calendar(notices_2027.write(tmp_path), at=cast.at("2026-12-28"))
        change = RuleChange.objects.get()
        assert (change.kind, change.state, change.proposed_by, change.reason) == (
            "calendar",
            "applied",
            None,
            BY_COMMAND,
        )
        assert change.counts["clocks"] == 1
        found = AuditEntry.objects.order_by("id").values_list("act", flat=True)
        assert list(found) == ["calendar.load", "clocks.recomputed", "rules.applied"]
