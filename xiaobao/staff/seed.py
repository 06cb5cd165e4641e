"""Put the locality's offices, and its invented demo officers, into the database."""

from __future__ import annotations

import secrets
from datetime import date

from xiaobao.rules.locality import Locality
from xiaobao.staff.models import Office, Post, User


def seed_offices(locality: Locality) -> dict[str, Office]:
    """Create or rename the offices of the locality; returns them by code."""
    return {
        entry.code: Office.objects.update_or_create(
            code=entry.code, defaults={"name": entry.name, "kind": entry.kind}
        )[0]
        for entry in locality.offices
    }


def seed_demo_accounts(locality: Locality, *, since: date) -> dict[str, str]:
    """Create the missing demo officers; returns {username: random password} of the new ones."""
    offices = seed_offices(locality)
    passwords: dict[str, str] = {}
    for account in locality.demo_accounts:
        if User.objects.filter(username=account.username).exists():
            continue
        passwords[account.username] = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username=account.username, name=account.name, password=passwords[account.username]
        )
        User.objects.filter(pk=user.pk).update(invented=True)
        Post.objects.create(user=user, office=offices[account.office], code=account.post, since=since)
    return passwords
