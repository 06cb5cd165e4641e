"""The facts of a matter as the rules need them; unknown stays unknown."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from xiaobao.docket.models import Matter, Party
from xiaobao.rules.facts import ComplaintFacts, EarlierMatter

RECENT = timedelta(days=365)


def complaint_facts(matter: Matter) -> ComplaintFacts:
    """Gather what is known of a complaint for the rules of acceptance.

    Whether this bureau is competent, and whether the goods were for daily consumption, only a person can
    say: they are None.
    """
    party, submission, respondent = matter.parties.get(), matter.submission, matter.respondent
    return ComplaintFacts(
        regulation=matter.regulation,
        received_on=matter.received_on,
        has_name=bool(party.shown_name),
        has_phone=bool(party.shown_phone),
        respondent_name=respondent.name if respondent else "",
        respondent_address=respondent.address if respondent else "",
        has_request=bool(submission.requests) or None,
        has_facts=bool(submission.content.strip()),
        earlier=_earlier(matter, party),
        recent_count=_alike(party).filter(matter__received_on__gt=matter.received_on - RECENT).count(),
    )


def _alike(party: Party) -> QuerySet[Party]:
    index = bytes(party.identity.person_index) if party.identity else b""
    if not index:
        return Party.objects.none()
    return Party.objects.filter(identity__person_index=index).exclude(pk=party.pk)


def _earlier(matter: Matter, party: Party) -> tuple[EarlierMatter, ...]:
    if matter.respondent_id is None:
        return ()
    before = _alike(party).filter(
        matter__respondent_id=matter.respondent_id,
        matter__kind="complaint",
        matter__received_at__lt=matter.received_at,
    )
    rows = before.order_by("-matter__received_at").values_list(
        "matter__number", "matter__received_on", "matter__state"
    )[:20]
    return tuple(EarlierMatter(*row) for row in rows)
