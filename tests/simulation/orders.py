"""What officers do about supervision orders in the ten years: mostly what they should, now and then anything."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.simulation.days import FIRST_YEAR, LAST_YEAR
from tests.simulation.world import World, moment
from xiaobao.docket.actions.appeal_order import appeal_order, decide_appeal
from xiaobao.docket.actions.extend_order import ask_extension, decide_extension
from xiaobao.docket.actions.issue_order import issue_order
from xiaobao.docket.actions.lift_order import lift_order
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.models import Matter, SupervisionOrder
from xiaobao.refusals import Obstacle
from xiaobao.rules.orders import OPEN
from xiaobao.staff.permissions import Authority

_WORDS = "经核实，情况如下：承办人调离，案卷未及时移交。"
_MOST = 3
"""Orders gone through in one round."""
_POSTS = ("unit_head", "handler", "section_head", "bureau_leader", "intake_clerk")
Deed = tuple[Any, str, dict[str, Any]]
"""The act, the post that mostly does it, and what is typed."""


def plan(world: World) -> None:
    """Plan the days on which somebody goes through the orders, and the orders that are given by hand.

    Whenever something is raised, somebody goes through them soon afterwards as well.
    """
    world.when_raised = partial(_soon, world)
    day, last = date(FIRST_YEAR, 1, 12), date(LAST_YEAR, 11, 1)
    while day < last:
        at = moment(day, "10:30") + timedelta(minutes=world.chance.randint(0, 400))
        world.plan(at, partial(_round, world))
        if world.chance.random() < 0.05:
            world.plan(at + timedelta(hours=1), partial(_by_hand, world))
        day += timedelta(days=world.chance.choice((14, 30, 50, 80)))


def _soon(world: World) -> None:
    if world.chance.random() < 0.5:
        world.plan(world.now + timedelta(hours=world.chance.randint(1, 60)), partial(_round, world))


def _round(world: World) -> None:
    standing = SupervisionOrder.objects.filter(state__in=OPEN).exclude(matter__in=world.resting)
    appealed = SupervisionOrder.objects.exclude(appealed_at=None).exclude(matter__in=world.resting)
    found = (standing | appealed).order_by("-pk")[:_MOST]
    for order in found:
        if world.chance.random() < 0.6:
            _one(world, order)


def _one(world: World, order: SupervisionOrder) -> None:
    verb, post, typed = _deed(world, order)
    officer = _somebody(world, order, post)
    if officer is None:
        return
    given = {"order_id": order.pk, "version": order.version, "officer": officer, "at": world.now}
    try:
        verb(**given, **typed)
    except Obstacle as refusal:
        world.journal.note(world.now, f"order {order.pk} {verb.__name__} refused: {refusal.code}")
    else:
        world.journal.note(world.now, f"order {order.pk} {verb.__name__} by {officer.user.username}")


def _deed(world: World, order: SupervisionOrder) -> Deed:
    chance, words = world.chance, {"words": _WORDS}
    today = world.now.date()
    deeds: dict[str, Deed] = {
        "reply": (reply_order, "unit_head", {**words, "measures": "今日由所长接手。"}),
        "ask": (
            ask_extension,
            "unit_head",
            {**words, "until": today + timedelta(days=chance.randint(1, 20))},
        ),
        "extend": (decide_extension, "section_head", {**words, "grant": chance.random() < 0.6}),
        "review": (review_order, "section_head", {**words, "accept": chance.random() < 0.7}),
        "lift": (lift_order, "section_head", {**words, "score": chance.choice((0, 5, 10))}),
        "appeal": (appeal_order, "unit_head", words),
        "decide": (decide_appeal, "bureau_leader", {**words, "stands": chance.random() < 0.5}),
    }
    return deeds[_usual(world, order)]


def _usual(world: World, order: SupervisionOrder) -> str:
    chance = world.chance
    if chance.random() < 0.05:
        return chance.choice(("reply", "ask", "extend", "review", "lift", "appeal", "decide"))
    if order.appealed_at is not None:
        return "decide"
    if order.asked_until is not None:
        return "extend"
    owed = chance.choice(("reply", "reply", "reply", "ask", "appeal"))
    return {"replied": "review", "accepted": "lift"}.get(order.state, owed)


def _somebody(world: World, order: SupervisionOrder, post: str) -> Authority | None:
    """Return the owner for what the owner does, else somebody in the usual post, now and then anybody."""
    day = world.now.date()
    owners = [seat for seat in world.staff.seats if seat.user == order.owner_id and seat.held(day)]
    if post == "unit_head" and owners and world.chance.random() < 0.9:
        return world.staff.authority(owners[0], day)
    wanted = world.chance.choice(_POSTS) if world.chance.random() < 0.1 else post
    return world.staff.holding(wanted, world.now)


def _by_hand(world: World) -> None:
    matter = Matter.objects.filter(is_open=True).exclude(pk__in=world.resting).order_by("-pk").first()
    leader = world.staff.holding("bureau_leader", world.now)
    if matter is None or leader is None:
        return
    due = world.now.date() + timedelta(days=world.chance.randint(0, 12))
    given = {"origin": world.chance.choice(("leader", "petition", "hotline")), "requirement": _WORDS}
    try:
        issue_order(matter_id=matter.pk, officer=leader, at=world.now, reply_due=due, **given)
    except Obstacle as refusal:
        world.journal.note(world.now, f"no order by hand: {refusal.code}")
    else:
        world.journal.note(world.now, "an order by hand")
