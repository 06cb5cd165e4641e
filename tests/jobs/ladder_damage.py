"""What a clockwork that is broken would leave behind, done to a docket that is whole: it must be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tests.jobs.ladder_story import flaws
from xiaobao.docket.models import Alert, Delivery, Document, Event, Message, NumberSeries


def stage_missed() -> None:
    """One of the stages that were owed was not raised."""
    Alert.objects.filter(pk=_last_alert().pk).update(stage="none")


def told_twice() -> None:
    """One officer was told the same twice."""
    message = Message.objects.exclude(alert=None).latest("pk")
    message.pk, message.key = None, f"{message.key}:again"
    message.save()


def told_nobody() -> None:
    """A stage was raised and nobody was told."""
    messages = Message.objects.filter(alert=_last_alert())
    Delivery.objects.filter(message__in=messages).delete()
    messages.delete()


def not_on_the_timeline() -> None:
    """The timeline tells of a stage more than were raised."""
    alert = _last_alert()
    data = {"clock": alert.clock.clock, "stage": alert.stage}
    Event.objects.create(
        matter=alert.matter, verb="alert", occurred_at=alert.raised_at, recorded_at=alert.raised_at, data=data
    )


def number_lost() -> None:
    """A number of an order was taken, and the order was not kept."""
    NumberSeries.objects.filter(series="supervision_order").update(last=F("last") + 1)


def paper_of_another() -> None:
    """The text of an order is another than the one that was numbered."""
    Document.objects.filter(series="supervision_order").update(paper_sha256="0" * 64)


def raised_too_early() -> None:
    """A stage was raised that is not yet owed."""
    alert = Alert.objects.filter(stage="remind").latest("pk")
    alert.pk, alert.stage = None, "red"
    alert.save()


def _last_alert() -> Alert:
    return Alert.objects.select_related("clock", "matter").latest("pk")


DAMAGES: dict[str, Callable[[], None]] = {
    damage.__name__: damage
    for damage in (
        stage_missed, told_twice, told_nobody, not_on_the_timeline, number_lost, paper_of_another,
        raised_too_early,
    )
}  # fmt: skip


def seen(at: datetime) -> Iterator[tuple[str, list[str]]]:
    """Do each damage by itself, say what is found of it, and undo it."""
    for name, damage in DAMAGES.items():
        with transaction.atomic():
            damage()
            yield name, list(flaws(at))
            transaction.set_rollback(True)
