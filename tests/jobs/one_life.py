"""A complaint's life that can be taken up wherever it stands: each call does the one act that comes next."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.models import Addressee, Matter
from xiaobao.docket.rulebook import current
from xiaobao.jobs.lives import Life

VERBS = ["register", "accept", "serve", "consent", "consent", "mediate", "settle", "serve", "serve", "close"]
"""The events of a whole life, in order."""


def sheet(key: str, received: float) -> dict[str, Any]:
    """A filled registration sheet; ``received`` in seconds since the epoch."""
    return {
        "at": timezone.now(),
        "key": key,
        "kind": "complaint",
        "channel": "window",
        "received_at": datetime.fromtimestamp(received, UTC),
        "person": PersonGiven(name="林晓禾", phone="13900000001", postal="厦门市湖里区虚构路88号"),
        "respondent": RespondentGiven(name="厦门青禾家居有限公司", address="福建省厦门市湖里区虚构路1号"),
        "content": "定制的衣柜颜色与合同约定不符，商家拒绝重做。",
        "requests": ("重作、更换",),
        "amount": Decimal("6800.00"),
        "office": "huli",
    }


def unfinished(part: int) -> int | None:
    """Return the id of this part's life that is not closed yet."""
    return _lives(part).exclude(state="closed").values_list("pk", flat=True).first()


def events(part: int) -> list[str]:
    """Return the verbs of this part's newest life, in order; none when there is none."""
    newest = _lives(part).order_by("id").last()
    return list(newest.events.order_by("id").values_list("verb", flat=True)) if newest else []


def _lives(part: int) -> Any:
    return Matter.objects.filter(external_id__startswith=f"life-{part}-")


def next_act(part: int) -> dict[str, Any]:
    """Do what comes next in the life of this part, or begin a new one; say which matter and what."""
    life = Life(timezone.now(), current())
    life.matter_id = unfinished(part) or 0
    if not life.matter_id:
        enrolled = enrol(
            officer=life.officer("hemin"), **sheet(f"life-{part}-{uuid4().hex}", time.time() - 300)
        )
        return {"matter": enrolled.matter_id, "did": "register"}
    return {"matter": life.matter_id, "did": _go_on(life, Matter.objects.get(pk=life.matter_id))}


def _go_on(life: Life, matter: Matter) -> str:
    done = events(int(matter.external_id.split("-")[1]))
    assert done == VERBS[: len(done)], done
    verb = VERBS[len(done)]
    _ACTS[verb](life, matter)
    return verb


def _accept(life: Life, _matter: Matter) -> None:
    life.do(accept, "chensiyuan", timezone.now())


def _serve(life: Life, matter: Matter) -> None:
    waiting = Addressee.objects.filter(document__matter=matter, services=None)
    one = waiting.filter(document__series__in=("acceptance", "agreement")).order_by("id")[0]
    now = timezone.now()
    told = {"channel": "phone", "sent_at": now, "served_at": now, "proof": "本人接听，当场告知。"}
    life.do(serve, "chensiyuan", now, document_id=one.document_id, addressee_id=one.pk, **told)


def _consent(life: Life, matter: Matter) -> None:
    side = "respondent" if matter.consents.exists() else "complainant"
    given = {"side": side, "subject": "mediation", "given": True, "how": "phone", "on": life.today}
    life.do(consent, "chensiyuan", timezone.now(), **given, proof="电话表示同意调解。")


def _mediate(life: Life, _matter: Matter) -> None:
    where = {"mode": "on_site", "place": "湖里所调解室（虚构）", "mediators": ("陈思远",)}
    both = {"complainant_present": True, "respondent_present": True}
    held = {
        "session_id": None,
        "held_at": timezone.now(),
        "minutes": "双方同意更换门板。",
        "result": "agreed",
    }
    life.do(mediate, "chensiyuan", timezone.now(), **where, **both, **held)


def _settle(life: Life, matter: Matter) -> None:
    people = tuple(matter.parties.filter(role="complainant").values_list("pk", flat=True))
    agreed = {"consented": people, "respondent_consents": True, "proof": "双方签字。"}
    money = {"settled": Decimal("800"), "recovered": Decimal("800")}
    terms = {"settlement": "agreement", "terms": "被投诉人更换门板并补偿800元。", "on": life.today}
    life.do(settle, "chensiyuan", timezone.now(), **terms, **money, **agreed)


def _close(life: Life, _matter: Matter) -> None:
    life.do(close, "chensiyuan", timezone.now(), words="调解书已归档。")


_ACTS = {
    "accept": _accept,
    "serve": _serve,
    "consent": _consent,
    "mediate": _mediate,
    "settle": _settle,
    "close": _close,
}
