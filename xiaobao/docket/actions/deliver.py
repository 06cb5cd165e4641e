"""Send what waits in the outbox (发送消息): at least once, each with its key, in office hours.

A delivery is claimed in one transaction, sent outside of any, and its result kept in another: whoever is
killed in between has it sent again under the same key. The channels take turns, a few deliveries each, so
that one that is slow or away holds up nobody else's.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from xiaobao.courier import Channel, Misconfigured, Undelivered, Unreachable, opened
from xiaobao.docket.channels import CHANNELS, LABELS, configured
from xiaobao.docket.leases import claim, give_up, hold, put_off, record_sent, release
from xiaobao.docket.models import Delivery, DeliveryState, Preference
from xiaobao.docket.outgoing import Sending, held_until, parcel_of, why_not
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import current
from xiaobao.docket.undelivered import tell_given_up, tell_held_up, tell_misconfigured
from xiaobao.rules.supervision import next_opening
from xiaobao.vault.errors import VaultError
from xiaobao.writing import writing

BATCH = 20
TURN = timedelta(seconds=30)
"""How long one channel has its turn; what it has not sent by then it gives back."""
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=2)
"""How long a delivery rests after the first failure, and at most; it doubles in between."""
MOST = 30
"""Tries of one delivery: about a working week, as long as a mail server would try."""
TELLING, PATIENCE = 5, timedelta(minutes=15)
"""After so many tries of one delivery, or so long without a way out, the administrators are told."""
_STEPS = 7
log = logging.getLogger("xiaobao.docket")
Clock = Callable[[], datetime]


@dataclass
class _Way:
    """One channel in a run: ``open`` until nothing waits any more, or nothing gets through."""

    name: str
    channel: Channel
    run: Sending
    at: datetime
    clock: Clock
    counts: Counter[str] = field(default_factory=Counter)
    open: bool = True


def deliver(*, at: datetime, clock: Clock, channels: Sequence[str] = CHANNELS) -> dict[str, int]:
    """Send what is due by ``at``; ``clock`` tells how late it has become meanwhile. Raises Unavailable.

    Returns how many were sent, put off after a failure, held back by quiet hours, and given up. Outside of
    office hours nothing is sent. Several runs at once send each once.
    """
    counts: Counter[str] = Counter(sent=0, put_off=0, held=0, given_up=0)
    rulebook = current()
    if not _waiting(at, channels) or next_opening(at, rulebook.ladder.office_hours, rulebook.calendar) > at:
        return dict(counts)
    try:
        terms = configured()
    except Misconfigured as error:
        with writing():
            tell_misconfigured(error.sentence, at=at, rulebook=rulebook)
        return dict(counts)
    run = Sending(rulebook, Recipients(rulebook, rulebook.today(at)))
    found = {name: opened(name, terms) for name in channels}
    ways = [_Way(name, way, run, at, clock, counts) for name, way in found.items() if way is not None]
    for name in (name for name, way in found.items() if way is None):
        counts["given_up"] += _without_channel(name, at)
    _take_turns(ways)
    return dict(counts)


def _waiting(at: datetime, channels: Sequence[str]) -> bool:
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=at, channel__in=channels)
    return due.exists()


def _without_channel(name: str, at: datetime) -> int:
    """Give up what has no way out in this installation; it is on screen all the same."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=at, channel=name)
    with writing():
        return due.update(state=DeliveryState.GIVEN_UP, error=f"没有开通{LABELS[name]}")


def _take_turns(ways: Sequence[_Way]) -> None:
    try:
        while still := [way for way in ways if way.open]:
            for way in still:
                _turn(way)
    finally:
        for way in ways:
            way.channel.close()


def _turn(way: _Way) -> None:
    began = way.clock()
    claimed = claim(way.name, at=way.at, now=began, most=BATCH)
    way.open = bool(claimed)
    users = {one.message.user_id for one in claimed}
    chosen = {one.user_id: one for one in Preference.objects.filter(user__in=users)}
    for place, one in enumerate(claimed):
        if not way.open or way.clock() - began > TURN:
            release(claimed[place:])
            return
        _one(way, one, chosen.get(one.message.user_id))


def _one(way: _Way, one: Delivery, chosen: Preference | None) -> None:
    now = way.clock()
    if reason := why_not(one, way.run):
        with writing():
            way.counts["given_up"] += give_up(one, reason)
        return
    until = held_until(one, chosen, way.run, now)
    if until is not None:
        hold(one, _in_office_hours(until, way))
        way.counts["held"] += 1
        return
    _send(way, one, now)


def _send(way: _Way, one: Delivery, now: datetime) -> None:
    try:
        way.channel.send(parcel_of(one, way.run, now))
    except Undelivered as error:
        way.open = not isinstance(error, Unreachable)
        _failed(way, one, error.reason, temporary=error.temporary)
    except VaultError as error:
        _failed(way, one, f"联系方式打不开（{error.code}）", temporary=True)
    except Exception as error:  # noqa: BLE001  whatever it is, the other deliveries go on
        log.error("delivery %d: %s", one.pk, type(error).__name__)
        _failed(way, one, f"发送时出错（{type(error).__name__}）", temporary=True)
    else:
        record_sent(one, at=way.clock())
        way.counts["sent"] += 1


def _failed(way: _Way, one: Delivery, reason: str, *, temporary: bool) -> None:
    now, rulebook = way.clock(), way.run.rulebook
    with writing():
        if not temporary or one.attempts >= MOST:
            if give_up(one, reason):
                way.counts["given_up"] += 1
                tell_given_up(one, reason, at=now, rulebook=rulebook)
        elif put_off(one, _in_office_hours(now + _rest(one.attempts), way), reason):
            way.counts["put_off"] += 1
            if one.attempts >= TELLING or (not way.open and _late(way, one, now)):
                tell_held_up(one.channel, reason, at=now, rulebook=rulebook)


def _late(way: _Way, one: Delivery, now: datetime) -> bool:
    return now - _in_office_hours(one.message.created_at, way) >= PATIENCE


def _rest(attempts: int) -> timedelta:
    return min(FIRST * (1 << min(attempts - 1, _STEPS)), LONGEST)


def _in_office_hours(moment: datetime, way: _Way) -> datetime:
    rulebook = way.run.rulebook
    return next_opening(moment, rulebook.ladder.office_hours, rulebook.calendar)
