"""A change of rules that was killed, met another or came too early for an act: made good, to the same end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests import cast, notices_2027
from tests.docket import rule_cast
from tests.docket.rule_cast import EARLIER_REMINDER, LATER, acts
from tests.docket.rule_cast import propose as propose
from tests.docket.rule_cast import sign as sign
from xiaobao.docket.actions import apply_rules, recompute
from xiaobao.docket.actions import sign_rules as signing
from xiaobao.docket.actions.apply_rules import finish_rules, look_over_rules
from xiaobao.docket.actions.recompute import recompute_stale
from xiaobao.docket.actions.sign_rules import sign_rules
from xiaobao.docket.models import Clock, Event, RuleChange, Stumble
from xiaobao.docket.rulebook import current, local_calendars
from xiaobao.home import key
from xiaobao.refusals import Changed, Refused, Unavailable


class TestKilledBetween:
    """Whatever dies between signing and counting, the next start brings it to the same end."""

    NOTICED = cast.at("2026-12-28")

    @pytest.fixture
    def ready(self, propose, register):
        """A notice proposed while seven matters wait for it."""
        for number in range(7):
            register(cast.complaint(external_id=f"K{number}", received_at=cast.at("2026-12-25")))
        return propose(rule_cast.notice(), at=self.NOTICED)

    def _ends_well(self) -> None:
        change = RuleChange.objects.get()
        assert (change.state, finish_rules(at=self.NOTICED)) == ("applied", 0)
        assert (local_calendars() / "2027.yaml").read_text(encoding="utf-8") == notices_2027.INVENTED
        events = Event.objects.filter(verb="recompute")
        assert (events.count(), events.values("matter").distinct().count()) == (7, 7)
        running = Clock.objects.filter(state="running")
        assert set(running.values_list("calendar", flat=True)) == {current().calendar.version}
        assert [act for act, _ in acts()].count("rules.applied") == 1

    def test_before_the_file_is_put(self, ready, sign) -> None:
        with killed_at(apply_rules, "put"):
            sign(ready, at=self.NOTICED)
        assert RuleChange.objects.get().state == "signed"
        assert not (local_calendars() / "2027.yaml").exists()
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_after_the_file_is_put_and_before_a_clock_is_counted(self, ready, sign) -> None:
        with killed_at(apply_rules, "recompute_running"):
            sign(ready, at=self.NOTICED)
        assert (local_calendars() / "2027.yaml").exists()
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_between_two_batches(self, ready, sign, monkeypatch) -> None:
        monkeypatch.setattr(recompute, "BATCH", 2)
        done = []
        right = recompute._batch

        def dies_at_the_third(keys, run):
            done.append(keys)
            return _dies() if len(done) == 3 else right(keys, run)

        with killed_at(recompute, "_batch", dies_at_the_third):
            sign(ready, at=self.NOTICED)
        # The May complaint is in the first batch; its day does not move.
        assert Event.objects.filter(verb="recompute").count() == 3
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_before_it_is_kept_as_applied(self, ready, sign) -> None:
        with killed_at(apply_rules, "_keep_applied"):
            sign(ready, at=self.NOTICED)
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_the_next_one_to_sign_finishes_it_first(self, ready, sign, propose) -> None:
        other = propose(at=self.NOTICED)
        with killed_at(apply_rules, "put"):
            sign(ready, at=self.NOTICED)
        with pytest.raises(Refused, match="不再是会发生的情况"):
            sign(other, at=self.NOTICED)
        assert set(RuleChange.objects.values_list("name", "state")) == {
            ("2027.yaml", "applied"), ("huli.yaml", "proposed"),
        }  # fmt: skip

    def test_a_full_disk_leaves_it_signed_and_it_is_finished_later(self, ready, sign, monkeypatch) -> None:
        with monkeypatch.context() as full:
            full.setattr(apply_rules, "put", _no_room)
            assert sign(ready, at=self.NOTICED).state == "signed"
            with pytest.raises(Unavailable):
                finish_rules(at=self.NOTICED)
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_many_clocks_are_left_to_the_worker(self, ready, sign, monkeypatch) -> None:
        monkeypatch.setattr(signing, "AT_ONCE", 3)
        assert sign(ready, at=self.NOTICED).state == "signed"
        assert DBTaskResult.objects.get().task_path == "xiaobao.docket.tasks.finish_rules"
        assert finish_rules(at=self.NOTICED) == 1
        self._ends_well()

    def test_a_matter_that_cannot_be_worked_on_holds_nobody_up(self, ready, sign, register) -> None:
        broken = register(cast.complaint(external_id="K9", received_at=cast.at("2026-12-25")))
        ledger = Clock.objects.get(matter=broken).ledger
        Clock.objects.filter(matter=broken).update(ledger=[{"kind": "resume", "on": "2026-12-28"}])
        relisted = RuleChange.objects.get()
        with pytest.raises(Refused):
            sign(relisted, at=self.NOTICED)
        relisted.refresh_from_db()
        assert (relisted.counts["unread"], sign(relisted, at=self.NOTICED).state) == (1, "applied")
        assert Event.objects.filter(verb="recompute").count() == 7
        assert Stumble.objects.get(settled_at=None).subject == f"matter:{broken}"
        Clock.objects.filter(matter=broken).update(ledger=ledger)
        assert recompute_stale(at=self.NOTICED) == 1
        assert not Stumble.objects.filter(settled_at=None).exists()


class TestAtOnce:
    """Two windows, one moment."""

    @pytest.mark.parametrize("file", [rule_cast.ladder(EARLIER_REMINDER), rule_cast.notice()])
    def test_signed_in_two_windows_at_once_it_takes_effect_once(
        self, transactional_db, propose, officers, file
    ) -> None:
        key("vault-master-key")
        change = propose(file)

        def once(_number):
            given = {"change_id": change.pk, "shown": change.moves_digest, "officer": officers["fangzhou"]}
            try:
                return sign_rules(at=LATER, **given).state
            except Changed as refusal:
                return refusal.sentence
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as pool:
            told = list(pool.map(once, range(3)))
        assert sorted(one.startswith("方舟已于") for one in told) == [False, True, True]
        assert [act for act, _ in acts()] == ["rules.proposed", "rules.signed", "rules.applied"]


def test_an_act_that_began_before_a_regulation_changed_is_counted_anew_soon_after(propose, sign) -> None:
    sign(propose(rule_cast.order_121("complaint.acceptance", 5)))
    Clock.objects.update(
        due_on=date(2026, 5, 27), due_earliest=date(2026, 5, 27), due_latest=date(2026, 5, 27)
    )
    assert look_over_rules(at=cast.at("2026-05-20", "15:30")) == 1
    assert Clock.objects.get().due_on == date(2026, 5, 25)
    assert look_over_rules(at=cast.at("2026-05-20", "17:00")) == 0


@contextmanager
def killed_at(module, name, instead=None):
    """Have the process end where it would go on with ``name``."""
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(module, name, instead or _dies)
        with pytest.raises(RuntimeError, match="killed here"):
            yield


def _dies(*given, **more):
    raise RuntimeError("killed here")


def _no_room(file):
    raise OSError(28, "No space left on device")
