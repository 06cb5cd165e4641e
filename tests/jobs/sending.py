"""``python -m tests.jobs.sending``: write letters into the outbox of a home, and send them or die of it."""

from __future__ import annotations

import json
import os
import signal
import sys

import django

from tests import cast

LETTERS = 3


def main() -> None:
    """``fill``; ``send CLOCK`` at this time of the day of the cast; ``die CLOCK``: killed between sending and recording."""
    django.setup()
    does, *rest = sys.argv[1:]
    if does == "fill":
        _fill()
        return
    if does == "die":
        _kill_after_sending()
    from xiaobao.docket.actions.deliver import deliver

    at = cast.at(str(cast.TODAY), rest[0])
    print(json.dumps(deliver(at=at, clock=lambda: at)))


def _fill() -> None:
    from xiaobao.docket.channels import sealed
    from xiaobao.docket.models import ContactPoint
    from xiaobao.docket.outbox import Letter, post
    from xiaobao.docket.rulebook import current
    from xiaobao.staff.models import User
    from xiaobao.writing import writing

    user = User.objects.get(username="chensiyuan")
    address = sealed("chen@example.com")
    ContactPoint.objects.create(user=user, channel="email", address=address, set_at=cast.NOON)
    letters = [
        Letter(about=f"alert:{number}", user_id=user.pk, kind="alert", title="提醒", channels=("email",))
        for number in range(LETTERS)
    ]
    with writing():
        post(letters, at=cast.NOON, rulebook=current())


def _kill_after_sending() -> None:
    from xiaobao.courier.file import FileChannel

    whole = FileChannel.send

    def send(self: FileChannel, parcel: object) -> None:
        whole(self, parcel)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    FileChannel.send = send  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    main()
