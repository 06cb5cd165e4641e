"""Whatever officers do, in whatever order: no unlawful state, no open matter without a clock or a reason.

A machine takes random acts on one complaint, by officers of every post, on later and later days. The docket
either does the act, along a row of the table of states, or refuses and leaves everything as it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import cast
from tests.docket.settling_cast import market
from xiaobao.docket import reckoning
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Addressee, Appraisal, Document, Matter, NumberSeries, Partner, Session
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.refusals import NotAllowed, Obstacle, Refused
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State

POSTS = ("hemin", "chensiyuan", "suming", "luyiheng", "fangzhou")
FIRST_DAYS = {"samr-order-121": "2026-05-18", "samr-order-20": "2026-03-02"}
WORDS = "经核实情况属实，依照规定办理并记录在案。"


def given(act: Act, matter: Matter, at: datetime) -> dict[str, object]:
    """Return plausible arguments for an act on the matter as it stands; the rules may still refuse them."""
    day = at.astimezone(SHANGHAI).date()
    person = matter.parties.filter(role="complainant").first()
    session = matter.sessions.filter(state="planned").first()
    owed = Addressee.objects.filter(document__matter=matter, services=None, document__voided_at=None).first()
    paper = Document.objects.filter(matter=matter, voided_at=None).last()
    told = {
        Act.ACCEPT: {},
        Act.DECLINE: {"ground": 3, "evidence": ["订单截图"], "words": WORDS},
        Act.SPLIT: {"words_here": "请求退货。", "words_other": "该店销售过期食品。", "requests": ("退货",)},
        Act.ASK_MATERIAL: {"items": ["购买凭证"], "due_on": day + timedelta(days=3)},
        Act.VERIFY_IDENTITY: {"items": ["身份证复印件"], "due_on": day + timedelta(days=3)},
        Act.SUPPLEMENT: {"kind": "material", "on": day, "received": ["购买凭证"], "complete": True},
        Act.PLACE: {
            "respondent_kind": "ordinary",
            "actual_here": True,
            "domicile_here": True,
            "published_here": None,
            "reachable": None,
            "platform_here": None,
            "within_duties": True,
        },
        Act.ASSIGN: {"office": "huli", "words": WORDS},
        Act.ENTRUST: {"handler": "chensiyuan" if matter.handler_id is None else "wenlan", "words": WORDS},
        Act.HAND_BACK: {"words": WORDS},
        Act.RETURN: {"words": WORDS},
        Act.DISPUTE: {"with_whom": "思明区市场监督管理局", "arose_on": day},
        Act.END_DISPUTE: {"outcome": "agreed", "on": day, "ours": True, "words": WORDS},
        Act.REDIRECT: {"nature": "consultation", "route": WORDS},
        Act.WITHDRAW: {"on": day, "how": "phone"},
        Act.SETTLE_FIRST: {"partner": _partner(), "way": "odr", "how": "phone"},
        Act.RECALL: {"words": WORDS},
        Act.CONFIRM: {"how": "phone", "terms": "退款。", "settled": Decimal("36.50"), "satisfaction": 4},
        Act.CONSENT: {
            "side": "respondent" if matter.consents.exists() else "complainant",
            "subject": "mediation",
            "given": True,
            "how": "phone",
            "on": day,
            "proof": "电话表示同意。",
        },
        Act.DELEGATE: {"body": "湖里区消费者权益保护委员会"},
        Act.TAKE_BACK: {"outcome": "failed", "on": day, "words": WORDS},
        Act.INVITE: {
            "mode": "on_site",
            "held_at": at + timedelta(days=2),
            "place": "湖里所调解室（虚构）",
            "mediators": ["陈思远"],
            "recusal_days": 2,
        },
        Act.MEDIATE: {
            "session_id": session.pk if session else None,
            "mode": "phone",
            "held_at": at - timedelta(hours=1),
            "mediators": ["陈思远"],
            "complainant_present": True,
            "respondent_present": True,
            "minutes": WORDS,
            "result": "continue",
        },
        Act.RECUSE: {
            "side": "complainant",
            "against": "陈思远",
            "ground": "interest",
            "on": day,
            "words": WORDS,
        },
        Act.DECIDE_RECUSAL: {"upheld": False, "words": WORDS},
        Act.APPRAISE: {
            "kind": "testing",
            "subject": "衣柜甲醛释放量",
            "body": "虚构检测中心",
            "chosen": "agreed",
            "cost": "投诉人先行垫付",
            "began_on": day,
            "proof": "检测委托书",
        },
        Act.FINISH_APPRAISAL: {"ended_on": day, "result": WORDS, "proof": "检测报告"},
        Act.SETTLE: {
            "settlement": "no_document",
            "terms": "退货退款。",
            "on": day,
            "settled": Decimal("36.50"),
            "recovered": Decimal("36.50"),
            "consented": [person.pk] if person else [],
            "respondent_consents": True,
            "proof": "双方短信确认。",
        },
        Act.PERFORM: {"on": day, "recovered": Decimal("36.50")},
        Act.TERMINATE: {
            "ground": 1,
            "evidence": ["撤回投诉的短信"],
            "words": WORDS,
            "how_it_ended": "withdrawn",
        },
        Act.CLOSE: {"words": WORDS},
        Act.REOPEN: {"words": WORDS},
        Act.RESUME: {"words": WORDS},
        Act.SERVE: {
            "document_id": owed.document_id if owed else 0,
            "addressee_id": owed.pk if owed else 0,
            "channel": "phone",
            "sent_at": at,
            "served_at": at,
            "proof": "本人接听，当场告知内容。",
        },
        Act.VOID: {"document_id": paper.pk if paper else 0, "words": WORDS},
        Act.VISIT: {
            "side": "complainant",
            "on": day,
            "channel": "phone",
            "reached": True,
            "satisfaction": "content",
        },
        Act.LEAD: {"discovered_on": day, "words": "商家涉嫌销售超过保质期的食品。"},
        Act.TRANSFER: {
            "body": "湖里公安分局",
            "suspicion": "extorted",
            "facts": WORDS,
            "materials": ["录音"],
        },
    }
    return told[act]


def _partner() -> int:
    """The id of the ODR enterprise of the examples."""
    return Partner.objects.values_list("pk", flat=True).get()


ACTS = tuple(
    act
    for act in dict.fromkeys(row.act for row in workflow.TABLE if row.track == "complaint" and row.on_desk)
    if act not in (Act.REGISTER, Act.NOTE, Act.ATTACH, Act.JOIN, Act.APPOINT_AGENT)
)


def verb_of(act: Act):
    """Return the action that does an act."""
    name = {"return": "return_"}.get(act.value, act.value)
    return getattr(import_module(f"xiaobao.docket.actions.{name}"), name)


class Complaint(RuleBasedStateMachine):
    """One complaint on its way, whoever handles it and in whatever order."""

    officers: dict[str, object] = {}
    regulation = "samr-order-121"

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.rulebook = current()
        self.done: list[Act] = []

    @initialize()
    def arrives(self) -> None:
        day = FIRST_DAYS[self.regulation]
        row = cast.complaint(received_at=cast.at(day))
        self.at = cast.at(day, "10:00")
        self.matter_id = register_many([row], batch=None, rulebook=self.rulebook, at=self.at)[0]

    @property
    def matter(self) -> Matter:
        return Matter.objects.get(pk=self.matter_id)

    @rule(act=st.sampled_from(ACTS), who=st.sampled_from(POSTS))
    def somebody_acts(self, act: Act, who: str) -> None:
        self._act(act, who)

    @rule(data=st.data(), days=st.integers(min_value=0, max_value=3))
    def somebody_does_what_the_table_allows(self, data: st.DataObject, days: int) -> None:
        self.at += timedelta(days=days, minutes=7)
        rows = workflow.lawful("complaint", self.matter.state, channel="desk")
        lawful = sorted({row.act for row in rows} & set(ACTS))
        if lawful:
            act = data.draw(st.sampled_from(lawful))
            self._act(act, data.draw(st.sampled_from(self._entitled(act))))

    def _entitled(self, act: Act) -> list[str]:
        return [who for who in POSTS if self.officers[who].may(act.value)]

    def _act(self, act: Act, who: str) -> None:
        before = self.matter
        self.at += timedelta(minutes=1)
        arguments = given(act, before, self.at)
        try:
            verb_of(act)(
                matter_id=before.pk,
                version=before.version,
                officer=self.officers[who],
                at=self.at,
                **arguments,
            )
        except (Refused, NotAllowed, Obstacle):
            after = self.matter
            assert (after.state, after.version) == (before.state, before.version)
        else:
            self._followed_the_table(before, act)
            self.done.append(act)

    def _followed_the_table(self, before: Matter, act: Act) -> None:
        after, row = self.matter, workflow.find("complaint", before.state, act)
        assert (after.state, after.version) == (row.to.value, before.version + 1)
        assert after.events.latest("id").verb == act.value

    @invariant()
    def every_open_matter_has_a_clock_or_a_reason_why_not(self) -> None:
        for matter in Matter.objects.all():
            assert matter.is_open == (State(matter.state) not in workflow.FINAL)
            running = matter.clocks.filter(state="running").exists()
            assert running == matter.has_running_clock
            assert bool(matter.unclocked) == (matter.is_open and not running), self.done

    @invariant()
    def it_is_with_one_partner_exactly_while_it_is_settled_first(self) -> None:
        for matter in Matter.objects.all():
            with_one = matter.diversions.filter(ending="").count()
            assert with_one == (matter.state == State.SETTLING), self.done

    @invariant()
    def every_clock_can_be_derived_again_from_its_ledger(self) -> None:
        for clock in self.matter.clocks.all() if hasattr(self, "matter_id") else ():
            row = from_model(clock)
            assert reckoning.recompute(row, self.rulebook) == row

    @invariant()
    def no_number_is_missing_or_given_twice(self) -> None:
        for series in NumberSeries.objects.exclude(series="matter"):
            given_out = Document.objects.filter(series=series.series, year=series.year)
            assert sorted(given_out.values_list("sequence", flat=True)) == list(range(1, series.last + 1))

    @invariant()
    def nobody_mediates_while_a_recusal_waits(self) -> None:
        if hasattr(self, "matter_id"):
            waits = self.matter.recusals.filter(decided_on=None).exists()
            assert waits == (self.matter.state == State.SUSPENDED) or self.matter.state == State.TERMINATED
            assert Appraisal.objects.filter(matter_id=self.matter_id, ended_on=None).count() <= 1
            assert not Session.objects.filter(matter_id=self.matter_id, state="held", minutes="").exists()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)


@pytest.mark.parametrize("regulation", FIRST_DAYS)
def test_no_sequence_of_acts_leads_anywhere_the_law_does_not_allow(own_home, officers, regulation):
    market()
    machine = type("Machine", (Complaint,), {"officers": officers, "regulation": regulation})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=settings.default.max_examples // 7,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
