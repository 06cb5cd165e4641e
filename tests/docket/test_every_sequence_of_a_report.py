"""Whatever officers do to reports, in whatever order: no unlawful state, nothing lost, nobody given away.

A machine walks two or three reports of one person through random acts of officers of every post, on later and
later days, while exports and files of the enforcement system come in between. The docket either does an act,
along a row of the table of states, or refuses it and leaves everything as it was.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from tests import cast
from tests.docket import report_walk as walk
from tests.docket.report_invariants import Invariants, sees
from xiaobao.desk.acts import deed_of
from xiaobao.docket.actions.amend import amend
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.case_import import apply_row
from xiaobao.docket.case_known import Contradiction
from xiaobao.docket.checking_facts import pending
from xiaobao.docket.models import (
    Addressee,
    Case,
    Distribution,
    Document,
    Event,
    ImportBatch,
    Matter,
    Proposal,
)
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotAllowed, NotFound, Obstacle, Refused
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import authority
from xiaobao.vault.models import AuditEntry

MANY_POSTS = "bailu"
"""白露 handles, heads the unit and leads the bureau: alone she must not be able to have a case filed."""
POSTS = ("hemin", "chensiyuan", "wenlan", "suming", "luyiheng", "fangzhou", "lian", "tangyue", MANY_POSTS)
FIRST_DAYS = {"samr-order-121": "2026-05-18", "samr-order-20": "2026-03-02"}
DRAWN = st.integers(min_value=0, max_value=9999)
DAYS = (*[0] * 8, 1, 1, 2, 6, 20, 70)
HAPPENINGS = (
    *["it_goes_its_usual_way"] * 6,
    *["somebody_does_what_the_table_allows"] * 5,
    *["somebody_tries_anything"] * 2,
    *["the_enforcement_system_tells"] * 2,
    "an_export_arrives",
    "another_arrives",
)
KEPT = ("docket_matter", "docket_report", "docket_clock", "docket_exclusion", "docket_numberseries")


class Reports(Invariants):
    """Reports on their way, whoever handles them and in whatever order."""

    regulation = "samr-order-121"

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.rows, self.steps, self.chance = {}, 0, Random(0)

    @initialize(drawn=DRAWN)
    def two_arrive(self, drawn: int) -> None:
        self.at, self.chance = cast.at(FIRST_DAYS[self.regulation], "09:30"), Random(drawn)
        self.batch = ImportBatch.objects.create(file_name="业务信息.xlsx", sha256="0", started_at=self.at)
        self._another_arrives()
        self._another_arrives()
        if self.chance.random() < 0.3:
            Distribution.objects.create(matter_id=min(self.rows), sender="厦门市市场监督管理局", number="8号")

    @rule(drawn=DRAWN)
    def something_happens(self, drawn: int) -> None:
        self.steps += 1
        # Small numbers are drawn often: the same one means something else at another step.
        self.chance = Random(drawn * 100 + self.steps)
        self.at += timedelta(days=self.chance.choice(DAYS), minutes=7)
        getattr(self, f"_{self.chance.choice(HAPPENINGS)}")()

    def _another_arrives(self) -> None:
        if len(self.rows) < 3:
            row = walk.registration(len(self.rows), self.at, self.chance)
            (key,) = register_many([row], batch=self.batch, rulebook=self.rulebook, at=self.at)
            self.rows[key] = row

    def _somebody_tries_anything(self) -> None:
        self._act(self._chosen(), self.chance.choice(walk.ACTS), self.chance.choice(POSTS))

    def _somebody_does_what_the_table_allows(self) -> None:
        matter = self._chosen()
        rows = workflow.lawful("report", matter.state, channel="desk")
        act = self.chance.choice(sorted({row.act for row in rows} & set(walk.ACTS)))
        self._act(matter, act, self._somebody_for(act, matter), wrong=self.chance.random() < 0.25)

    def _it_goes_its_usual_way(self) -> None:
        key = self._chosen().pk
        for _ in range(self.chance.randint(1, 4)):
            matter = Matter.objects.select_related("report", "office").get(pk=key)
            act = self._usual(matter)
            if act:
                self._act(matter, act, self._somebody_for(act, matter))

    def _an_export_arrives(self) -> None:
        key = self._chosen().pk
        row = walk.exported_again(self.rows[key], self.at, self.chance)
        with transaction.atomic():
            amend(matter_id=key, row=row, batch=self.batch, rulebook=self.rulebook, at=self.at)
        self.done.append(f"export of {key}")

    def _the_enforcement_system_tells(self) -> None:
        matter, before = self._chosen(), self._everything()
        row = walk.told_of_the_case(matter, self.at, self.chance)
        try:
            with transaction.atomic():
                apply_row(row, matter.pk, batch=self.batch, rulebook=self.rulebook, at=self.at)
        except (Contradiction, Refused):
            assert self._everything() == before
        else:
            self.done.append(f"case of {matter.pk} told")

    def _chosen(self) -> Matter:
        key = self.chance.choice(sorted(self.rows))
        return Matter.objects.select_related("report", "office").get(pk=key)

    def _usual(self, matter: Matter) -> Act | None:
        waiting = [act for act, found in self._waiting(matter).items() if found.exists()]
        if waiting and self.chance.random() < 0.6:
            return self.chance.choice(waiting)
        if matter.state == State.RECEIVED:
            return self._usual_check(matter)
        choices = {
            State.FILED: (
                Act.MILESTONE,
                Act.DECIDE,
                Act.DECIDE,
                Act.SUSPECT,
                Act.HALT,
                Act.LEAVE_OUT,
                Act.PROLONG,
            ),
            State.HALTED: (Act.GO_ON,),
            State.DECIDED: (Act.MILESTONE, Act.MILESTONE, Act.ANSWER, Act.CLOSE),
            State.ABANDONED: (Act.ANSWER, Act.CLOSE),
            State.NOT_FILED: (Act.ANSWER, Act.CLOSE),
        }.get(State(matter.state))
        return self.chance.choice(choices) if choices else None

    def _waiting(self, matter: Matter) -> dict[Act, Any]:
        untold = Addressee.objects.filter(document__matter=matter, services=None, document__voided_at=None)
        return {
            Act.COUNT_AGAIN: matter.exclusions.filter(ended_on=None),
            Act.END_DISPUTE: matter.disputes.filter(ended_on=None),
            Act.HAND_TO_POLICE: matter.crime_transfers.filter(approved=None),
            Act.ASSIGN: Matter.objects.filter(pk=matter.pk, office__kind="bureau", is_open=True),
            Act.SERVE: untold,
        }

    def _usual_check(self, matter: Matter) -> Act:
        waiting, choose = pending(matter), self.chance.choice
        if waiting is None:
            again = choose((Act.MERGE, Act.REPEAT, Act.EXTEND))
            begins = (Act.CHECK, Act.CHECK, Act.CHECK, Act.CLASSIFY, Act.CLASSIFY, Act.LEAVE_OUT, again)
            return Act.PROPOSE if matter.checks.exists() and self.chance.random() < 0.6 else choose(begins)
        decides = Act.FILE if waiting.what == "file" else Act.NOT_FILE
        return choose((decides, decides, decides, Act.SEND_BACK)) if waiting.review else Act.REVIEW

    def _somebody_for(self, act: Act, matter: Matter) -> str:
        entitled = [who for who in POSTS if self.officers[who].may(act.value)]
        seeing = [who for who in entitled if sees(self.officers[who], matter)]
        return self.chance.choice(seeing if seeing and self.chance.random() < 0.9 else entitled)

    def _act(self, matter: Matter, act: Act, who: str, *, wrong: bool = False) -> None:
        self.at += timedelta(minutes=1)
        officer, others = self.officers[who], tuple(key for key in self.rows if key != matter.pk)
        given = walk.typed(act, walk.Moment(matter, self.at, others, self.chance))
        given = walk.spoiled(given, self.chance) if wrong else given
        before, doing = self._everything(), {"matter_id": matter.pk, "version": matter.version, "at": self.at}
        try:
            deed_of("report", act).do(**doing, officer=officer, **given)
        except Obstacle as refusal:
            assert self._everything() == before
            self._refused_for_what_it_is(refusal, matter, act, officer)
        else:
            self._followed_the_table(matter, act, who, before)

    def _refused_for_what_it_is(self, refusal: Obstacle, matter: Matter, act: Act, officer: Any) -> None:
        seen = sees(officer, matter)
        assert isinstance(refusal, NotFound) == (not seen), refusal
        assert isinstance(refusal, NotAllowed) == (seen and not officer.may(act.value)), refusal

    def _followed_the_table(self, matter: Matter, act: Act, who: str, before: Any) -> None:
        after, row = Matter.objects.get(pk=matter.pk), workflow.find("report", matter.state, act)
        posts = {post.code for post in self.officers[who].user.posts.all()}
        assert row.on_desk
        assert self.officers[who].may(act.value)
        assert set(row.who) & posts
        assert (after.state, after.version) == (row.to.value, matter.version + 1)
        assert after.events.latest("id").verb == act.value
        both = 2 if act is Act.MERGE else 1  # the earlier report is told of the merger too
        assert (Event.objects.count(), AuditEntry.objects.count()) == (before[0] + both, before[1] + both)
        self.done.append(f"{act.value} on {matter.pk} by {who}")

    def _everything(self) -> tuple[object, ...]:
        """What a refused act must leave as it was."""
        with connection.cursor() as cursor:
            kept = [cursor.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in KEPT]
        return (*(model.objects.count() for model in (Event, AuditEntry, Document, Proposal, Case)), kept)

    def teardown(self) -> None:
        try:
            self.whole_at_the_end()
        finally:
            transaction.set_rollback(True)
            self.frame.__exit__(None, None, None)


@pytest.fixture
def everybody(officers: dict[str, Any]) -> dict[str, Any]:
    """The cast, and somebody with every post of the unit and of the bureau."""
    user = User.objects.create_user(username=MANY_POSTS, name="白露", password=cast.PASSWORD)
    for office, code in (("huli", "handler"), ("huli", "unit_head"), ("intake", "bureau_leader")):
        Post.objects.create(user=user, office=Office.objects.get(code=office), code=code, since=cast.SINCE)
    return {**officers, MANY_POSTS: authority(user, current().locality, cast.TODAY)}


@pytest.mark.parametrize("regulation", FIRST_DAYS)
def test_no_sequence_of_acts_on_reports_leads_anywhere_the_law_does_not_allow(
    own_home, everybody, regulation
):
    machine = type("Machine", (Reports,), {"officers": everybody, "regulation": regulation})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=settings.default.max_examples // 10,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
