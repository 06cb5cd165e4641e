"""What happens in a bureau in ten years: matters arrive and are gone about, notices and ladders change."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from django.db import transaction

from tests.simulation import lives
from tests.simulation.days import FIRST_YEAR, LAST_YEAR, ONE, PUBLISHED, Notice, invent
from tests.simulation.lives import PACES, Life
from tests.simulation.oracle import SHIPPED, Ladder
from tests.simulation.world import World, moment
from xiaobao.docket.actions.amend import Amendment, amend
from xiaobao.docket.actions.held import decide
from xiaobao.docket.actions.load_calendar import load_calendar
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import HeldChange, Matter, Partner, PartnerKind
from xiaobao.docket.rulebook import current, local_ladders
from xiaobao.law import NotInForce
from xiaobao.refusals import Obstacle
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import Office

_LONGEST = 22
"""After so many acts a matter is left alone: overdue as it may be."""


def plan(world: World, matters: int) -> None:
    """Plan ``matters`` arrivals over the ten years, and what is changed by notice or by the bureau itself."""
    chance = world.chance
    _partner()
    whole = (date(LAST_YEAR, 11, 1) - date(FIRST_YEAR, 1, 4)).days
    for number in range(matters):
        day = date(FIRST_YEAR, 1, 4) + timedelta(days=chance.randrange(whole))
        at = moment(day, "08:30") + timedelta(minutes=chance.randint(0, 600))
        world.plan(at, partial(_arrive, world, number))
    for year in range(PUBLISHED + 1, LAST_YEAR + 1):
        issued = date(year - 1, 11, 1) + timedelta(days=chance.choice((0, 7, 20, 45, 100)))
        world.plan(moment(issued, "15:00"), partial(_notice, world, invent(year, chance)))
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if chance.random() < 0.25:
            world.plan(moment(date(year, chance.randint(2, 11), 12), "10:00"), partial(_one_day_off, world))
        if chance.random() < 0.2:
            world.plan(moment(date(year, chance.randint(1, 12), 19), "16:20"), partial(_ladder, world))


def _partner() -> None:
    """The one enterprise to which a complaint may be handed to be settled first."""
    Partner.objects.create(
        kind=PartnerKind.ODR, code="odr-play", name="厦门虚构优选电子商务有限公司", invented=True,
        office=Office.objects.get(code="huli"), opened_on=date(FIRST_YEAR - 1, 1, 2),
    )  # fmt: skip


def _arrive(world: World, number: int) -> None:
    """Register a matter as an import does: received just now, or long ago and only told of now."""
    chance = world.chance
    back = chance.choice((0, 0, 0, 0, 1, 3, 12, 45, 110))
    received = max(world.now - timedelta(days=back, minutes=5), moment(date(FIRST_YEAR - 1, 6, 1), "09:00"))
    row = lives.arrival(number, received, chance)
    (key,) = register_many([row], batch=world.batch, rulebook=current(), at=world.now)
    life = Life(key, row, chance.choices(list(PACES), (3, 4, 3, 2))[0])
    world.journal.note(world.now, f"{row.kind} {number} arrives, received {received:%m-%d}, {life.pace}")
    _go_on(world, life)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        world.plan(world.now + timedelta(days=chance.randint(1, 30), hours=3), partial(_export, world, life))


def _go_on(world: World, life: Life) -> None:
    day = (world.now + life.rests(world.chance)).date()
    at = world.office_time(day)
    world.plan(max(at, world.now + timedelta(minutes=7)), partial(_act, world, life))


def _act(world: World, life: Life) -> None:
    matter = Matter.objects.select_related("office").get(pk=life.key)
    if life.key in world.resting:
        return _go_on(world, life)
    act = lives.next_act(matter, world.chance)
    if act is None or life.acts >= _LONGEST:
        return world.journal.note(world.now, f"{life.row.external_id} is left in state {matter.state}")
    _do(world, life, act, matter)
    life.acts += 1
    return _go_on(world, life)


def _do(world: World, life: Life, act: Act, matter: Matter) -> None:
    officer = world.staff.who(act.value, matter, world.now)
    if officer is None:
        return world.journal.note(world.now, f"{life.row.external_id} nobody may {act.value}")
    try:
        lives.do(act, matter, world.now, officer, world.staff, world.chance)
    except (Obstacle, NotInForce) as refusal:
        return world.journal.note(
            world.now, f"{life.row.external_id} {act.value} refused: {refusal.code} {refusal}"
        )
    return world.journal.note(world.now, f"{life.row.external_id} {act.value} by {officer.user.username}")


def _export(world: World, life: Life) -> None:
    """Have a later export arrive, and a person decide on what it may not change by itself."""
    if life.key in world.resting:
        return
    row = lives.exported_again(life, world.now, world.chance)
    with transaction.atomic():
        done = amend(matter_id=life.key, row=row, batch=world.batch, rulebook=current(), at=world.now)
    world.journal.note(world.now, f"{life.row.external_id} comes again: {done.value}")
    if done is Amendment.HELD:
        _decide_held(world, life)
    else:
        life.row = row


def _decide_held(world: World, life: Life) -> None:
    change = HeldChange.objects.filter(matter=life.key, decided_at=None).latest("pk")
    officer = world.staff.holding("section_head", world.now)
    if officer is None:
        return None
    try:
        decide(change_id=change.pk, officer=officer, at=world.now, apply=True, reason="经与来源核对属实。")
    except Obstacle as refusal:
        return world.journal.note(world.now, f"held {change.field} not applied: {refusal.code}")
    return world.journal.note(world.now, f"held {change.field} applied")


def _notice(world: World, notice: Notice) -> None:
    """Have a year's notice loaded; what was counted without it is counted anew."""
    if world.resting:
        # While a row is broken nothing can be counted anew: the administrator has it mended first.
        world.plan(world.now + timedelta(hours=5), partial(_notice, world, notice))
        return
    moved = load_calendar(notice.write(world.home, world.now.date()), at=world.now)
    world.days.learn(notice)
    world.oracle.changed()
    world.checks.due_days(world.now)
    world.journal.note(world.now, f"the notice for {notice.year} is loaded, {moved} moved")


def _one_day_off(world: World) -> None:
    """Have the State Council give a day off that nobody expected, some weeks ahead or tomorrow."""
    day = world.now.date() + timedelta(days=world.chance.choice((1, 4, 20)))
    while not world.days.works(day):
        day += ONE
    if not world.days.known(day.year) or day.year > LAST_YEAR:
        return
    former = world.days.notices.get(day.year) or Notice(day.year, whole=False, breaks=())
    breaks = (*former.breaks, ("临时放假", day, day))
    workdays = tuple(one for one in former.workdays if one != day)
    _notice(world, Notice(day.year, former.whole, breaks, workdays))


def _ladder(world: World) -> None:
    """Have the bureau put another ladder in place: other numbers of days, or one stage more."""
    text = SHIPPED
    if world.chance.random() < 0.7:
        text = re.sub(r"left: 3$", f"left: {world.chance.choice((2, 4, 5))}", text, flags=re.M)
        text = re.sub(r"left: 10$", f"left: {world.chance.choice((8, 15))}", text, flags=re.M)
        text = re.sub(r"overdue: 1$", f"overdue: {world.chance.choice((1, 2, 3))}", text, flags=re.M)
    folder = local_ladders()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "huli.yaml").write_text(text, encoding="utf-8")
    world.oracle.changed(Ladder(text))
    world.journal.note(world.now, "another ladder")
